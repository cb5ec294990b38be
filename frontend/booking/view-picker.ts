// Choosing when: the mode, the day, and the slots with how many places are free.

import { html, nothing, type TemplateResult } from "lit";

import { bookingWords } from "../generated/booking";
import { clockTime, longDate, untilThere } from "../shared/format";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words } from "../shared/words";
import type { Picker } from "./picker";
import { daysOf, halvesOf, type Day, type Picking } from "./picking";
import { AT_HOME, type ModeOffer, type Slot } from "./types";

const HINTS: Readonly<Partial<Record<string, Text>>> = bookingWords.modes;

/** `chosen`: what a press on a slot does. */
export function pickerView(picking: Picking, picker: Picker, zone: string, chosen: (slot: Slot) => void): TemplateResult {
  const { modes, problem } = picking;
  if (problem !== null) return trouble(problem, () => (modes === null ? picker.open(picking.service ?? "") : picker.load()));
  if (modes === null) return html`<p class="soft" role="status">${say(words.loading)}</p>`;
  if (modes.length === 0) return html`<p class="notice notice--wait" data-none>${say(bookingWords.notBookable)}</p>`;
  return html`${modes.length > 1 ? modeRow(modes, picking, picker) : nothing} ${when(picking, picker, zone, chosen)}`;
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

function when(picking: Picking, picker: Picker, zone: string, chosen: (slot: Slot) => void): TemplateResult {
  const { slots, official } = picking;
  if (slots === null) return html`<p class="soft" role="status">${say(words.loading)}</p>`;
  if (slots.length === 0) return html`<p class="notice notice--wait" data-none>${say(bookingWords.noSlots)}</p>`;
  return html`
    <section class="pick" aria-labelledby="pick-day">
      <h2 id="pick-day">${say(bookingWords.day)}</h2>
      <div class="pick__days">${daysOf(slots, zone).map((day) => dayButton(day, picking, picker))}</div>
      ${official ? nothing : html`<p class="soft">${say(bookingWords.provisional)}</p>`}
    </section>
    ${slotList(picking, zone, chosen)}
  `;
}

function dayButton({ day, free }: Day, picking: Picking, picker: Picker): TemplateResult {
  return html`<button class="choice-chip" data-day=${day} aria-pressed=${day === picking.day} @click=${() => picker.chooseDay(day)}>
    <span>${longDate(`${day}T12:00Z`, "UTC")}</span>
    <span class="choice-chip__also">${free > 0 ? say(bookingWords.free({ n: free })) : say(bookingWords.full)}</span>
  </button>`;
}

function slotList(picking: Picking, zone: string, chosen: (slot: Slot) => void): TemplateResult {
  const [early, late] = halvesOf(picking.slots ?? [], picking.day, zone);
  const title = picking.mode === AT_HOME ? bookingWords.visitTime : bookingWords.time;
  return html`<section class="pick" aria-labelledby="pick-time">
    <h2 id="pick-time">${say(title)}</h2>
    ${half(bookingWords.morning, early, picking, zone, chosen)} ${half(bookingWords.afternoon, late, picking, zone, chosen)}
  </section>`;
}

function half(title: Text, slots: readonly Slot[], picking: Picking, zone: string, chosen: (slot: Slot) => void): Drawn {
  if (slots.length === 0) return nothing;
  return html`<h3>${say(title)}</h3>
    <div class="pick__slots">
      ${slots.map(
        (slot) => html`<button
          class="choice-chip"
          data-slot=${slot.id}
          data-free=${slot.free}
          aria-pressed=${slot.id === picking.slot?.id}
          ?disabled=${slot.free === 0}
          @click=${() => chosen(slot)}
        >
          <span class="number">${clockTime(slot.start, zone)}–${untilThere(slot.end, zone).time}</span>
          <span class="choice-chip__also">${slot.free > 0 ? say(bookingWords.free({ n: slot.free })) : say(bookingWords.full)}</span>
        </button>`,
      )}
    </div>`;
}
