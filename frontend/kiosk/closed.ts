// What the first page says while no tickets are given: when they will be again.

import { html, nothing, type TemplateResult } from "lit";

import { say, type Text } from "../shared/language";
import type { Hall } from "../shared/types";
import { bookByPhone } from "./book-by-phone";
import type { Kiosk } from "./kiosk";
import { opensWhen } from "./spoken";
import type { KioskState } from "./state";
import { kioskWords } from "../generated/kiosk";

export function closedView(state: KioskState, hall: Hall, kiosk: Kiosk): TemplateResult {
  const opens = opensWhen(state);
  return html`<div class="closed">
    <h1 tabindex="-1">${say(kioskWords.closedTitle)}</h1>
    ${opens === null ? nothing : html`<p class="closed__opens">${opens}</p>`}
    <section>
      <h2>${say(kioskWords.hours)}</h2>
      <dl class="closed__hours">${hourRows(hall)}</dl>
    </section>
    ${hall.address || hall.phone
      ? html`<p class="soft">${hall.address ? say(hall.address) : nothing} ${hall.phone ? say(kioskWords.phone({ number: hall.phone })) : nothing}</p>`
      : nothing}
    ${bookByPhone(state, kiosk)}
  </div>`;
}

/** The kinds of hours the hall has, in the order they are known; what is not a list of spans is a setting. */
export function hourRows(hall: Hall): TemplateResult[] {
  const kinds = Object.entries(kioskWords.hourKinds) as [string, Text][];
  return kinds.flatMap(([kind, name]) => {
    const spans = hall.hours[kind];
    if (!Array.isArray(spans) || spans.length === 0) return [];
    const told = spans.map((span) => String(span).replace("-", "–")).join(say({ zh: "、", en: ", " }));
    return [html`<div><dt>${say(name)}</dt><dd class="number">${told}</dd></div>`];
  });
}
