// The page: its header, the days it is about, and its two sides, the figures and the rows they count.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { language, say, speak } from "../shared/language";
import { standingStrip, type Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { refusedPage } from "../staff/refused";
import { signOut } from "../staff/session";
import { words as staff } from "../staff/words";
import type { Counts } from "./counts";
import type { Part } from "./shapes";
import { mayLook, type CountsState, type Preset } from "./state";
import { drawFigures } from "./view-figures";
import { drawRows } from "./view-rows";
import { words } from "./words";

const PRESETS = ["today", "week", "month", "thirty"] as const satisfies readonly Preset[];

export function drawCounts(state: CountsState, counts: Counts): TemplateResult {
  if (!mayLook(state.session)) return refusedPage(words.title, words.noCounts);
  return html`
    <div class="reviews counts">
      ${header(state, counts)} ${standingStrip(state.standing, state.hall?.timezone)}
      <main class="counts__page">
        ${drawPeriod(state, counts)} ${drawProblem(state)}
        <section class="counts__figures" aria-label=${say(words.figures)}>${drawFigures(state, counts)}</section>
        ${drawRows(state, counts)}
      </main>
    </div>
  `;
}

function header({ session, hall, code, part }: CountsState, counts: Counts): TemplateResult {
  const turn = (to: Part): TemplateResult => html`
    <button class="reviews__tab" data-part=${to} aria-pressed=${part === to} @click=${() => void counts.turnTo(to)}>${say(words.parts[to])}</button>
  `;
  return html`
    <header class="manage__top reviews__top">
      <h1>${say(words.title)}</h1>
      <p class="reviews__hall">${hall ? say(hall.name) : code}</p>
      ${session.halls.length > 1 ? drawHalls(session.halls, code, part) : nothing}
      <nav class="reviews__tabs" aria-label=${say(words.pages)}>${turn("help")} ${turn("notices")}</nav>
      <div class="reviews__menu">
        <span>${icon("person")}${session.user.name}</span>
        <a class="desk-link" href="/manage?hall=${code}&lang=${language()}">${say(staff.toBoard)}</a>
        <button class="desk-link" data-action="language" @click=${() => speak(language() === "zh" ? "en" : "zh")}>${say(common.otherLanguage)}</button>
        <button class="desk-link" data-action="sign-out" @click=${() => void signOut()}>${say(staff.signOut)}</button>
      </div>
    </header>
  `;
}

function drawHalls(halls: readonly string[], code: string, part: Part): TemplateResult {
  const go = (event: Event): void =>
    location.assign(`/manage/help?hall=${(event.target as HTMLSelectElement).value}&part=${part}&lang=${language()}`);
  return html`<select class="manage__halls" aria-label=${say(words.halls)} @change=${go}>
    ${halls.map((one) => html`<option value=${one} ?selected=${one === code}>${one}</option>`)}
  </select>`;
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

function drawProblem({ problem }: CountsState): Drawn {
  return problem === null ? nothing : html`<p class="notice notice--bad counts__problem" role="alert">${problem}</p>`;
}
