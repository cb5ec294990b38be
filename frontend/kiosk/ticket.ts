// The ticket: the number, how many are ahead, how long, where, and how to follow it on a phone.

import { html, nothing, type TemplateResult } from "lit";

import { band } from "../shared/format";
import { icon } from "../shared/icons";
import { noneOpen } from "../shared/open-windows";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { qrCode } from "../shared/qr";
import type { Ticket } from "../shared/types";
import { words } from "../shared/words";
import { helpWithTicket } from "./help";
import type { Kiosk } from "./kiosk";
import { printerFault } from "./spoken";
import type { KioskState } from "./state";
import { kioskWords } from "../generated/kiosk";

export function ticketView(state: KioskState, kiosk: Kiosk, ticket: Ticket, publicUrl: string): TemplateResult {
  return html`
    <div class="ticket">
      <h1 class="ticket__lead" tabindex="-1">${say(state.scan ? kioskWords.yourTicket : kioskWords.yourNumber)}</h1>
      <p class="ticket__number number" data-number=${ticket.number}>${ticket.number}</p>
      <p class="ticket__services">${ticket.errands.map((errand) => say(errand.name)).join(" · ")}</p>
      ${state.scan ? html`<p class="notice ticket__told">${say(state.scan.message)}</p>` : nothing}
      ${state.already ? html`<p class="notice">${say(kioskWords.already)}</p>` : nothing}
      ${Math.round(ticket.credit_minutes) > 0 ? html`<p><span class="state state--good">${say(words.credit(ticket.credit_minutes))}</span></p>` : nothing}
      ${ticket.state === "waiting" && ticket.needs_help ? html`<p class="notice ticket__told" data-help>${say(words.withHelp)}</p>` : nothing}
      ${ticket.state === "waiting" ? facts(ticket, state) : nothing}
    </div>
    ${slip(state, ticket)}
    <div class="ticket__phone">
      ${qrCode(`${publicUrl}/t/${ticket.id}`, say(kioskWords.followLabel))}
      <div>
        <p class="ticket__follow">${say(kioskWords.follow)}</p>
        ${state.printing === "none" ? html`<p class="soft">${say(kioskWords.remember)}</p>` : nothing}
        <p class="soft">${say(kiosk.taking.prints && state.printing !== "failed" ? kioskWords.slip : kioskWords.missedByPhone)}</p>
      </div>
    </div>
    <div class="ticket__end">${ways(state, kiosk, ticket)}</div>
  `;
}

/** That nobody is ahead, the sentence on checking in has said already. */
function facts(ticket: Ticket, { hall, scan }: KioskState): TemplateResult {
  const away = noneOpen(ticket.windows, hall);
  return html`<dl class="ticket__facts">
    ${ticket.ahead === null || (ticket.ahead === 0 && scan?.aheadTold === true) ? nothing : ahead(ticket.ahead)}
    ${away ? closedWindows() : where(ticket)}
  </dl>`;
}

/** No time and no window stands there that nobody can keep. */
function closedWindows(): TemplateResult {
  return html`<div class="fact fact--away" data-none-open><dt>${say(kioskWords.windowsLabel)}</dt><dd>${say(words.noneOpen)}</dd></div>`;
}

function where(ticket: Ticket): TemplateResult {
  return html`
    ${ticket.wait ? html`<div class="fact"><dt>${say(kioskWords.bandLabel)}</dt><dd class="number">${band(ticket.wait)}</dd></div>` : nothing}
    <div class="fact"><dt>${say(kioskWords.windowsLabel)}</dt><dd class="number">${say(words.windows(ticket.windows))}</dd></div>
  `;
}

function ahead(count: number): Drawn {
  if (count === 0) return html`<div class="fact fact--ahead"><dt>${say(kioskWords.nobodyAhead)}</dt></div>`;
  return html`<div class="fact fact--ahead">
    <dt>${say(kioskWords.aheadLabel)}</dt>
    <dd><b class="number">${count}</b> ${say(kioskWords.people)}</dd>
    <dd class="fact__also">${say(words.aheadAlso)}</dd>
  </div>`;
}

/** How the paper stands; a kiosk without a printer says nothing of it. */
function slip({ printing, printProblem }: KioskState, { number }: Ticket): Drawn {
  if (printing === "failed") {
    return html`<div class="notice notice--bad ticket__slip ticket__slip--failed" data-printing="failed">
      <p role="alert">${say(printerFault(printProblem?.code, number))}</p>
      ${printProblem ? html`<p class="ticket__cause" data-cause=${printProblem.code}>${say(printProblem.detail)}</p>` : nothing}
    </div>`;
  }
  if (printing === "none") return nothing;
  return html`<p class="notice ticket__slip ${printing === "printed" ? "notice--good" : ""}" data-printing=${printing}>
    ${icon(printing === "printed" ? "check" : "printer")}<span>${say(printing === "printed" ? kioskWords.printed : kioskWords.issuing)}</span>
  </p>`;
}

function ways(state: KioskState, kiosk: Kiosk, ticket: Ticket): TemplateResult {
  const mayRequeue = state.scan?.kind === "passed" && ticket.state === "passed" && (state.scan.requeues_left ?? 0) > 0;
  const mayReprint = state.scan !== null && kiosk.taking.prints && ticket.state !== "passed";
  return html`
    ${mayRequeue
      ? html`<button class="way way--filled" data-way="requeue" @click=${() => kiosk.taking.requeue()}><span class="way__name">${say(kioskWords.requeue)}</span></button>`
      : nothing}
    ${mayReprint
      ? html`<button class="way" data-way="reprint" ?disabled=${state.printing === "printing"} @click=${() => kiosk.taking.reprint()}>
          <span class="way__name">${icon("printer")}${say(kioskWords.reprint)}</span>
        </button>`
      : nothing}
    ${helpWithTicket(state, kiosk, ticket)}
    <button class="way ${mayRequeue ? "" : "way--filled"}" data-way="done" @click=${() => kiosk.leaveForNext()}>
      <span class="way__name">${icon("check")}${say(kioskWords.done)}</span>
      <span class="way__hint" aria-live="off">${say(kioskWords.backIn({ seconds: state.leavingIn ?? 0 }))}</span>
    </button>
  `;
}

export function issuingView(state: KioskState): TemplateResult {
  return html`<div class="issuing" role="status">
    <span class="issuing__slot" aria-hidden="true"><span class="issuing__paper"></span></span>
    <h1 tabindex="-1">${say(kioskWords.issuing)}</h1>
    ${state.slow ? html`<p class="soft">${say(kioskWords.stillTrying)}</p>` : nothing}
  </div>`;
}
