// Choosing when: the mode, for how many, the day, and the slots with how many places are free and whether that is enough.

import { html, nothing, type TemplateResult } from "lit";

import { bookingWords } from "../generated/booking";
import { clockTime, longDate, untilThere } from "../shared/format";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words } from "../shared/words";
import type { Booking } from "./booking";
import type { Picker } from "./picker";
import { daysOf, halvesOf, nextHolding, placesOf, type Day, type Picking } from "./picking";
import { MOST_PRINCIPALS } from "./state";
import { AT_HOME, type ModeOffer, type Slot } from "./types";
import { slotWords } from "./words";

const HINTS: Readonly<Partial<Record<string, Text>>> = bookingWords.modes;

/** What the page around does: `chosen` with a slot that is pressed, `forSo` with how many it is to be for, if asked. */
export interface Around {
  readonly zone: string;
  readonly chosen: (slot: Slot) => void;
  readonly forSo?: (party: number) => void;
}

/** Where somebody books: on a phone, and at a desk that does it for them. */
export function aroundOf(booking: Pick<Booking, "chooseSlot" | "setParty">, zone: string): Around {
  return { zone, chosen: (slot) => booking.chooseSlot(slot), forSo: (party) => booking.setParty(party) };
}

export function pickerView(picking: Picking, picker: Picker, around: Around): TemplateResult {
  const { modes, problem } = picking;
  if (problem !== null) return trouble(problem, () => (modes === null ? picker.open(picking.service ?? "") : picker.load()));
  if (modes === null) return html`<p class="soft" role="status">${say(words.loading)}</p>`;
  if (modes.length === 0) return html`<p class="notice notice--wait" data-none>${say(bookingWords.notBookable)}</p>`;
  return html`${modes.length > 1 ? modeRow(modes, picking, picker) : nothing} ${when(picking, picker, around)}`;
}

function trouble(problem: string, again: () => void): TemplateResult {
  return html`<p class="notice notice--bad" role="alert">${problem}</p>
    <button class="button" @click=${again}>${say(words.again)}</button>`;
}

function modeRow(modes: readonly ModeOffer[], { mode }: Picking, picker: Picker): TemplateResult {
  const hint = mode === null ? undefined : HINTS[mode];
  return html`<section class="pick" aria-labelledby="pick-mode">
    <h2 id="pick-mode">${say(bookingWords.how)}</h2>
    <div class="pick__modes">
      ${modes.map(
        (offer) => html`<button class="choice-chip" data-mode=${offer.mode} aria-pressed=${offer.mode === mode} @click=${() => picker.chooseMode(offer.mode)}>
          ${say(offer.name)}
        </button>`,
      )}
    </div>
    ${hint === undefined ? nothing : html`<p class="soft" role="status">${say(hint)}</p>`}
  </section>`;
}

function when(picking: Picking, picker: Picker, around: Around): TemplateResult {
  const { slots, official } = picking;
  if (slots === null) return html`<p class="soft" role="status">${say(words.loading)}</p>`;
  if (slots.length === 0) return html`<p class="notice notice--wait" data-none>${say(bookingWords.noSlots)}</p>`;
  return html`
    ${around.forSo === undefined || picking.mode === AT_HOME ? nothing : partyRow(picking.party, around.forSo)} ${nowhere(slots, placesOf(picking))}
    <section class="pick" aria-labelledby="pick-day">
      <h2 id="pick-day">${say(bookingWords.day)}</h2>
      <div class="pick__days">${daysOf(slots, around.zone, placesOf(picking)).map((day) => dayButton(day, picking, picker))}</div>
      ${official ? nothing : html`<p class="soft">${say(bookingWords.provisional)}</p>`}
    </section>
    ${slotList(picking, slots, picker, around)}
  `;
}

