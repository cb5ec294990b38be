// The third step: who it is for, and what the mode asks for; what is wrong is said at its field.

import { html, nothing, type TemplateResult } from "lit";

import { bookingWords } from "../generated/booking";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Booking } from "./booking";
import { fieldsOf, serviceOf, type BookingState, type Field, type Kind } from "./state";
import type { Slot } from "./types";
import { slotWords } from "./words";

interface Look {
  readonly label: Text;
  readonly hint?: Text;
  readonly longest: number;
  readonly complete?: AutoFill;
  readonly keys?: "tel";
  readonly lines?: boolean;
}

const LOOKS: Readonly<Record<Field, Look>> = {
  id_number: { label: bookingWords.idNumber, hint: bookingWords.idNumberHint, longest: 24 },
  credit_code: { label: bookingWords.creditCode, longest: 24 },
  phone: { label: bookingWords.phone, hint: bookingWords.phoneHint, longest: 20, complete: "tel", keys: "tel" },
  name: { label: bookingWords.name, longest: 64, complete: "name" },
  address: { label: bookingWords.address, hint: bookingWords.addressHint, longest: 200, complete: "street-address" },
  contact_name: { label: bookingWords.contactName, longest: 64 },
  contact_phone: { label: bookingWords.contactPhone, longest: 20, keys: "tel" },
  materials: { label: bookingWords.materials, hint: bookingWords.materialsHint, longest: 2000, lines: true },
  jurisdiction: { label: bookingWords.jurisdiction, hint: bookingWords.jurisdictionHint, longest: 64 },
};

export function whoView(state: BookingState, booking: Booking, zone: string): TemplateResult {
  const { picking, refused, busy } = state;
  const service = serviceOf(state);
  const { who, own } = fieldsOf(state);
  const submit = (event: Event): void => {
    event.preventDefault();
    void booking.reserve();
  };
  return html`
    <p class="booking__what">${service === null ? nothing : say(service.name)}<br /><b>${picking.slot === null ? nothing : slotWords(picking.slot, zone)}</b></p>
    <form class="booking__form" novalidate @submit=${submit}>
      ${(service?.audience.length ?? 0) > 1 ? kinds(state, booking) : nothing}
      <p class="soft">${say(bookingWords.oneOfTwo)}</p>
      ${who.map((field) => fieldView(field, state, booking))} ${own.map((field) => fieldView(field, state, booking))}
      <label class="booking__check">
        <input type="checkbox" .checked=${state.needsHelp} @change=${(event: Event) => booking.setHelp((event.target as HTMLInputElement).checked)} />
        <span>${say(bookingWords.needsHelp)}</span>
      </label>
      <p class="soft">${say(bookingWords.privacy)}</p>
      ${refused === null ? nothing : refusal(state, booking, zone)}
      <button class="button button--filled" data-act="reserve" ?disabled=${busy}>${say(busy ? bookingWords.sending : bookingWords.onward)}</button>
    </form>
  `;
}

function kinds({ kind }: BookingState, booking: Booking): TemplateResult {
  const one = (each: Kind, name: Text): TemplateResult => html`<label class="booking__check">
    <input type="radio" name="kind" value=${each} .checked=${kind === each} @change=${() => booking.setKind(each)} /><span>${say(name)}</span>
  </label>`;
  return html`<fieldset class="booking__kinds">
    <legend class="field__label">${say(bookingWords.forWhom)}</legend>
    ${one("person", bookingWords.person)} ${one("organisation", bookingWords.organisation)}
  </fieldset>`;
}

function fieldView(field: Field, state: BookingState, booking: Booking): TemplateResult {
  const { label, hint } = LOOKS[field];
  const problem = state.problems[field];
  return html`<div class="field">
    <label class="field__label" for=${field}>${say(label)}</label>
    ${hint === undefined ? nothing : html`<span class="field__hint" id="${field}-hint">${say(hint)}</span>`}
    ${input(field, state, booking)}
    ${problem === undefined ? nothing : html`<span class="field__problem" id="${field}-problem" role="alert">${problem}</span>`}
  </div>`;
}

function input(field: Field, state: BookingState, booking: Booking): TemplateResult {
  const { hint, longest, complete, keys, lines } = LOOKS[field];
  const wrong = state.problems[field] !== undefined;
  const about = [hint === undefined ? "" : `${field}-hint`, wrong ? `${field}-problem` : ""].join(" ").trim();
  const typed = (event: InputEvent): void => booking.fill(field, (event.target as HTMLInputElement).value);
  if (lines) {
    return html`<textarea class="field__input" id=${field} rows="5" maxlength=${longest} aria-invalid=${wrong} aria-describedby=${about} .value=${state.form[field]} @input=${typed}></textarea>`;
  }
  return html`<input
    class="field__input"
    id=${field}
    inputmode=${keys ?? "text"}
    autocomplete=${complete ?? "off"}
    autocapitalize="characters"
    spellcheck="false"
    maxlength=${longest}
    aria-invalid=${wrong}
    aria-describedby=${about || nothing}
    .value=${state.form[field]}
    @input=${typed}
  />`;
}

/** What stands in the way, and the way on: the next free slot, other times, or none but walking in. */
export function refusal({ refused, busy }: BookingState, booking: Booking, zone: string): Drawn {
  if (refused === null) return nothing;
  const { next, code } = refused;
  const elsewhen = code !== "" && code !== "booking_blocked" && code !== "too_fast";
  return html`<div class="notice notice--bad booking__refused" role="alert" data-refused=${code}>
    <p>${refused.sentence}</p>
    ${next === null ? nothing : takeNext(next, busy, booking, zone)}
    ${elsewhen ? html`<button type="button" class="button" data-act="elsewhen" @click=${() => booking.pickAgain()}>${say(bookingWords.otherTime)}</button>` : nothing}
  </div>`;
}

function takeNext(next: Slot, busy: boolean, booking: Booking, zone: string): TemplateResult {
  return html`<button type="button" class="button button--filled" data-act="take-next" ?disabled=${busy} @click=${() => booking.takeInstead(next)}>
    ${say(bookingWords.takeNext({ when: slotWords(next, zone) }))}
  </button>`;
}
