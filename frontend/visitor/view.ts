// The visitor's page, from the number down to giving it up.

import { html, nothing, type TemplateResult } from "lit";

import { visitorWords } from "../generated/visitor";
import { longDate } from "../shared/format";
import { say } from "../shared/language";
import { isElder } from "../shared/page";
import { phoneTop } from "../shared/phone-top";
import { stateBadge, type Drawn } from "../shared/pieces";
import { asOfStrip } from "../shared/reach";
import { readAloudButton } from "../shared/read-aloud";
import type { Ticket } from "../shared/types";
import { words } from "../shared/words";
import { sentencesOf } from "./aloud";
import { ending, toldBefore } from "./ending";
import { help } from "./help";
import { review } from "./review";
import { canCancel, isOfAnotherDay, oldSince, type MyTicket, type VisitorState } from "./state";
import type { Visitor } from "./visitor";
import { alerts, waiting } from "./waiting";
import { whyForm } from "./why";

export function view(state: VisitorState, visitor: Visitor): TemplateResult {
  return html`
    ${phoneTop(state.hall?.name ?? null, () => visitor.resized())}
    ${old(state)}
    <main class="visitor">${aloud(state, visitor)} ${body(state, visitor)}</main>
    <p class="for-readers" aria-live="assertive" data-live>${heard(state)}</p>
  `;
}

/** With larger text the page reads itself, where there is a hall whose voice can do it. */
function aloud({ ticket }: VisitorState, { reader }: Visitor): Drawn {
  if (!isElder() || ticket === null) return nothing;
  return readAloudButton(reader, "button", () => sentencesOf(document.querySelector("main") ?? document.body));
}

/** Said aloud by a screen reader the moment it is so. */
function heard({ ticket }: VisitorState): string {
  if (ticket?.state !== "called" || ticket.window === null) return "";
  return `${say(visitorWords.comeNow)} ${ticket.number} ${say(visitorWords.goTo)} ${say(words.windowNumber(ticket.window))}`;
}

/** The strip that says since when nothing new has come. */
function old(state: VisitorState): Drawn {
  const since = oldSince(state, state.now);
  if (since === null) return nothing;
  return asOfStrip(since, state.now, state.hall?.timezone);
}

function body(state: VisitorState, visitor: Visitor): TemplateResult {
  const { ticket } = state;
  if (state.missing) return missing();
  if (ticket === null) return state.unreachable ? unreachable(visitor) : html`<p class="soft">${say(words.loading)}</p>`;
  if (isOfAnotherDay(state)) return otherDay(ticket, state, visitor);
  return html`
    ${ticket.state === "called" ? called(ticket, state) : number(ticket)}
    ${ticket.state === "called" || ticket.state === "serving" ? visitor.plan.view(state.hall, ticket.window) : nothing}
    ${ticket.state === "waiting" ? html`${waiting(ticket, state.hall)} ${visitor.elsewhere.view(true)}` : nothing}
    ${toldBefore(ticket)} ${ending(ticket, state.hall, visitor.onRecord.state)} ${review(ticket, visitor)} ${ticket.state === "called" ? rest(state, visitor) : more(ticket, state, visitor)}
    ${confirmation(state, ticket, visitor)}
  `;
}

/** What one may do while waiting, below what one waits for. */
function more(ticket: MyTicket, state: VisitorState, visitor: Visitor): TemplateResult {
  return html`${canCancel(ticket) ? alerts(state, visitor) : nothing} ${help(visitor)} ${whyForm(state, visitor)}
    ${canCancel(ticket) ? giveUp(visitor) : nothing}`;
}

/** Of a called ticket one thing counts, to go there: nothing is asked any more, and whoever cannot come finds the rest folded away. */
function rest(state: VisitorState, visitor: Visitor): TemplateResult {
  return html`${state.alerts === "ask" ? nothing : alerts(state, visitor)}
  <details class="why" data-rest>
    <summary>${say(visitorWords.cannotCome)}</summary>
    ${help(visitor)} ${whyForm(state, visitor)} ${giveUp(visitor)}
  </details>`;
}

function giveUp(visitor: Visitor): TemplateResult {
  return html`<button class="button button--quiet button--danger" data-act="cancel" @click=${() => visitor.askToCancel()}>${say(visitorWords.giveUp)}</button>`;
}

/** A link that was cut off or belongs to a ticket that is gone. */
function missing(): TemplateResult {
  return html`<h1>${say(visitorWords.missing)}</h1><p class="soft">${say(visitorWords.missingHint)}</p>`;
}

function unreachable(visitor: Visitor): TemplateResult {
  return html`
    <h1>${say(visitorWords.unreachable)}</h1>
    <p class="soft">${say(visitorWords.unreachableHint)}</p>
    <button class="button button--filled" @click=${() => visitor.read()}>${say(words.again)}</button>
  `;
}

/** A page that was left open overnight, or a link found again: whose day it was, and what came of it. */
function otherDay(ticket: MyTicket, { hall }: VisitorState, visitor: Visitor): TemplateResult {
  const open = canCancel(ticket) || ticket.state === "held" || ticket.state === "passed" || ticket.state === "serving";
  return html`
    ${number(ticket, !open)}
    <p class="notice notice--wait" data-day=${ticket.day}>${say(visitorWords.otherDay({ day: longDate(`${ticket.day}T12:00Z`, "UTC") }))}</p>
    ${open ? nothing : html`${ending(ticket, hall, visitor.onRecord.state)} ${review(ticket, visitor)}`}
  `;
}

/** `told`: with the state it is in; that of a day that is over says nothing any more. */
function number(ticket: MyTicket, told = true): TemplateResult {
  const names = ticket.errands.map((errand) => say(errand.name)).join(" · ");
  return html`<section class="mine">
    <p class="mine__lead">${say(visitorWords.yourNumber)}</p>
    <h1 class="mine__number number">${ticket.number}</h1>
    ${ticket.bundle ? html`<p class="mine__what">${say(ticket.bundle.name)}</p>` : nothing}
    <p class=${ticket.bundle ? "soft" : "mine__what"}>${names}</p>
    ${told ? html`<p>${stateBadge(ticket.state)}</p>` : nothing}
    ${told && ticket.state === "serving" && ticket.window !== null
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
