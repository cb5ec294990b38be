// 查号: where a code leads, and what can be done for whoever holds it.

import { html, nothing, type TemplateResult } from "lit";

import { band } from "../shared/format";
import { say } from "../shared/language";
import { stateBadge, type Drawn } from "../shared/pieces";
import { hasPrinter } from "../shared/printer";
import { words as common } from "../shared/words";
import type { StaffTicket } from "../staff/shapes";
import { words as staff } from "../staff/words";
import type { Greeter } from "./greeter";
import type { GreeterState, Lead } from "./state";
import { typed } from "./typed";
import { drawCategories } from "./view-details";
import { drawFacts } from "./view-facts";
import { drawPaper } from "./view-taken";
import { words } from "./words";

const LIVE = new Set(["waiting", "called", "serving", "held", "passed"]);

export function drawLook(state: GreeterState, greeter: Greeter): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    void greeter.look(state.sought);
  };
  return html`
    <form class="look__line" @submit=${submit}>
      <label class="field">
        <span class="field__label">${say(words.codeLabel)}</span>
        <input
          class="field__input look__code number"
          name="code"
          data-first="look"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          placeholder=${say(words.codeHint)}
          .value=${state.sought}
          @input=${typed((sought) => greeter.shown.change({ sought }))}
        />
      </label>
      <button class="button button--filled" data-action="look" ?disabled=${state.busy !== null}>${say(words.lookUp)}</button>
    </form>
    ${state.lead ? drawLead(state.lead, state, greeter) : html`<p class="soft">${say(words.scanAnywhere)}</p>`}
  `;
}

function drawLead(lead: Lead, state: GreeterState, greeter: Greeter): TemplateResult {
  // What the ticket below says itself needs no sentence above it.
  const plain = lead.kind === "ticket" && lead.live === 1 && lead.ticket !== null;
  const sentence = plain ? "" : say(lead.message);
  const look = lead.kind === "unknown" || lead.kind === "other_day" || lead.kind === "other_hall" ? "notice--wait" : "";
  const starts = lead.kind === "person" || lead.kind === "return";
  return html`
    <section class="look" data-lead=${lead.kind}>
      ${sentence ? html`<p class="notice ${look}" role="status">${sentence}</p>` : nothing}
      ${
        starts
          ? html`<button class="button button--filled" data-action="take-from" @click=${() => greeter.takeFrom(lead)}>
              ${say(lead.kind === "return" ? words.takeReturn : words.takeForPerson)}
            </button>`
          : nothing
      }
      ${lead.kind === "person" ? drawExpected(state, greeter) : nothing} ${lead.ticket ? drawTicket(lead.ticket, lead, state, greeter) : nothing}
    </section>
  `;
}

function drawExpected({ expected, card, busy }: GreeterState, greeter: Greeter): Drawn {
  if (expected === null || card === null) return nothing;
  return html`<p class="notice notice--good" data-expected>${expected.message === null ? nothing : say(expected.message)}</p>
    <button class="button button--filled" data-action="check-in" ?disabled=${busy !== null} @click=${() => void greeter.checkIn({ id_number: card })}>
      ${say(words.checkIn)}
    </button>`;
}

function drawTicket(ticket: StaffTicket, lead: Lead, state: GreeterState, greeter: Greeter): TemplateResult {
  return html`
    <article class="look__ticket card" data-ticket=${ticket.number} data-state=${ticket.state}>
      <header class="look__head">
        <h2 class="look__number number" data-found tabindex="-1">${ticket.number}</h2>
        ${stateBadge(ticket.state)} ${ticket.needs_help ? html`<span class="state state--wait">${say(words.needsHelp)}</span>` : nothing}
        <p class="look__place">${drawPlace(ticket)}</p>
      </header>
      ${LIVE.has(ticket.state) ? drawDeeds(ticket, lead, state, greeter) : nothing}
      <div class="look__columns">
        ${drawFacts(ticket, state)}
        <div class="look__forms">
          ${ticket.state === "waiting" ? drawUpgrade(ticket, state, greeter) : nothing} ${drawCompare(ticket, state, greeter)}
        </div>
      </div>
    </article>
  `;
}

