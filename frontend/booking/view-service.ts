// The first step: for what. The frequent ones first, everything else by department, any of them by a few letters.

import { html, nothing, type TemplateResult } from "lit";

import { bookingWords } from "../generated/booking";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { search } from "../shared/search";
import type { Service } from "../shared/types";
import type { Booking } from "./booking";
import { bookable, type BookingState } from "./state";

/** What this step does, here and at a desk. */
export type Choosing = Pick<Booking, "typeQuery" | "choose">;

export function serviceView(state: BookingState, booking: Choosing): TemplateResult {
  const services = bookable(state);
  if (services.length === 0) return html`<p class="notice notice--wait" data-none>${say(bookingWords.noneBookable)}</p>`;
  return html`
    <label class="field">
      <span class="field__label">${say(bookingWords.search)}</span>
      <input
        class="field__input"
        id="search"
        type="search"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        placeholder=${say(bookingWords.searchHint)}
        .value=${state.query}
        @input=${(event: InputEvent) => booking.typeQuery((event.target as HTMLInputElement).value)}
      />
    </label>
    ${state.query.trim() === "" ? all(services, booking) : found(search(state.query, services, []).services, booking)}
    <p class="soft">${say(bookingWords.walkIn)}</p>
  `;
}

function found(services: readonly Service[], booking: Choosing): TemplateResult {
  return html`<p class="for-readers" role="status">${say(bookingWords.found({ n: services.length }))}</p>
    ${services.length === 0 ? html`<p class="soft">${say(bookingWords.foundNone)}</p>` : list(services, booking)}`;
}

function all(services: readonly Service[], booking: Choosing): TemplateResult {
  const frequent = services.filter((service) => service.frequent);
  const departments = [...new Set(services.map((service) => service.department))];
  return html`
    ${frequent.length === 0 ? nothing : html`<section class="pick"><h2>${say(bookingWords.frequent)}</h2>${list(frequent, booking)}</section>`}
    <section class="pick">
      <h2>${say(bookingWords.all)}</h2>
      ${departments.map((name) => department(name, services.filter((service) => service.department === name), booking))}
    </section>
  `;
}

function department(name: string, services: readonly Service[], booking: Choosing): Drawn {
  return html`<details class="booking__department">
    <summary>${name}<span class="soft"> · ${services.length}</span></summary>
    ${list(services, booking)}
  </details>`;
}

function list(services: readonly Service[], booking: Choosing): TemplateResult {
  return html`<ul class="booking__services">
    ${services.map(
      (service) => html`<li>
        <button class="booking__service" data-service=${service.code} @click=${() => booking.choose(service.code)}>
          <span>${say(service.name)}</span>${icon("onward")}
        </button>
      </li>`,
    )}
  </ul>`;
}
