// Choosing a matter on a phone: the frequent ones first, everything else by department, any of them by a few letters.

import { html, nothing, type TemplateResult } from "lit";

import { bookingWords } from "../generated/booking";
import { icon } from "./icons";
import { say } from "./language";
import type { Drawn } from "./pieces";
import { search } from "./search";
import type { Service } from "./types";

export interface Choosing {
  readonly services: readonly Service[];
  readonly query: string;
  readonly typeQuery: (query: string) => void;
  readonly choose: (code: string) => void;
  /** What is said of a service beside its name. */
  readonly about?: (service: Service) => Drawn;
}

export function serviceList(choosing: Choosing): TemplateResult {
  const { services, query } = choosing;
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
        .value=${query}
        @input=${(event: InputEvent) => choosing.typeQuery((event.target as HTMLInputElement).value)}
      />
    </label>
    ${query.trim() === "" ? all(choosing) : found(search(query, services, []).services, choosing)}
  `;
}

function found(services: readonly Service[], choosing: Choosing): TemplateResult {
  return html`<p class="for-readers" role="status">${say(bookingWords.found({ n: services.length }))}</p>
    ${services.length === 0 ? html`<p class="soft">${say(bookingWords.foundNone)}</p>` : list(services, choosing)}`;
}

function all(choosing: Choosing): TemplateResult {
  const { services } = choosing;
  const frequent = services.filter((service) => service.frequent);
  const departments = [...new Set(services.map((service) => service.department))];
  return html`
    ${frequent.length === 0 ? nothing : html`<section class="pick"><h2>${say(bookingWords.frequent)}</h2>${list(frequent, choosing)}</section>`}
    <section class="pick">
      <h2>${say(bookingWords.all)}</h2>
      ${departments.map((name) => department(name, services.filter((service) => service.department === name), choosing))}
    </section>
  `;
}

function department(name: string, services: readonly Service[], choosing: Choosing): Drawn {
  return html`<details class="booking__department">
    <summary>${name}<span class="soft"> · ${services.length}</span></summary>
    ${list(services, choosing)}
  </details>`;
}

function list(services: readonly Service[], { choose, about }: Choosing): TemplateResult {
  return html`<ul class="booking__services">
    ${services.map(
      (service) => html`<li>
        <button class="booking__service" data-service=${service.code} @click=${() => choose(service.code)}>
          <span>${say(service.name)}${about?.(service) ?? nothing}</span>${icon("onward")}
        </button>
      </li>`,
    )}
  </ul>`;
}
