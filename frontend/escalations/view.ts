// The page of the ledger: its header, what is open on it, and what the last press came to.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { language, say, speak } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { reachStrip } from "../shared/reach";
import { words as common } from "../shared/words";
import { refusedPage } from "../staff/refused";
import { mayManage, signOut } from "../staff/session";
import { words as staff } from "../staff/words";
import type { Escalations } from "./escalations";
import { mayTakeIn, type LedgerState } from "./state";
import { drawFigures } from "./view-figures";
import { drawIntake } from "./view-intake";
import { drawList } from "./view-list";
import { drawOne } from "./view-one";
import { drawPanel, drawTools } from "./view-panels";
import { drawReceipt } from "./view-receipt";
import { words } from "./words";
import { intakeForm, keys } from "./words-deeds";

export function drawPage(state: LedgerState, page: Escalations): TemplateResult {
  if (page.part === null) return refusedPage(words.title, words.none);
  return html`
    <div class="cases" aria-busy=${state.busy}>
      ${drawHeader(state, page)} ${reachStrip(page.reach, state.hall?.timezone)} ${drawBody(state, page)} ${drawMessage(state, page)}
    </div>
  `;
}

function drawBody(state: LedgerState, page: Escalations): TemplateResult {
  if (state.receipt !== null) return html`<main class="cases__intake">${drawReceipt(state.receipt, state, page)}</main>`;
  if (state.intake !== null) return html`<main class="cases__intake">${drawIntake(state.intake, state, page)}</main>`;
  if (page.part === "intake") return html`<main class="cases__intake"><p class="soft">${say(common.loading)}</p></main>`;
  return html`
    <main class="cases__page ${state.one ? "cases__page--one" : ""} ${state.panel ? "cases__page--panel" : ""}">
      ${drawTools(state, page)} ${state.panel ? drawPanel(state.panel, state, page) : html`${drawFigures(state, page)} ${drawList(state, page)} ${drawOne(state, page)}`}
    </main>
    <footer class="cases__keys soft">${keys.map(([key, does]) => html`<span><kbd>${key}</kbd> ${say(does)}</span>`)}</footer>
  `;
}

function drawHeader({ session, hall, code, intake }: LedgerState, page: Escalations): TemplateResult {
  const link = (path: string, name: { zh: string; en: string }): TemplateResult =>
    html`<a class="desk-link" href="${path}?hall=${code}&lang=${language()}">${say(name)}</a>`;
  return html`
    <header class="manage__top cases__top">
      <h1>${say(page.part === "tray" ? words.tray : words.title)}</h1>
      <p class="cases__hall">${hall ? say(hall.name) : code}</p>
      ${
        mayTakeIn(session) && intake === null
          ? html`<button class="button button--dense" data-action="intake" aria-keyshortcuts="N" @click=${() => page.taking.begin(null)}>
              ${icon("plus")}${say(intakeForm.open)} <kbd>N</kbd>
            </button>`
          : nothing
      }
      <div class="cases__menu">
        <span>${icon("person")}${session.user.name}</span>
        ${mayManage(session) ? link("/manage", staff.toBoard) : nothing} ${session.roles.includes("clerk") ? link("/desk", staff.toDesk) : nothing}
        <button class="desk-link" data-action="language" @click=${() => speak(language() === "zh" ? "en" : "zh")}>${say(common.otherLanguage)}</button>
        <button class="desk-link" data-action="sign-out" @click=${() => void signOut()}>${say(staff.signOut)}</button>
      </div>
    </header>
  `;
}

function drawMessage({ message }: LedgerState, page: Escalations): Drawn {
  if (message === null) return nothing;
  const text = typeof message.text === "string" ? message.text : say(message.text);
  return html`<div class="manage__message">
    <div class="desk__message desk__message--${message.look}" role=${message.look === "bad" ? "alert" : "status"}>
      <p>${text}</p>
      ${message.again ? html`<button class="button button--dense" data-action="again" @click=${message.again}>${say(common.again)}</button>` : nothing}
      <button class="desk__dismiss" aria-label=${say(staff.dismiss)} @click=${() => page.dismiss()}>${icon("cross")}</button>
    </div>
  </div>`;
}
