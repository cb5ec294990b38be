// What a code led to when it is no live ticket, and where to go with what could not be done: a sentence, and what to do.

import { html, nothing, type TemplateResult } from "lit";

import { say } from "../shared/language";
import { kioskWords } from "../generated/kiosk";
import type { Kiosk } from "./kiosk";
import { enquiry, named } from "./offer";
import { ratingWay } from "./rating";
import { cannotWhere } from "./spoken";
import type { KioskState, Scan } from "./state";

export function scannedView(state: KioskState, kiosk: Kiosk, scan: Scan): TemplateResult {
  const from = scan.kind === "return" ? scan.return_from : null;
  const services = named(state, scan.services);
  return html`
    <div class="refused" role="status" data-scan=${scan.kind}>
      <h1 tabindex="-1">${say(kioskWords.scan[scan.kind])}</h1>
      <p class="refused__why ${from ? "refused__why--good" : ""}">${say(scan.message)}</p>
      ${from ? html`<ul class="scanned__services">${services.map((service) => html`<li>${say(service.name)}</li>`)}</ul>` : nothing}
    </div>
    <div class="choice__ways">
      ${from
        ? html`<button class="way way--filled way--first" data-way="return" @click=${() => kiosk.taking.takeReturn(from, scan.services)}>
            <span class="way__name">${say(kioskWords.scan.takeReturn)}</span>
          </button>`
        : nothing}
      ${home(kiosk, from === null && kiosk.asking?.state.of?.open !== true)} ${ratingWay(kiosk, from === null)}
    </div>
  `;
}

export function cannotView(state: KioskState, kiosk: Kiosk): TemplateResult {
  const desk = enquiry(state);
  return html`
    <div class="refused">
      <h1 tabindex="-1">${say(kioskWords.cannot.title)}</h1>
      <p class="refused__why refused__why--good">${cannotWhere(state)}</p>
    </div>
    <div class="choice__ways">
      ${home(kiosk, true)}
      ${desk?.available
        ? html`<button class="way" @click=${() => kiosk.chooseInstead(desk.code)}><span class="way__name">${say(desk.name)}</span></button>`
        : nothing}
    </div>
  `;
}

function home(kiosk: Kiosk, filled: boolean): TemplateResult {
  return html`<button class="way ${filled ? "way--filled" : ""}" data-way="home" @click=${() => kiosk.leave()}>
    <span class="way__name">${say(kioskWords.home)}</span>
  </button>`;
}
