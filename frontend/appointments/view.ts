// The staff's page of appointments: its header, its two sides, and what the last press came to.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { language, say, speak } from "../shared/language";
import { standingStrip, type Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { refusedPage } from "../staff/refused";
import { mayManage, signOut } from "../staff/session";
import { words as staff } from "../staff/words";
import type { Appointments } from "./appointments";
import type { AppointmentsState, Side } from "./state";
import { drawBook } from "./view-book";
import { drawDay } from "./view-day";
import { drawOne } from "./view-one";
import { words } from "./words";

const KEYS: Readonly<Record<Side, string>> = { day: "F2", book: "F3" };

export function drawAppointments(state: AppointmentsState, page: Appointments): TemplateResult {
  if (!page.mayLook) return refusedPage(words.title, words.noRights);
  return html`
    <div class="appts" aria-busy=${state.busy !== null}>
      ${header(state, page)} ${standingStrip(state.standing, state.hall?.timezone)} ${drawMessage(state, page)}
      ${state.side === "book"
        ? html`<main class="appts__book">${drawBook(page)}</main>`
        : html`<main class="appts__page ${state.one ? "appts__page--one" : ""}">${drawDay(state, page)} ${drawOne(state, page)}</main>`}
    </div>
  `;
}

function header({ session, hall, code, side }: AppointmentsState, page: Appointments): TemplateResult {
  const greets = session.roles.some((role) => role === "greeter" || role === "manager");
  const serves = session.roles.includes("clerk");
  return html`
    <header class="manage__top reviews__top">
      <h1>${say(words.title)}</h1>
      <p class="reviews__hall">${hall ? say(hall.name) : code}</p>
      ${page.mayBook ? tabs(side, page) : nothing}
      <div class="reviews__menu">
        <span>${icon("person")}${session.user.name}</span>
        ${greets ? html`<a class="desk-link" href="/greeter?lang=${language()}">${say(words.toGreeter)}</a>` : nothing}
        ${serves ? html`<a class="desk-link" href="/desk?lang=${language()}">${say(staff.toDesk)}</a>` : nothing}
        ${mayManage(session) ? html`<a class="desk-link" href="/manage?hall=${code}&lang=${language()}">${say(staff.toBoard)}</a>` : nothing}
        <button class="desk-link" data-action="language" @click=${() => speak(language() === "zh" ? "en" : "zh")}>
          ${say(common.otherLanguage)}
        </button>
        <button class="desk-link" data-action="sign-out" @click=${() => void signOut()}>${say(staff.signOut)}</button>
      </div>
    </header>
  `;
}

function tabs(side: Side, page: Appointments): TemplateResult {
  return html`<nav class="reviews__tabs" aria-label=${say(words.pages)}>
    ${(Object.keys(KEYS) as Side[]).map(
      (each) => html`<button class="reviews__tab" data-side=${each} aria-pressed=${each === side} @click=${() => page.go(each)}>
        ${say(words.sides[each])} <kbd>${KEYS[each]}</kbd>
      </button>`,
    )}
  </nav>`;
}

/** The page keeps a place for it, so that nothing moves under the mouse. */
function drawMessage({ message }: AppointmentsState, page: Appointments): Drawn {
  if (message === null) return html`<div class="desk__message" role="status"></div>`;
  const text = typeof message.text === "string" ? message.text : say(message.text);
  return html`<div class="desk__message desk__message--${message.look}" role=${message.look === "bad" ? "alert" : "status"}>
    <p>${text}</p>
    ${message.again ? html`<button class="button button--dense" data-action="again" @click=${message.again}>${say(common.again)}</button>` : nothing}
    <button class="desk__dismiss" aria-label=${say(staff.dismiss)} @click=${() => page.dismiss()}>${icon("cross")}</button>
  </div>`;
}