function drawPlace(ticket: StaffTicket): Drawn {
  if (ticket.state === "waiting") {
    const wait = ticket.wait ? html` · ${band(ticket.wait)}` : nothing;
    const also = ticket.ahead ? html` <small class="soft">${say(common.aheadAlso)}</small>` : nothing;
    return html`<b>${say(staff.ahead(ticket.ahead ?? 0))}</b>${also}${wait} · ${say(common.windows(ticket.windows))}`;
  }
  return ticket.window === null ? nothing : html`<b>${say(common.windowNumber(ticket.window))}</b>`;
}

function drawDeeds(ticket: StaffTicket, lead: Lead, state: GreeterState, greeter: Greeter): TemplateResult {
  const busy = state.busy !== null;
  const spent = ticket.state === "passed" && lead.requeues_left === 0;
  const mine = Boolean(ticket.accompanied_by);
  return html`
    <div class="look__deeds">
      ${
        ticket.state === "passed"
          ? html`<button
              class="button button--filled"
              data-action="requeue"
              data-key="R"
              ?disabled=${busy || spent}
              @click=${() => void greeter.act("requeue", ticket)}
            >
              ${say(words.requeue)} <kbd>R</kbd>
            </button>`
          : nothing
      }
      ${
        hasPrinter()
          ? html`<button
              class="button"
              data-action="reprint"
              data-key="P"
              ?disabled=${busy}
              @click=${() => void greeter.reprint(ticket)}
            >
              ${say(words.reprint)} <kbd>P</kbd>
            </button>`
          : drawPaper(ticket, words.reprint, busy, () => undefined)
      }
      <button
        class="button"
        data-action=${mine ? "leave" : "accompany"}
        data-key="A"
        ?disabled=${busy}
        @click=${() => void (mine ? greeter.leave(ticket) : greeter.act("accompany", ticket))}
      >
        ${say(mine ? words.leave : words.accompany)} <kbd>A</kbd>
      </button>
    </div>
  `;
}

function drawUpgrade(ticket: StaffTicket, state: GreeterState, greeter: Greeter): Drawn {
  if (ticket.credit_reason === "green_channel") return nothing;
  const submit = (event: Event): void => {
    event.preventDefault();
    greeter.upgrade(ticket);
  };
  return html`
    <form class="look__form" data-form="upgrade" @submit=${submit}>
      <h3>${say(words.upgrade)}</h3>
      <p class="soft">${say(words.upgradeMore)}</p>
      ${drawCategories(state.category, words.chooseCategory, (category) => greeter.shown.change({ category }), "G")}
      <label class="field">
        <span class="field__label">${say(words.reasonOptional)}</span>
        <input
          class="field__input"
          name="reason"
          maxlength="200"
          autocomplete="off"
          .value=${state.reason}
          @input=${typed((reason) => greeter.shown.change({ reason }))}
        />
      </label>
      <button class="button" data-action="upgrade" ?disabled=${state.busy !== null || state.category === ""}>
        ${say(words.upgrade)}
      </button>
    </form>
  `;
}

function drawCompare(ticket: StaffTicket, state: GreeterState, greeter: Greeter): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    void greeter.explain(ticket);
  };
  return html`
    <form class="look__form" data-form="compare" @submit=${submit}>
      <h3>${say(words.compare)}</h3>
      <div class="look__line">
        <label class="field">
          <span class="field__label">${say(words.compareWith)}</span>
          <input
            class="field__input number"
            name="compare"
            autocomplete="off"
            autocapitalize="characters"
            .value=${state.compare}
            @input=${typed((compare) => greeter.shown.change({ compare, why: null }))}
          />
        </label>
        <button class="button" data-action="explain">${say(words.explain)}</button>
      </div>
      ${state.why ? html`<p class="notice" role="status" data-why>${typeof state.why === "string" ? state.why : say(state.why)}</p>` : nothing}
    </form>
  `;
}
