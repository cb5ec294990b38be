// The ticket at the window: who, what for, with which papers, and what was told before.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime, longDate, sameDay } from "../shared/format";
import { say } from "../shared/language";
import { stateBadge, type Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { Errand, Note, Principal, StaffTicket } from "../staff/shapes";
import { categoryName, words as staff } from "../staff/words";
import type { Desk } from "./desk";
import type { DeskState } from "./state";
import { drawHelp } from "./view-help";
import { words } from "./words";

/** The number and how long: what the clerk's eye goes back to. */
export function drawTicketHead(ticket: StaffTicket, state: DeskState): TemplateResult {
  return html`
    <header class="desk-ticket" data-ticket=${ticket.number} data-state=${ticket.state}>
      <b class="desk-ticket__number number">${ticket.number}</b>
      <div class="desk-ticket__about">
        <p class="desk-ticket__chips">
          ${stateBadge(ticket.state)}
          ${drawCategory(ticket)}
          ${ticket.returns_from ? html`<span class="state state--wait">${say(words.returns)}</span>` : nothing}
          ${ticket.needs_help ? html`<span class="state state--wait">${say(words.needsHelp)}</span>` : nothing}
          ${ticket.accompanied_by ? html`<span class="state state--good">${say(words.accompanied(ticket.accompanied_by))}</span>` : nothing}
          ${ticket.bundle ? html`<span class="state" data-bundle>${say(words.bundle)} · ${say(ticket.bundle.name)}</span>` : nothing}
        </p>
        <p class="desk-ticket__time number">${drawTime(ticket, state.now)}</p>
        <p class="soft">${drawOrigin(ticket, state.hall?.timezone)}</p>
      </div>
    </header>
  `;
}

/** A green channel that somebody vouched for, or what the visitor alone said at a kiosk or on a phone. */
export function drawCategory({ category, category_confirmed }: StaffTicket): Drawn {
  if (category === null) return nothing;
  const name = say(categoryName(category));
  if (category_confirmed === false) return html`<span class="state" data-declared=${category}>${say(words.declared(name))}</span>`;
  return html`<span class="state state--wait" data-green=${category}>${say(words.green(name))}</span>`;
}

export function drawTicketBody(ticket: StaffTicket, state: DeskState, desk: Desk): TemplateResult {
  return html`
    <article class="desk-case" tabindex="0" aria-label=${ticket.number}>
      <div class="desk-case__columns">
        <section>
          <h2>${say(words.errands)}</h2>
          <ol>
            ${ticket.errands.map((errand) => drawErrand(errand, ticket, state))}
          </ol>
        </section>
        <section class="desk-case__people">
          ${drawPrincipals(ticket)} ${drawEarlier(ticket)} ${drawNotes(ticket, state.hall?.timezone)} ${drawHelp(ticket, state, desk)}
        </section>
      </div>
    </article>
  `;
}

function drawTime(ticket: StaffTicket, now: number): Drawn {
  const since = ticket.state === "serving" ? (ticket.started_at ?? null) : ticket.called_at;
  const calls = ticket.state === "called" ? ` · ${say(words.callsSoFar(ticket.calls))}` : "";
  if (since === null) return nothing;
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return html`${say(ticket.state === "serving" ? words.servingFor(time) : words.calledFor(time))}${calls}`;
}

function drawOrigin(ticket: StaffTicket, zone?: string): string {
  if (!ticket.channel) return "";
  const channel = staff.channels[ticket.channel];
  const parts = [
    `${channel ? say(channel) : ticket.channel} ${clockTime(ticket.issued_at, zone)}`,
    Math.round(ticket.credit_minutes) > 0 ? say(words.credit(Math.round(ticket.credit_minutes))) : "",
    ticket.credit_minutes > 0 ? say(words.effective(clockTime(ticket.effective_since, zone))) : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

function drawErrand(errand: Errand, ticket: StaffTicket, { window }: DeskState): TemplateResult {
  const materials = ticket.materials?.find((one) => one.service === errand.service)?.materials ?? [];
  const ended = errand.outcome !== null;
  const here = ended || ticket.needs_help || window?.services.includes(errand.service);
  return html`
    <li class="desk-errand ${ended ? "errand--ended" : ""}" data-service=${errand.service}>
      <p class="desk-errand__name">${say(errand.name)}</p>
      ${errand.outcome ? html`<p class="state state--good">${say(common.outcomes[errand.outcome])}</p>` : nothing}
      ${here ? nothing : html`<p class="soft">${say(words.elsewhere)}</p>`}
      ${
        ended
          ? nothing
          : html`<p class="desk-errand__materials">
              <span class="soft">${say(words.materials)}</span>
              ${materials.map((one) => html`<i>${say(one)}</i>`)}
              ${materials.length ? nothing : html`<span class="soft">${say(words.noMaterials)}</span>`}
            </p>`
      }
    </li>
  `;
}

function drawPrincipals(ticket: StaffTicket): TemplateResult {
  const people = (ticket.principals ?? []).filter((one) => one.name || one.id_number || one.phone);
  return html`
    <h2>${say(words.principals)}</h2>
    ${
      people.length
        ? html`<ul class="desk-case__list">
            ${people.map((one) => drawPrincipal(one, people.length > 1 ? ticket : null))}
          </ul>`
        : html`<p class="soft">${say(words.notGiven)}</p>`
    }
    ${drawAgent(ticket)}
  `;
}

/** Whoever came for them: the person at the window. */
function drawAgent({ agent }: StaffTicket): Drawn {
  if (!agent) return nothing;
  return html`<p class="desk-case__list" data-agent>
    ${say(words.agent)} ${agent.name ? html`<b>${agent.name}</b>` : nothing} ${agent.phone ? html`<span class="number">${agent.phone}</span>` : nothing}
  </p>`;
}

/** One of several is shown with their own errands. */
function drawPrincipal({ name, id_number: idNumber, phone, errands }: Principal, ticket: StaffTicket | null): TemplateResult {
  const theirs = ticket ? errands.flatMap((code) => ticket.errands.find((errand) => errand.service === code) ?? []) : [];
  return html`<li>
    ${name ? html`<b>${name}</b>` : nothing} ${idNumber ? html`<span class="number">${idNumber}</span>` : nothing}
    ${phone ? html`<span class="number">${phone}</span>` : nothing}
    ${theirs.length ? html`<span class="desk-principal__errands">${theirs.map((errand) => say(errand.name)).join("、")}</span>` : nothing}
  </li>`;
}

function drawEarlier({ earlier_today: earlier }: StaffTicket): Drawn {
  if (!earlier?.length) return nothing;
  return html`
    <h2>${say(words.earlier)}</h2>
    <ul class="desk-case__list">
      ${earlier.map((one) => html`<li><b class="number">${one.number}</b> ${say(common.states[one.state])}</li>`)}
    </ul>
  `;
}

function drawNotes(ticket: StaffTicket, zone?: string): Drawn {
  const { notes, first_contact: first } = ticket;
  if (!notes?.length && !first) return nothing;
  const told = notes?.length
    ? html`<h2>${say(words.told)}</h2>
        <ul class="desk-case__list">
          ${notes.map((note) => drawNote(note, ticket.number, zone))}
        </ul>`
    : nothing;
  return html`${first ? html`<p class="soft" data-first-contact>${say(words.firstContact)} <b>${first}</b></p>` : nothing} ${told}`;
}

function drawNote(note: Note, mine: string, zone?: string): TemplateResult {
  const text = typeof note.text === "string" ? note.text : note.text.join("；");
  const day = sameDay(note.at, new Date(), zone) ? "" : `${longDate(note.at, zone)} `;
  const earlier = note.number !== undefined && note.number !== mine ? `${note.number} ` : "";
  return html`<li data-noted=${note.kind}>
    <span class="desk-note__kind">${say(words.noted[note.kind])}</span> ${text}
    ${note.untold ? html`<b class="state state--wait" data-untold=${note.untold}>${say(words.untold(note.untold))}</b>` : nothing}
    <span class="soft number">${earlier}${note.by ?? ""} ${day}${clockTime(note.at, zone)}</span>
  </li>`;
}