function partyRow(party: number, forSo: (party: number) => void): TemplateResult {
  const numbers = Array.from({ length: MOST_PRINCIPALS }, (_each, at) => at + 1);
  return html`<section class="pick" aria-labelledby="pick-party">
    <h2 id="pick-party">${say(bookingWords.party)}</h2>
    <div class="pick__modes">
      ${numbers.map(
        (n) => html`<button class="choice-chip" data-party=${n} aria-pressed=${n === party} @click=${() => forSo(n)}>
          ${say(bookingWords.people({ n }))}
        </button>`,
      )}
    </div>
  </section>`;
}

/** Said before any day is looked at: no slot has room for everybody. */
function nowhere(slots: readonly Slot[], places: number): Drawn {
  if (places === 1 || nextHolding(slots, places) !== null) return nothing;
  return html`<p class="notice notice--wait" role="status" data-holds="none">${say(bookingWords.noneHolds({ n: places }))}</p>`;
}

function dayButton(day: Day, picking: Picking, picker: Picker): TemplateResult {
  return html`<button
    class="choice-chip"
    data-day=${day.day}
    data-holding=${day.holding}
    aria-pressed=${day.day === picking.day}
    @click=${() => picker.chooseDay(day.day)}
  >
    <span>${longDate(`${day.day}T12:00Z`, "UTC")}</span>
    <span class="choice-chip__also">${say(dayWords(day, placesOf(picking)))}</span>
  </button>`;
}

function dayWords({ free, holding }: Day, places: number): Text {
  if (free === 0) return bookingWords.full;
  if (places === 1) return bookingWords.free({ n: free });
  return holding > 0 ? bookingWords.dayHolding({ n: holding }) : bookingWords.dayTooFew;
}

function slotList(picking: Picking, slots: readonly Slot[], picker: Picker, around: Around): TemplateResult {
  const [early, late] = halvesOf(slots, picking.day, around.zone);
  const title = picking.mode === AT_HOME ? bookingWords.visitTime : bookingWords.time;
  return html`<section class="pick" aria-labelledby="pick-time">
    <h2 id="pick-time">${say(title)}</h2>
    ${elsewhen([...early, ...late], slots, picking, picker, around)}
    ${half(bookingWords.morning, early, picking, around)} ${half(bookingWords.afternoon, late, picking, around)}
  </section>`;
}

/** A day without room for everybody says so, and leads to the next slot that has it. */
function elsewhen(those: readonly Slot[], slots: readonly Slot[], picking: Picking, picker: Picker, around: Around): Drawn {
  const places = placesOf(picking);
  if (places === 1 || those.some(({ free }) => free >= places)) return nothing;
  const next = nextHolding(slots, places, those[0]?.start);
  if (next === null) return nothing;
  const take = (): void => {
    picker.showSlot(next);
    around.chosen(next);
  };
  return html`<div class="notice notice--wait pick__elsewhen" role="status" data-holds="other">
    <p>${say(bookingWords.dayHoldsNone({ n: places }))}</p>
    <button class="button" data-act="next-holding" @click=${take}>${say(bookingWords.nextHolding({ when: slotWords(next, around.zone) }))}</button>
  </div>`;
}

function half(title: Text, slots: readonly Slot[], picking: Picking, { zone, chosen }: Around): Drawn {
  if (slots.length === 0) return nothing;
  const places = placesOf(picking);
  return html`<h3>${say(title)}</h3>
    <div class="pick__slots">
      ${slots.map(
        (slot) => html`<button
          class="choice-chip"
          data-slot=${slot.id}
          data-free=${slot.free}
          aria-pressed=${slot.id === picking.slot?.id}
          ?disabled=${slot.free < places}
          @click=${() => chosen(slot)}
        >
          <span class="number">${clockTime(slot.start, zone)}–${untilThere(slot.end, zone).time}</span>
          <span class="choice-chip__also">${say(slotFree(slot, places))}</span>
        </button>`,
      )}
    </div>`;
}

function slotFree({ free }: Slot, places: number): Text {
  if (free === 0) return bookingWords.full;
  return free < places ? bookingWords.tooFew({ n: free }) : bookingWords.free({ n: free });
}
