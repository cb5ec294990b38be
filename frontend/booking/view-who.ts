// The third step: who it is for, and what the mode asks for; what is wrong is said at its field.

import { html, nothing, type TemplateResult } from "lit";

import { bookingWords } from "../generated/booking";
import { clockTime } from "../shared/format";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Booking } from "./booking";
import { nextHolding, placesOf } from "./picking";
import { fieldsOf, isContact, MOST_PRINCIPALS, nameOf, serviceOf, whoFields, type BookingState, type Field, type Kind, type Principal } from "./state";
import { AT_HOME, type Appointment, type Slot } from "./types";
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

/** What this step does: on a phone, and at a desk that books for somebody. */
export type Filling = Pick<
  Booking,
  | "fill" | "setKind" | "setHelp" | "setContact" | "setAgent" | "addPrincipal" | "dropPrincipal"
  | "reserve" | "moveTo" | "takeInstead" | "pickAgain" | "goOnWith" | "takeInsteadOf"
>;

/** `send`: what the last button says. */
export function whoView(state: BookingState, booking: Filling, zone: string, send: Text = bookingWords.onward): TemplateResult {
  const { picking, refused, busy, principals } = state;
  const service = serviceOf(state);
  const { who, own } = fieldsOf(state);
  const agent = principals.length > 0;
  const several = (service?.audience.length ?? 0) > 1;
  const submit = (event: Event): void => {
    event.preventDefault();
    void booking.reserve();
  };
  return html`
    <p class="booking__what">${service === null ? nothing : say(service.name)}<br /><b>${picking.slot === null ? nothing : slotWords(picking.slot, zone)}</b></p>
    <form class="booking__form" novalidate @submit=${submit}>
      <label class="booking__check">
        <input type="checkbox" data-act="agent" .checked=${agent} @change=${(event: Event) => booking.setAgent((event.target as HTMLInputElement).checked)} />
        <span>${say(bookingWords.agent)}</span>
      </label>
      ${agent ? people(state, booking, zone, several) : several ? kinds(state.kind, "kind", (kind) => booking.setKind(kind, null)) : nothing}
      ${agent ? html`<h2>${say(bookingWords.agentYou)}</h2>` : nothing}
      <p class="soft">${say(needed(state))}</p>
      ${who.map((field) => fieldView(field, field, state.form[field], state, booking))}
      ${own.map((field) => [fieldView(field, field, state.form[field], state, booking), field === "address" ? contactBox(state, booking) : nothing])}
      ${atHome(state) ? nothing : helpBox(state, booking)}
      <p class="soft">${say(bookingWords.privacy)}${say(bookingWords.privacyHow)}</p>
      ${refused === null ? nothing : refusal(state, booking, zone)}
      <button class="button button--filled" data-act="reserve" ?disabled=${busy}>${say(busy ? bookingWords.sending : send)}</button>
    </form>
  `;
}

/** Somebody comes to the visitor: there is nothing to check in to, and nobody to be accompanied by. */
const atHome = ({ picking }: BookingState): boolean => picking.mode === AT_HOME;

/** What is asked of whoever fills it in, for themselves or for others. */
function needed(state: BookingState): Text {
  if (isContact(state)) return bookingWords.contactNeeded;
  if (state.principals.length > 0) return bookingWords.agentHint;
  return atHome(state) ? bookingWords.oneOfTwoVisit : bookingWords.oneOfTwo;
}

/** Whoever books is called before the visit, and asked for at the door, unless somebody else is to be. */
function contactBox({ otherContact }: BookingState, booking: Filling): TemplateResult {
  return html`<label class="booking__check">
    <input type="checkbox" data-act="contact" .checked=${otherContact} @change=${(event: Event) => booking.setContact((event.target as HTMLInputElement).checked)} />
    <span>${say(bookingWords.contactOther)}</span>
  </label>`;
}

function helpBox({ needsHelp }: BookingState, booking: Filling): TemplateResult {
  return html`<label class="booking__check">
    <input type="checkbox" data-act="help" .checked=${needsHelp} @change=${(event: Event) => booking.setHelp((event.target as HTMLInputElement).checked)} />
    <span>${say(bookingWords.needsHelp)}</span>
  </label>`;
}

/** Everybody whom an agent comes for, each with a number to be found by. */
function people(state: BookingState, booking: Filling, zone: string, several: boolean): TemplateResult {
  const { principals } = state;
  return html`
    <p class="soft">${say(atHome(state) ? bookingWords.oneOfTwoVisit : bookingWords.oneOfTwo)} ${say(bookingWords.placeEach)}</p>
    ${principals.map((one, at) => person(one, at, state, booking, several))}
    ${principals.length < MOST_PRINCIPALS
      ? html`<button type="button" class="button" data-act="add" @click=${() => booking.addPrincipal()}>${say(bookingWords.another)}</button>`
      : html`<p class="soft">${say(bookingWords.most({ n: MOST_PRINCIPALS }))}</p>`}
    ${tooFew(state, booking, zone)}
  `;
}

/** The slot that was chosen for fewer: said at once, with the next that has room for everybody. */
function tooFew({ picking, busy }: BookingState, booking: Filling, zone: string): Drawn {
  const places = placesOf(picking);
  const { slot, slots } = picking;
  if (slot === null || slot.free >= places) return nothing;
  const next = nextHolding(slots ?? [], places, slot.start);
  return html`<div class="notice notice--wait booking__refused" role="status" data-holds=${next === null ? "none" : "other"}>
    <p>${say(bookingWords.slotTooFew({ n: slot.free, people: places }))}</p>
    ${next === null
      ? html`<p>${say(bookingWords.noneHolds({ n: places }))}</p>`
      : html`<button type="button" class="button" data-act="next-holding" ?disabled=${busy} @click=${() => booking.moveTo(next)}>
          ${say(bookingWords.nextHolding({ when: slotWords(next, zone) }))}
        </button>`}
  </div>`;
}

