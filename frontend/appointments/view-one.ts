// One appointment: what it is, and what can be done for whoever holds it.

import { html, nothing, type TemplateResult } from "lit";

import { aboutRows } from "../booking/view-about";
import { pickerView } from "../booking/view-picker";
import { slotWords } from "../booking/words";
import { icon } from "../shared/icons";
import { language, say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { hasPrinter, pdfOf } from "../shared/printer";
import type { Ticket } from "../shared/types";
import { words as common } from "../shared/words";
import { words as staff } from "../staff/words";
import type { Appointments } from "./appointments";
import { canCancel, canCheckIn, canMove, canRecord, countsAsMissed, hidden, isVisit, type AppointmentsState, type Booked, type CheckedIn, type Panel } from "./state";
import { drawReason, LOOKS } from "./view-day";
import { words } from "./words";

export function drawOne(state: AppointmentsState, page: Appointments): TemplateResult {
  const { one, ticket, panel } = state;
  if (one === null) return html`<section class="appt appt--none"><p class="soft">${say(words.choose)}</p></section>`;
  const shown = state.unmasked === null ? one : { ...one, details: state.unmasked };
  return html`
    <section class="appt" data-one=${one.id} data-state=${one.state}>
      <button class="button button--quiet appt__back" data-action="back" @click=${() => page.close()}>${icon("back")}${say(words.back)}</button>
      <header class="appt__head">
        <h2 tabindex="-1">${slotWords(one.slot, page.zone)}</h2>
        <span class="state ${LOOKS[one.state]}">${say(one.state_name)}</span>
        ${one.needs_help ? html`<span class="state state--wait">${say(words.help)}</span>` : nothing}
      </header>
      ${one.warning ? html`<p class="notice notice--wait" data-warning>${say(one.warning)}</p>` : nothing}
      ${ticket ? drawTicket(ticket, page) : state.became ? drawBecame(state.became) : nothing} ${panel === null ? drawDeeds(one, state, page) : drawPanel(panel, one, state, page)}
      ${aboutRows(shown, state.hall)} ${drawMore(one, state, page)}
    </section>
  `;
}

/** The number as one tells it to the visitor. */
function drawTicket(ticket: CheckedIn, page: Appointments): TemplateResult {
  return html`<div class="taken card" data-taken=${ticket.number}>
    <p class="taken__number number">${ticket.number}</p>
    <div>
      <p>${say(ticket.message)}</p>
      <p>${say(common.windows(ticket.windows))}</p>
    </div>
    <div class="taken__paper">
      ${hasPrinter()
        ? html`<button class="button button--dense" data-action="print" @click=${() => void page.deeds.print(ticket)}>${say(words.print)}</button>`
        : html`<a class="button button--dense" data-action="slip" target="_blank" rel="noopener" href=${pdfOf(ticket.id, "slip")}>${say(words.openSlip)}</a>`}
    </div>
  </div>`;
}

/** The number that it became before, wherever that was. */
function drawBecame({ id, number }: Ticket): TemplateResult {
  return html`<div class="taken card" data-became=${number}>
    <p class="taken__number number">${number}</p>
    <p>${say(words.becameTicket)}</p>
    <div class="taken__paper">
      <a class="button button--dense" data-action="ticket" target="_blank" rel="noopener" href="/t/${id}?lang=${language()}">${say(words.followTicket)}</a>
    </div>
  </div>`;
}

function drawDeeds(one: Booked, { busy, now }: AppointmentsState, page: Appointments): TemplateResult {
  const { today } = page;
  const button = (action: string, label: Text, press: () => void, look = ""): TemplateResult =>
    html`<button class="button ${look}" data-action=${action} ?disabled=${busy !== null} @click=${press}>${say(label)}</button>`;
  return html`<div class="appt__deeds">
    ${canCheckIn(one, today) ? button("check-in", words.checkIn, () => void page.deeds.checkIn(one), "button--filled") : nothing}
    ${canRecord(one, today)
      ? html`${one.state === "visited" ? nothing : button("visited", words.visited, () => void page.deeds.recordVisit(one, "visited"), "button--filled")}
        ${one.state === "not_met" ? nothing : button("not-met", words.notMet, () => page.ask("not_met"))}`
      : nothing}
    ${canMove(one) ? button("change", words.change, () => page.ask("change")) : nothing}
    ${canCancel(one, now) ? button("cancel", words.cancel, () => page.ask("cancel"), "button--danger") : nothing}
    ${countsAsMissed(one) && page.mayForgive ? button("excuse", words.excuse, () => page.ask("excuse")) : nothing}
    ${canMove(one) && !isVisit(one) && one.day !== today ? html`<p class="soft">${say(words.notToday)}</p>` : nothing}
  </div>`;
}

function drawPanel(panel: Panel, one: Booked, state: AppointmentsState, page: Appointments): TemplateResult {
  return html`<div class="appt__panel card" data-panel=${panel}>
    ${panel === "change" ? drawChange(one, state, page) : drawSure(panel, one, state, page)}
    ${state.flaw === null ? nothing : html`<p class="notice notice--bad" role="alert">${typeof state.flaw === "string" ? state.flaw : say(state.flaw)}</p>`}
    <button class="button button--quiet" data-action="keep" @click=${() => page.ask(null)}>${say(words.keep)}</button>
  </div>`;
}

function drawChange(one: Booked, { picking, busy }: AppointmentsState, page: Appointments): TemplateResult {
  const { slot } = picking;
  return html`
    <h3>${say(words.change)}</h3>
    ${pickerView(picking, page.picker, { zone: page.zone, chosen: (slot) => page.picker.chooseSlot(slot) })}
    ${slot === null
      ? nothing
      : html`<button class="button button--filled" data-action="move" ?disabled=${busy !== null || slot.id === one.slot.id} @click=${() => void page.deeds.move(one, slot)}>
          ${say(words.changeTo(slotWords(slot, page.zone)))}
        </button>`}
  `;
}

/** What is said before it is done, and the reason where one is asked for. */
function drawSure(panel: Exclude<Panel, "change">, one: Booked, { reason, busy }: AppointmentsState, page: Appointments): TemplateResult {
  if (panel === "cancel") {
    return html`<h3>${say(words.cancel)}</h3>
      <p>${say(words.cancelSure)}</p>
      <button class="button button--danger" data-action="confirm-cancel" ?disabled=${busy !== null} @click=${() => void page.deeds.cancel(one)}>${say(words.cancelYes)}</button>`;
  }
  const excusing = panel === "excuse";
  const submit = (event: Event): void => {
    event.preventDefault();
    void (excusing ? page.deeds.excuse(one) : page.deeds.recordVisit(one, "not_met"));
  };
  return html`<form class="appt__form" @submit=${submit}>
    <h3>${say(excusing ? words.excuse : words.notMet)}</h3>
    ${drawReason(reason, page, excusing ? staff.reason : words.notMetNote)}
    <button class="button button--filled" data-action="send" ?disabled=${busy !== null || (excusing && reason.trim() === "")}>${say(excusing ? words.excuse : words.notMet)}</button>
  </form>`;
}

/** What only staff see: by whom it was booked, the code, why it does not count; and what is shown on asking alone. */
function drawMore(one: Booked, { unmasked, busy }: AppointmentsState, page: Appointments): Drawn {
  const cause = one.cause === null ? null : (words.causes[one.cause] ?? { zh: one.cause, en: one.cause });
  return html`
    <dl class="about">
      <div><dt>${say(words.by)}</dt><dd>${say(staff.channels[one.channel] ?? { zh: one.channel, en: one.channel })}</dd></div>
      <div><dt>${say(words.code)}</dt><dd class="number" data-code>${one.code}</dd></div>
      ${cause === null ? nothing : html`<div><dt>${say(words.cause)}</dt><dd>${say(cause)}</dd></div>`}
    </dl>
    ${hidden(one) && unmasked === null
      ? html`<p class="appts__route">
          <button class="button" data-action="unmask" ?disabled=${busy !== null} @click=${() => void page.deeds.unmask(one)}>${icon("lock")}${say(words.unmask)}</button>
          <span class="soft">${say(words.unmaskMore)}</span>
        </p>`
      : nothing}
  `;
}
