// The figures: every rate of the hall with the number it rests on and its goal, then by service, department, window or
// person. Every count leads to its rows.

import { html, nothing, type TemplateResult } from "lit";

import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { Reviews } from "./reviews";
import type { By, Group, Rate, RateName } from "./shapes";
import { COUNTED_BY, NOT_DUE, type Filters, type ReviewsState } from "./state";
import { drawDays } from "./view-list";
import { words } from "./words";

const GROUPS: readonly By[] = ["service", "department", "window", "person"];
/** The rates that a table has room for. */
const COLUMNS: readonly RateName[] = ["active_review", "good", "score", "reply_in_time", "called_back_and_rectified", "done_in_time"];

export function drawFigures(state: ReviewsState, reviews: Reviews): TemplateResult {
  const { figures, filters } = state;
  return html`
    <section class="review-figures" aria-label=${say(words.figures)}>
      <div class="reviews__filters">
        ${drawDays(filters, (days) => void reviews.days(days))}
        ${figures ? html`<span class="soft number">${say(words.days(figures.first, figures.last))}</span>` : nothing}
      </div>
      ${figures === null
        ? html`<p class="soft">${say(common.loading)}</p>`
        : html`
            <ul class="review-rates">${figures.all.rates.map((rate) => drawRate(rate, reviews))}</ul>
            ${drawGroups(state, figures.items, reviews)}
          `}
    </section>
  `;
}

function drawRate(rate: Rate, reviews: Reviews): TemplateResult {
  const [number, of] = COUNTED_BY[rate.rate];
  return html`<li class="review-rate" data-rate=${rate.rate}>
    <p class="review-rate__name">${say(words.rates[rate.rate])}</p>
    <p class="review-rate__value number">${valueOf(rate)}</p>
    <p class="soft">
      ${drawCount(rate.number, number, {}, reviews)} / ${drawCount(rate.of, of, {}, reviews)}
      ${rate.goal === null ? nothing : html`<span class="review-rate__goal">${say(words.goal(percent(rate.goal)))}</span>`}
    </p>
    ${drawNotDue(rate, reviews)} ${drawGoal(rate)}
  </li>`;
}

/** What the rate leaves out because there is still time. */
function drawNotDue({ rate, not_due }: Rate, reviews: Reviews): Drawn {
  if (not_due === 0) return nothing;
  return html`<p class="soft" data-not-due>${say(words.notDue)} ${drawCount(not_due, NOT_DUE[rate] ?? null, {}, reviews)}</p>`;
}

function drawGoal({ goal, value }: Rate): Drawn {
  if (goal === null || value === null) return nothing;
  const met = value >= goal;
  return html`<p><span class="state ${met ? "state--good" : "state--bad"}">${say(met ? words.met : words.notMet)}</span></p>`;
}

/** A count as the way to its rows; plain where there are none to show. */
function drawCount(count: number, counted: string | null, group: Partial<Filters>, reviews: Reviews): TemplateResult {
  const what = counted === null ? undefined : words.counted[counted];
  if (counted === null || what === undefined || count === 0) return html`<span class="number">${count}</span>`;
  return html`<button
    class="review-count number"
    data-counted=${counted}
    aria-label=${say(words.toRows(say(what), count))}
    @click=${() => void reviews.rows(counted, group)}
  >
    ${count}
  </button>`;
}

function drawGroups({ by }: ReviewsState, items: readonly Group[], reviews: Reviews): TemplateResult {
  return html`
    <div class="reviews__shows" role="group" aria-label=${say(words.groupBy)}>
      ${GROUPS.map(
        (one) => html`<button class="reviews__show" data-by=${one} aria-pressed=${by === one} @click=${() => void reviews.group(one)}>${say(words.groups[one])}</button>`,
      )}
    </div>
    <div class="review-table" tabindex="0" role="region" aria-label=${say(words.groups[by])}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">${say(words.groups[by])}</th>
            ${[words.served, words.reviewed, words.bad].map((name) => html`<th scope="col" class="figure">${say(name)}</th>`)}
            ${COLUMNS.map((name) => html`<th scope="col" class="figure">${say(words.rates[name])}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${items.map((group) => drawGroup(group, by, reviews))}
        </tbody>
      </table>
    </div>
  `;
}

function drawGroup(group: Group, by: By, reviews: Reviews): TemplateResult {
  const narrowed = group.key === null ? null : { [by]: group.key };
  const count = (name: "reviewed" | "bad"): TemplateResult => drawCount(group.counts[name] ?? 0, narrowed === null ? null : name, narrowed ?? {}, reviews);
  return html`<tr data-group=${group.key ?? ""}>
    <th scope="row">${say(group.name)}</th>
    <td class="figure number">${group.counts.served}</td>
    <td class="figure">${count("reviewed")}</td>
    <td class="figure">${count("bad")}</td>
    ${COLUMNS.map((name) => drawCell(group.rates.find((rate) => rate.rate === name)))}
  </tr>`;
}

function drawCell(rate: Rate | undefined): TemplateResult {
  if (rate === undefined || rate.value === null) return html`<td class="figure soft">–</td>`;
  const short = rate.goal !== null && rate.value < rate.goal;
  return html`<td class="figure number ${short ? "review-table__short" : ""}">
    ${valueOf(rate)}${short ? html`<span class="for-readers"> ${say(words.notMet)}</span>` : nothing}
    <span class="soft">${rate.number}/${rate.of}</span>
  </td>`;
}

/** The score is points out of ten, everything else a share. */
function valueOf({ rate, value }: Rate): string {
  if (value === null) return say(words.nothingYet);
  return rate === "score" ? value.toFixed(1) : percent(value);
}

/** Never rounded up to a goal that was missed. */
function percent(share: number): string {
  return `${Math.floor(share * 1000 + 1e-6) / 10}%`;
}
