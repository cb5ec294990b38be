// What can still be done with an appointment: confirm it, move it, give it up.

import { html, nothing, type TemplateResult } from "lit";

import { pickerView } from "../booking/view-picker";
import { AT_HOME, type Appointment } from "../booking/types";
import { slotWords } from "../booking/words";
import { bookingWords } from "../generated/booking";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words } from "../shared/words";
import type { Holder } from "./holder";
import { canCancel, canChange, isFree, type PageState } from "./state";
import { freeWords } from "./view-told";

export function waysOn(state: PageState, holder: Holder, appointment: Appointment): Drawn {
  const { now, busy, asking } = state;
  const problem = asking === null ? trouble(state) : nothing;
  if (!canCancel(appointment, now)) return problem;
  return html`
    ${problem}
    ${appointment.state === "reserved"
      ? html`<button class="button button--filled" data-act="confirm" ?disabled=${busy} @click=${() => holder.confirm()}>${say(bookingWords.confirm)}</button>`
      : html`<p class="soft" data-free=${isFree(appointment, now)}>${say(freeWords(appointment, isFree(appointment, now), holder.zone))}</p>`}
    ${canChange(appointment, now) ? html`<button class="button" data-act="change" @click=${() => holder.change()}>${say(bookingWords.change)}</button>` : nothing}
    <button class="button button--quiet button--danger" data-act="cancel" @click=${() => holder.askToCancel()}>${say(bookingWords.cancel)}</button>
    ${question(state, holder, appointment)}
  `;
}

const trouble = ({ problem }: PageState): Drawn =>
  problem === null ? nothing : html`<p class="notice notice--bad" role="alert">${problem}</p>`;

/** Said before it is done: what giving it up means now. */
function question(state: PageState, holder: Holder, appointment: Appointment): TemplateResult {
  const free = isFree(appointment, state.now);
  return html`<dialog class="question" aria-labelledby="give-up" @cancel=${() => holder.keep()}>
    <h2 id="give-up">${say(bookingWords.cancelTitle)}</h2>
    <p data-cost=${free ? "free" : "missed"}>${say(free ? bookingWords.cancelFree : appointment.mode === AT_HOME ? bookingWords.cancelMissedVisit : bookingWords.cancelMissed)}</p>
    ${state.asking === null ? nothing : trouble(state)}
    <div class="question__actions">
      <button class="button button--filled" @click=${() => holder.keep()}>${say(bookingWords.keep)}</button>
      <button class="button button--danger" data-act="confirm-cancel" ?disabled=${state.busy} @click=${() => holder.cancel()}>${say(bookingWords.cancelYes)}</button>
    </div>
  </dialog>`;
}

/** Another time of the same matter; the old one is kept until the new one is had. */
export function changeView(state: PageState, holder: Holder, appointment: Appointment): TemplateResult {
  const { picking, busy } = state;
  const slot = picking.slot;
  return html`
    <div class="booking__head">
      <button class="booking__back" data-act="stay" @click=${() => holder.stay()}>${icon("back")}<span>${say(words.back)}</span></button>
      <h1 tabindex="-1">${say(appointment.mode === AT_HOME ? bookingWords.changeTitleVisit : bookingWords.changeTitle)}</h1>
    </div>
    <p class="booking__what">${say(appointment.name)}<br /><span class="soft">${say(bookingWords.now({ when: slotWords(appointment.slot, holder.zone) }))}</span></p>
    ${pickerView(picking, holder.picker, { zone: holder.zone, chosen: (slot) => holder.picker.chooseSlot(slot) })} ${trouble(state)}
    ${slot === null
      ? nothing
      : html`<button class="button button--filled booking__last" data-act="move" ?disabled=${busy || slot.id === appointment.slot.id} @click=${() => holder.move(slot)}>
          ${say(bookingWords.moveTo({ when: slotWords(slot, holder.zone) }))}
        </button>`}
  `;
}
