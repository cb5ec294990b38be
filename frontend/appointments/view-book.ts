// Booking for whoever stands here: for what, when and for whom, side by side.

import { html, type TemplateResult } from "lit";

import { serviceOf } from "../booking/state";
import { aroundOf, pickerView } from "../booking/view-picker";
import { serviceView } from "../booking/view-service";
import { whoView } from "../booking/view-who";
import { say } from "../shared/language";
import { words as common } from "../shared/words";
import type { Appointments } from "./appointments";
import { words } from "./words";

export function drawBook(page: Appointments): TemplateResult {
  const { booking } = page;
  const state = booking.now;
  const { picking, hall, problem } = state;
  const service = serviceOf(state);
  if (problem !== null) return html`<p class="notice notice--bad" role="alert">${problem}</p>`;
  if (hall === null) return html`<p class="soft" role="status">${say(common.loading)}</p>`;
  return html`
    <section class="appts__step booking" aria-label=${say(words.chooseService)}>
      <h2>${say(words.bookFor)}</h2>
      ${service === null
        ? serviceView(state, booking)
        : html`<p class="booking__what">${say(service.name)}</p>
            <button class="button" data-action="other-service" @click=${() => booking.startOver()}>${say(words.otherService)}</button>`}
    </section>
    <section class="appts__step booking" aria-label=${say(words.chooseSlot)}>
      ${service === null
        ? html`<p class="soft">${say(words.chooseService)}</p>`
        : pickerView(picking, booking.picker, aroundOf(booking, hall.timezone))}
    </section>
    <section class="appts__step booking" aria-label=${say(words.bookNow)}>
      ${service === null || picking.slot === null
        ? html`<p class="soft">${say(words.chooseSlot)}</p>`
        : whoView(state, booking, hall.timezone, words.bookNow)}
    </section>
  `;
}
