// The visitor's page, from the number down to giving it up.

import { html, nothing, type TemplateResult } from "lit";

import { band } from "../shared/format";
import { icon } from "../shared/icons";
import { languageTag, otherLanguage, say, speak } from "../shared/language";
import { isElder } from "../shared/page";
import { standingStrip, stateBadge, type Drawn } from "../shared/pieces";
import type { Ticket } from "../shared/types";
import { words } from "../shared/words";
import { ending } from "./ending";
import { canCancel, isNear, type VisitorState } from "./state";
import type { Visitor } from "./visitor";
import { whyForm } from "./why";
import { visitorWords } from "../generated/visitor";

export function view(state: VisitorState, visitor: Visitor): TemplateResult {
  const other = otherLanguage();
  return html`
    <header class="visitor__top">
      <p class="visitor__hall">${state.hall ? say(state.hall.name) : say(words.hallSystem)}</p>
      <div class="visitor__switches">
        <button class="switcher" aria-pressed=${isElder()} @click=${() => visitor.toggleElder()}>
          ${icon("text")}<span>${say(isElder() ? words.elderOff : words.elder)}</span>
        </button>
        <button class="switcher" lang=${languageTag(other.tag)} @click=${() => speak(other.tag)}>
          ${other.name}
        </button>
      </div>
    </header>
    ${state.missing === null ? standingStrip(state.standing, state.hall?.timezone) : nothing}
    <main class="visitor">${body(state, visitor)}</main>
  `;
}

function body(state: VisitorState, visitor: Visitor): TemplateResult {
  const { ticket } = state;
  if (state.missing !== null) {
    return html`<h1>${say(visitorWords.missing)}</h1><p class="soft">${say(visitorWords.missingHint)}</p>`;
  }
  if (ticket === null) return html`<p class="soft">${say(words.loading)}</p>`;
  return html`
    <div aria-live="polite">${ticket.state === "called" ? called(ticket, state) : number(ticket)}</div>
    ${ticket.state === "waiting" ? waiting(ticket) : nothing} ${ending(ticket)}
    ${ticket.state === "waiting" ? alerts(state, visitor) : nothing} ${whyForm(state, visitor)}
    ${canCancel(ticket)
      ? html`<button class="button button--quiet button--danger" data-act="cancel" @click=${() => visitor.askToCancel()}>${say(visitorWords.giveUp)}</button>`
      : nothing}
    ${confirmation(state, ticket, visitor)}
  `;
}

function number(ticket: Ticket): TemplateResult {
  return html`<section class="mine">
    <p class="mine__lead">${say(visitorWords.yourNumber)}</p>
    <h1 class="mine__number number">${ticket.number}</h1>
    <p class="mine__what">${ticket.errands.map((errand) => say(errand.name)).join(" · ")}</p>
    <p>${stateBadge(ticket.state)}</p>
    ${ticket.state === "serving" && ticket.window !== null
      ? html`<p class="mine__where">${say(visitorWords.servingAt({ n: ticket.window }))}</p>`
      : nothing}
  </section>`;
}

/** The one moment that matters: where to go, larger than anything. */
function called(ticket: Ticket, { hall }: VisitorState): TemplateResult {
  const zone = hall !== null && hall.zones.length > 1 ? hall.zones.find((each) => each.code === ticket.zone) : undefined;
  return html`<section class="called">
    <p class="called__lead">${say(visitorWords.comeNow)} <b class="number">${ticket.number}</b></p>
    <h1>
      <span class="called__go">${say(visitorWords.goTo)}</span>
      <span class="called__window">${ticket.window === null ? "" : say(words.windowNumber(ticket.window))}</span>
    </h1>
    <p>${zone ? say(zone.name) : nothing} ${ticket.calls > 1 ? say(visitorWords.callCount({ n: ticket.calls })) : nothing}</p>
  </section>`;
}

function waiting(ticket: Ticket): TemplateResult {
  return html`
    ${isNear(ticket) ? html`<p class="notice notice--good" role="status">${say(visitorWords.near)}</p>` : nothing}
    <dl class="place">
      ${ticket.ahead === null ? nothing : aheadRow(ticket.ahead)}
      ${ticket.wait ? html`<div><dt>${say(visitorWords.bandLabel)}</dt><dd>${band(ticket.wait)}</dd></div>` : nothing}
      ${ticket.windows.length > 0 ? html`<div><dt>${say(visitorWords.windowsLabel)}</dt><dd>${say(words.windows(ticket.windows))}</dd></div>` : nothing}
    </dl>
    ${ticket.credit_minutes > 0 ? html`<p class="soft">${say(words.credit(Math.round(ticket.credit_minutes)))}</p>` : nothing}
  `;
}

function aheadRow(ahead: number): TemplateResult {
  if (ahead === 0) return html`<div class="place__ahead"><dt>${say(visitorWords.next)}</dt></div>`;
  return html`<div class="place__ahead">
    <dt>${say(visitorWords.aheadLabel)}</dt>
    <dd><b class="number" data-ahead=${ahead}>${ahead}</b> ${say(visitorWords.people)}</dd>
  </div>`;
}

function alerts(state: VisitorState, visitor: Visitor): TemplateResult {
  return html`<button class="alerts" role="switch" aria-checked=${state.alerts} @click=${() => visitor.toggleAlerts()}>
    <span class="switch" aria-hidden="true"></span>
    <span><b>${say(visitorWords.alerts)}</b><span class="soft">${say(state.alerts ? visitorWords.alertsOn : visitorWords.alertsOff)}</span></span>
  </button>`;
}

function confirmation(state: VisitorState, ticket: Ticket, visitor: Visitor): Drawn {
  return html`<dialog class="question" aria-labelledby="give-up" @cancel=${() => visitor.keep()}>
    <h2 id="give-up">${say(visitorWords.giveUpTitle({ number: ticket.number }))}</h2>
    <p>${say(visitorWords.giveUpSure)}</p>
    ${state.problem ? html`<p class="notice notice--bad" role="alert">${state.problem}</p>` : nothing}
    <div class="question__actions">
      <button class="button button--filled" @click=${() => visitor.keep()}>${say(visitorWords.keep)}</button>
      <button class="button button--danger" data-act="confirm-cancel" ?disabled=${state.cancelling} @click=${() => visitor.cancel()}>
        ${say(visitorWords.giveUpYes)}
      </button>
    </div>
  </dialog>`;
}
