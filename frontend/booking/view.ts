// The booking page: where one stands among four steps, and the step.

import { html, nothing, type TemplateResult } from "lit";

import { bookingWords } from "../generated/booking";
import { icon } from "../shared/icons";
import { say, type Text } from "../shared/language";
import { isElder } from "../shared/page";
import { phoneTop } from "../shared/phone-top";
import type { Drawn } from "../shared/pieces";
import { reachStrip } from "../shared/reach";
import { readAloudButton } from "../shared/read-aloud";
import { words } from "../shared/words";
import { sentencesOf } from "../visitor/aloud";
import type { Booking } from "./booking";
import { serviceOf, STEPS, type BookingState, type Step } from "./state";
import { AT_HOME } from "./types";
import { confirmView } from "./view-confirm";
import { aroundOf, pickerView } from "./view-picker";
import { serviceView } from "./view-service";
import { whoView } from "./view-who";

const TITLES: Readonly<Record<Step, Text>> = bookingWords.steps;

export function view(state: BookingState, booking: Booking, name: Text, redraw: () => void): TemplateResult {
  return html`
    ${phoneTop(state.hall?.name ?? name, redraw)} ${reachStrip(booking.reach, state.hall?.timezone)}
    <main class="visitor booking" data-step=${state.step}>
      ${isElder() ? readAloudButton(booking.reader, "button", () => sentencesOf(document.querySelector("main") ?? document.body)) : nothing}
      ${head(state, booking)} ${body(state, booking)}
    </main>
  `;
}

function head({ step, picking }: BookingState, booking: Booking): TemplateResult {
  const at = STEPS.indexOf(step) + 1;
  return html`<div class="booking__head">
    ${at > 1 ? html`<button class="booking__back" data-act="back" @click=${() => booking.back()}>${icon("back")}<span>${say(words.back)}</span></button>` : nothing}
    <p class="soft">${say(bookingWords.stepOf({ at, of: STEPS.length }))}</p>
    <h1 tabindex="-1">${say(step === "when" && picking.mode === AT_HOME ? bookingWords.whenVisit : TITLES[step])}</h1>
  </div>`;
}

function body(state: BookingState, booking: Booking): Drawn {
  const { hall, problem, step, picking } = state;
  if (problem !== null) {
    return html`<p class="notice notice--bad" role="alert">${problem}</p>
      <button class="button button--filled" @click=${() => booking.load(picking.service)}>${say(words.again)}</button>`;
  }
  if (hall === null) return html`<p class="soft" role="status">${say(words.loading)}</p>`;
  if (step === "service") return serviceView(state, booking);
  if (step === "who") return whoView(state, booking, hall.timezone);
  if (step === "confirm") return state.reserved === null ? nothing : confirmView(state, booking, state.reserved, hall);
  return html`<p class="booking__what">${say(serviceOf(state)?.name ?? words.loading)}</p>
    ${pickerView(picking, booking.picker, aroundOf(booking, hall.timezone))} ${booking.elsewhere.view(false)}`;
}
