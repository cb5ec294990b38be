// Help (帮办代办) at the kiosk: somebody is asked to come, with the ticket that was just taken or without one.

import { html, nothing, type TemplateResult } from "lit";

import { helpWords as words } from "../generated/help";
import { kioskWords } from "../generated/kiosk";
import { icon } from "../shared/icons";
import { say, serverLanguage } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { qrCode } from "../shared/qr";
import type { Ticket } from "../shared/types";
import type { Kiosk } from "./kiosk";
import type { KioskState } from "./state";

export function helpView(state: KioskState, kiosk: Kiosk): TemplateResult {
  const { calling } = state;
  return html`
    <div class="refused">
      <h1 tabindex="-1">${say(words.title)}</h1>
      <p class="refused__why refused__why--good" role="status" data-calling=${calling.state}>${say(calling.state === "coming" ? words.coming : words.lead)}</p>
      ${problem(state)}
      <figure class="book-by-phone" data-help-by-phone>
        ${qrCode(`${kiosk.place.publicUrl}/help/${encodeURIComponent(kiosk.place.hall)}?lang=${serverLanguage()}`, say(words.codeLabel))}
        <figcaption>${say(words.atHome)}</figcaption>
      </figure>
    </div>
    <div class="choice__ways">
      ${calling.state === "coming" ? nothing : callButton(state, kiosk, "way way--filled")}
      <button class="way" data-way="home" @click=${() => kiosk.leave()}><span class="way__name">${say(kioskWords.home)}</span></button>
    </div>
  `;
}

/** Beside a ticket that was taken without saying that help is needed. */
export function helpWithTicket(state: KioskState, kiosk: Kiosk, ticket: Ticket): Drawn {
  if (ticket.needs_help || ticket.state !== "waiting") return nothing;
  if (state.calling.state === "coming") return html`<p class="notice notice--good" role="status" data-calling="coming">${say(words.coming)}</p>`;
  return html`${problem(state)}${callButton(state, kiosk, "way")}`;
}

export function helpSentences({ calling }: KioskState): string[] {
  return [say(words.title), say(calling.state === "coming" ? words.coming : words.lead), say(words.atHome)];
}

function problem({ calling }: KioskState): Drawn {
  return calling.problem === null ? nothing : html`<p class="notice notice--bad" role="alert">${calling.problem}</p>`;
}

function callButton({ calling }: KioskState, kiosk: Kiosk, look: string): TemplateResult {
  return html`<button class=${look} data-way="call-help" ?disabled=${calling.state === "sending"} @click=${() => void kiosk.calling.call()}>
    <span class="way__name">${icon("bell")}${say(words.callOver)}</span>
  </button>`;
}
