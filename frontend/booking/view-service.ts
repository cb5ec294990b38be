// The first step: for what. The services that can be booked, as every phone's page lists them.

import { html, type TemplateResult } from "lit";

import { bookingWords } from "../generated/booking";
import { say } from "../shared/language";
import { serviceList } from "../shared/service-list";
import type { Booking } from "./booking";
import { bookable, type BookingState } from "./state";

/** What this step does, here and at a desk. */
export type Choosing = Pick<Booking, "typeQuery" | "choose">;

export function serviceView(state: BookingState, booking: Choosing): TemplateResult {
  const services = bookable(state);
  if (services.length === 0) return html`<p class="notice notice--wait" data-none>${say(bookingWords.noneBookable)}</p>`;
  return html`
    ${serviceList({ services, query: state.query, typeQuery: (query) => booking.typeQuery(query), choose: (code) => booking.choose(code) })}
    <p class="soft">${say(bookingWords.walkIn)}</p>
  `;
}
