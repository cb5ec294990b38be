// The staff's page of appointments: its header, its two sides, and what the last press came to.

import { html, nothing, type TemplateResult } from "lit";

import { say } from "../shared/language";
import { freshness, refusedPage, staffTop } from "../staff/frame";
import { messageLine } from "../staff/messages";
import type { Appointments } from "./appointments";
import type { AppointmentsState, Side } from "./state";
import { drawBook } from "./view-book";
import { drawDay } from "./view-day";
import { drawOne } from "./view-one";
import { words } from "./words";

const KEYS: Readonly<Record<Side, string>> = { day: "F2", book: "F3" };

export function drawAppointments(state: AppointmentsState, page: Appointments): TemplateResult {
  if (!page.mayLook) return refusedPage(state, words.title, words.noRights);
  return html`
    <div class="staff" aria-busy=${state.busy !== null}>
      ${staffTop(state, { title: words.title, beside: page.mayBook ? tabs(state.side, page) : nothing, to: ["greeter", "desk", "board"] })}
      ${freshness(state, state.standing)} ${messageLine(state, () => page.wire.dismiss())}
      ${state.side === "book"
        ? html`<main class="appts__book">${drawBook(page)}</main>`
        : html`<main class="appts__page ${state.one ? "appts__page--one" : ""}">${drawDay(state, page)} ${drawOne(state, page)}</main>`}
    </div>
  `;
}

function tabs(side: Side, page: Appointments): TemplateResult {
  return html`<nav class="staff-tabs" aria-label=${say(words.pages)}>
    ${(Object.keys(KEYS) as Side[]).map(
      (each) => html`<button class="staff-tab" data-side=${each} aria-pressed=${each === side} @click=${() => page.go(each)}>
        ${say(words.sides[each])} <kbd>${KEYS[each]}</kbd>
      </button>`,
    )}
  </nav>`;
}
