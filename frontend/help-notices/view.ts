// The page: its header, the days it is about, and its two sides, the figures and the rows they count.

import { html, type TemplateResult } from "lit";

import { say } from "../shared/language";
import { freshness, refusedPage, staffTop } from "../staff/frame";
import { messageLine } from "../staff/messages";
import { mayOpen } from "../staff/places";
import type { Counts } from "./counts";
import type { Part } from "./shapes";
import type { CountsState, Preset } from "./state";
import { drawFigures } from "./view-figures";
import { drawRows } from "./view-rows";
import { words } from "./words";

const PRESETS = ["today", "week", "month", "thirty"] as const satisfies readonly Preset[];

export function drawCounts(state: CountsState, counts: Counts): TemplateResult {
  if (!mayOpen("counts", state.session)) return refusedPage(state, words.title, words.noCounts);
  return html`
    <div class="staff counts">
      ${staffTop(state, { title: words.title, beside: tabs(state, counts), to: ["board"] })} ${freshness(state, counts.listens ? state.standing : counts.reach)} ${messageLine(state, () => counts.wire.dismiss())}
      <main class="counts__page">
        ${drawPeriod(state, counts)}
        <section class="counts__figures" aria-label=${say(words.figures)}>${drawFigures(state, counts)}</section>
        ${drawRows(state, counts)}
      </main>
    </div>
  `;
}

function tabs({ part }: CountsState, counts: Counts): TemplateResult {
  const turn = (to: Part): TemplateResult => html`
    <button class="staff-tab" data-part=${to} aria-pressed=${part === to} @click=${() => void counts.turnTo(to)}>${say(words.parts[to])}</button>
  `;
  return html`<nav class="staff-tabs" aria-label=${say(words.pages)}>${turn("help")} ${turn("notices")}</nav>`;
}

function drawPeriod({ period, part }: CountsState, counts: Counts): TemplateResult {
  const day = (name: "from" | "to"): TemplateResult => html`
    <label class="reviews__day"
      ><span>${say(words[name])}</span>
      <input class="field__input" type="date" name=${name} required .value=${period[name]} @change=${(event: Event) => changed(name, event.target as HTMLInputElement, counts)} />
    </label>
  `;
  return html`
    <div class="reviews__filters counts__period">
      <div class="reviews__shows" role="group" aria-label=${say(words.period)}>
        ${PRESETS.map(
          (one) => html`<button class="reviews__show" data-preset=${one} aria-pressed=${period.preset === one} @click=${() => void counts.over(one)}>${say(words.presets[one])}</button>`,
        )}
      </div>
      <span class="reviews__days">${day("from")} ${day("to")}</span>
      <span class="soft">${say(words.lead[part])}</span>
    </div>
  `;
}

/** A field that was emptied says nothing. */
function changed(name: "from" | "to", field: HTMLInputElement, counts: Counts): void {
  if (field.value !== "") void counts.between({ [name]: field.value });
}
