// The ticket: the number, how many are ahead, how long, where, and how to follow it on a phone.

import { html, nothing, type TemplateResult } from "lit";

import { band } from "../shared/format";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import { stateBadge, type Drawn } from "../shared/pieces";
import { qrCode } from "../shared/qr";
import type { Ticket } from "../shared/types";
import { words } from "../shared/words";
import type { Kiosk } from "./kiosk";
import type { KioskState } from "./state";
import { kioskWords } from "../generated/kiosk";

export function ticketView(state: KioskState, kiosk: Kiosk, ticket: Ticket, publicUrl: string): TemplateResult {
  const canRequeue = state.scanned && ticket.state === "passed";
  return html`
    <div class="ticket" role="status">
      <h1 class="ticket__lead" tabindex="-1">${say(state.scanned ? kioskWords.yourTicket : kioskWords.yourNumber)}</h1>
      <p class="ticket__number number" data-number=${ticket.number}>${ticket.number}</p>
      <p class="ticket__services">${ticket.errands.map((errand) => say(errand.name)).join(" · ")}</p>
      ${state.scanned ? html`<p>${stateBadge(ticket.state)}</p>` : nothing}
      ${state.already ? html`<p class="notice">${say(kioskWords.already)}</p>` : nothing}
      ${ticket.credit_minutes > 0 ? html`<p><span class="state state--good">${say(words.credit(Math.round(ticket.credit_minutes)))}</span></p>` : nothing}
      ${ticket.state === "waiting" ? facts(ticket) : nothing}
    </div>
    <div class="ticket__phone">
      ${qrCode(`${publicUrl}/t/${ticket.id}`, say(kioskWords.followLabel))}
      <div>
        <p class="ticket__follow">${say(kioskWords.follow)}</p>
        <p class="soft">${say(kioskWords.remember)}</p>
        <p class="soft">${say(kioskWords.slip)}</p>
      </div>
    </div>
    <div class="ticket__end">
      ${canRequeue
        ? html`<button class="way way--filled" @click=${() => kiosk.requeue()}><span class="way__name">${say(kioskWords.requeue)}</span></button>`
        : nothing}
      <button class="way ${canRequeue ? "" : "way--filled"}" data-way="done" @click=${() => kiosk.leaveForNext()}>
        <span class="way__name">${icon("check")}${say(kioskWords.done)}</span>
        <span class="way__hint">${say(kioskWords.backIn({ seconds: state.leavingIn ?? 0 }))}</span>
      </button>
    </div>
  `;
}

function facts(ticket: Ticket): TemplateResult {
  return html`<dl class="ticket__facts">
    ${ticket.ahead === null ? nothing : ahead(ticket.ahead)}
    ${ticket.wait ? html`<div class="fact"><dt>${say(kioskWords.bandLabel)}</dt><dd>${band(ticket.wait)}</dd></div>` : nothing}
    <div class="fact"><dt>${say(kioskWords.windowsLabel)}</dt><dd>${say(words.windows(ticket.windows))}</dd></div>
  </dl>`;
}

function ahead(count: number): Drawn {
  if (count === 0) return html`<div class="fact fact--ahead"><dt>${say(kioskWords.nobodyAhead)}</dt></div>`;
  return html`<div class="fact fact--ahead">
    <dt>${say(kioskWords.aheadLabel)}</dt>
    <dd><b class="number">${count}</b> ${say(kioskWords.people)}</dd>
  </div>`;
}

export function issuingView(state: KioskState): TemplateResult {
  return html`<div class="issuing" role="status">
    <span class="issuing__slot" aria-hidden="true"><span class="issuing__paper"></span></span>
    <h1 tabindex="-1">${say(kioskWords.issuing)}</h1>
    ${state.slow ? html`<p class="soft">${say(kioskWords.stillTrying)}</p>` : nothing}
  </div>`;
}