function person({ kind, form }: Principal, at: number, state: BookingState, booking: Filling, several: boolean): TemplateResult {
  return html`<fieldset class="booking__principal" data-principal=${at + 1}>
    <legend>${say(bookingWords.principal({ n: at + 1 }))}</legend>
    ${several ? kinds(kind, `kind-${at}`, (chosen) => booking.setKind(chosen, at)) : nothing}
    ${whoFields(kind).map((field) => fieldView(nameOf(field, at), field, form[field], state, booking))}
    ${state.principals.length > 1
      ? html`<button type="button" class="button button--quiet" data-act="drop" @click=${() => booking.dropPrincipal(at)}>${say(bookingWords.drop({ n: at + 1 }))}</button>`
      : nothing}
  </fieldset>`;
}

function kinds(kind: Kind, name: string, choose: (kind: Kind) => void): TemplateResult {
  const one = (each: Kind, words: Text): TemplateResult => html`<label class="booking__check">
    <input type="radio" name=${name} value=${each} .checked=${kind === each} @change=${() => choose(each)} /><span>${say(words)}</span>
  </label>`;
  return html`<fieldset class="booking__kinds">
    <legend class="field__label">${say(bookingWords.forWhom)}</legend>
    ${one("person", bookingWords.person)} ${one("organisation", bookingWords.organisation)}
  </fieldset>`;
}

/** What an identity card is good for at a kiosk is of no use at home. */
const hintOf = (field: Field, state: BookingState): Text | undefined =>
  field === "id_number" && atHome(state) ? undefined : LOOKS[field].hint;

/** `id`: the server's name for the field, which is also its place on the page. */
function fieldView(id: string, field: Field, value: string, state: BookingState, booking: Filling): TemplateResult {
  const label = id === "name" && isContact(state) ? bookingWords.nameNeeded : LOOKS[field].label;
  const hint = hintOf(field, state);
  const problem = state.problems[id];
  return html`<div class="field">
    <label class="field__label" for=${id}>${say(label)}</label>
    ${hint === undefined ? nothing : html`<span class="field__hint" id="${id}-hint">${say(hint)}</span>`}
    ${input(id, field, value, hint !== undefined, problem !== undefined, booking)}
    ${problem === undefined ? nothing : html`<span class="field__problem" id="${id}-problem" role="alert">${problem}</span>`}
  </div>`;
}

function input(id: string, field: Field, value: string, hinted: boolean, wrong: boolean, booking: Filling): TemplateResult {
  const { longest, complete, keys, lines } = LOOKS[field];
  const about = [hinted ? `${id}-hint` : "", wrong ? `${id}-problem` : ""].join(" ").trim();
  const typed = (event: InputEvent): void => booking.fill(id, (event.target as HTMLInputElement).value);
  if (lines) {
    return html`<textarea class="field__input" id=${id} rows="5" maxlength=${longest} aria-invalid=${wrong} aria-describedby=${about} .value=${value} @input=${typed}></textarea>`;
  }
  return html`<input
    class="field__input"
    id=${id}
    inputmode=${keys ?? "text"}
    autocomplete=${id === field && complete !== undefined ? complete : "off"}
    autocapitalize="characters"
    spellcheck="false"
    maxlength=${longest}
    aria-invalid=${wrong}
    aria-describedby=${about || nothing}
    .value=${value}
    @input=${typed}
  />`;
}

/** What stands in the way, and the way on: the next free slot, other times, or none but walking in. */
export function refusal({ refused, busy }: BookingState, booking: Filling, zone: string): Drawn {
  if (refused === null) return nothing;
  const { next, code, held } = refused;
  const elsewhen = code !== "" && code !== "booking_blocked" && code !== "too_fast";
  return html`<div class="notice notice--bad booking__refused" role="alert" data-refused=${code}>
    <p>${refused.sentence}</p>
    ${next === null ? nothing : takeNext(next, busy, booking, zone)} ${held === null ? nothing : heldHere(held, busy, booking, zone)}
    ${elsewhen ? html`<button type="button" class="button" data-act="elsewhen" @click=${() => booking.pickAgain()}>${say(bookingWords.otherTime)}</button>` : nothing}
  </div>`;
}

/** The place that stands in the way is one's own: on with it, or with the one that was chosen now. */
function heldHere(held: Appointment, busy: boolean, booking: Filling, zone: string): TemplateResult {
  const time = held.expires_at === null ? "" : clockTime(held.expires_at, zone);
  return html`<p data-held=${held.id}>${say(bookingWords.heldHere({ when: slotWords(held.slot, zone), time }))}</p>
    <button type="button" class="button button--filled" data-act="go-on" ?disabled=${busy} @click=${() => booking.goOnWith(held)}>${say(bookingWords.goOnWithHeld)}</button>
    <button type="button" class="button" data-act="let-go" ?disabled=${busy} @click=${() => booking.takeInsteadOf(held)}>${say(bookingWords.letGoOfHeld)}</button>`;
}

function takeNext(next: Slot, busy: boolean, booking: Filling, zone: string): TemplateResult {
  return html`<button type="button" class="button button--filled" data-act="take-next" ?disabled=${busy} @click=${() => booking.takeInstead(next)}>
    ${say(bookingWords.takeNext({ when: slotWords(next, zone) }))}
  </button>`;
}
