// No ticket: why, in the server's own words, and what to do now.

import { html, nothing, type TemplateResult } from "lit";

import { say } from "../shared/language";
import { words } from "../shared/words";
import { bookByPhone } from "./book-by-phone";
import type { Kiosk } from "./kiosk";
import { enquiry } from "./offer";
import type { KioskState, Refused } from "./state";
import { hourRows } from "./closed";
import { kioskWords } from "../generated/kiosk";

const DEVICE_FAULTS = new Set(["device_token_needed", "foreign_hall", "not_signed_in", "forbidden"]);
/** Nothing more can be had today, so another day is offered. */
const ANOTHER_DAY = new Set(["daily_limit_reached", "not_in_session", "hall_closed"]);
const ASK_INSTEAD = new Set(["daily_limit_reached", "not_in_session"]);

export function refusedView(state: KioskState, kiosk: Kiosk, refused: Refused): TemplateResult {
  const desk = ASK_INSTEAD.has(refused.code) ? enquiry(state) : null;
  return html`
    <div class="refused" role="alert">
      ${refused.code === "unreachable" ? noAnswer() : answered(refused)}
      ${refused.code === "hall_closed" && state.hall ? html`<dl class="closed__hours">${hourRows(state.hall)}</dl>` : nothing}
      ${ANOTHER_DAY.has(refused.code) ? bookByPhone(state, kiosk, state.chosen[0] ?? null) : nothing}
    </div>
    <div class="choice__ways">
      <button class="way ${refused.again ? "" : "way--filled"}" @click=${() => kiosk.leave()}>
        <span class="way__name">${say(kioskWords.home)}</span>
      </button>
      ${refused.again
        ? html`<button class="way way--filled" data-way="again" @click=${() => kiosk.taking.again()}><span class="way__name">${say(words.again)}</span></button>`
        : nothing}
      ${desk && desk.available
        ? html`<button class="way" @click=${() => kiosk.chooseInstead(desk.code)}><span class="way__name">${say(desk.name)}</span></button>`
        : nothing}
    </div>
  `;
}

/** Nobody said no: whether a number was taken is not known, so the page claims neither. */
function noAnswer(): TemplateResult {
  return html`<h1 tabindex="-1">${say(kioskWords.unreachableTitle)}</h1>
    <p class="refused__why">${say(kioskWords.advice.unreachable)}</p>`;
}

/** The server's own sentence, but for a fault of this device, which is nothing to tell a visitor about. */
function answered({ code, sentence }: Refused): TemplateResult {
  return html`<h1 tabindex="-1">${say(kioskWords.refusedTitle)}</h1>
    <p class="refused__why">${DEVICE_FAULTS.has(code) ? say(kioskWords.cannotIssue) : sentence}</p>
    <p>${say(advice(code))}</p>`;
}

function advice(code: string): { readonly zh: string; readonly en: string } {
  const known: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = kioskWords.advice;
  if (DEVICE_FAULTS.has(code)) return kioskWords.advice.device_token_needed;
  return known[code] ?? kioskWords.advice.other;
}
