// No ticket: why, in the server's own words, and what to do now.

import { html, nothing, type TemplateResult } from "lit";

import { say } from "../shared/language";
import { words } from "../shared/words";
import type { Kiosk } from "./kiosk";
import { enquiry, type KioskState, type Refused } from "./state";
import { hourRows } from "./closed";
import { kioskWords } from "./words";

const ASK_INSTEAD = new Set(["daily_limit_reached", "not_in_session"]);

export function refusedView(state: KioskState, kiosk: Kiosk, refused: Refused): TemplateResult {
  const desk = ASK_INSTEAD.has(refused.code) ? enquiry(state) : null;
  return html`
    <div class="refused" role="alert">
      <h1 tabindex="-1">${say(kioskWords.refusedTitle)}</h1>
      <p class="refused__why">${refused.sentence}</p>
      <p>${say(advice(refused.code))}</p>
      ${refused.code === "hall_closed" && state.hall ? html`<dl class="closed__hours">${hourRows(state.hall)}</dl>` : nothing}
    </div>
    <div class="choice__ways">
      <button class="way ${refused.again ? "" : "way--filled"}" @click=${() => kiosk.leave()}>
        <span class="way__name">${say(kioskWords.home)}</span>
      </button>
      ${refused.again
        ? html`<button class="way way--filled" data-way="again" @click=${() => kiosk.again()}><span class="way__name">${say(words.again)}</span></button>`
        : nothing}
      ${desk && desk.available
        ? html`<button class="way" @click=${() => kiosk.choose(desk.code)}><span class="way__name">${say(desk.name)}</span></button>`
        : nothing}
    </div>
  `;
}

function advice(code: string): { readonly zh: string; readonly en: string } {
  const known: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = kioskWords.advice;
  return known[code] ?? kioskWords.advice.other;
}
