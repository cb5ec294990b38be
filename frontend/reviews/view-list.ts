// The list of reviews: what it is narrowed to, and each with the step that waits and until when.

import { html, nothing, type TemplateResult } from "lit";

import { face } from "../review/faces";
import { clockTime } from "../shared/format";
import { icon } from "../shared/icons";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { words as staff } from "../staff/words";
import type { Reviews } from "./reviews";
import type { ReviewSummary } from "./shapes";
import type { Filters, ReviewsState } from "./state";
import { words } from "./words";

const SHOWS = ["to_do", "overdue", "all"] as const;

export function drawList(state: ReviewsState, reviews: Reviews): TemplateResult {
  const { items, next, filters } = state;
  return html`
    <section class="reviews__list" aria-label=${say(words.list)}>
      ${drawFilters(state, reviews)} ${drawChips(state, reviews)}
      ${items === null ? html`<p class="soft reviews__none">${say(common.loading)}</p>` : nothing}
      ${items?.length === 0
        ? html`<p class="soft reviews__none" data-none>${say(filters.show === "to_do" ? words.noneToDo : words.none)}</p>`
        : nothing}
      <ul class="staff-rows">${items?.map((item) => drawRow(item, state, reviews))}</ul>
      ${next === null ? nothing : html`<button class="button" data-action="more" @click=${() => void reviews.more()}>${say(words.more)}</button>`}
    </section>
  `;
}

function drawFilters({ filters, services, hall }: ReviewsState, reviews: Reviews): TemplateResult {
  const windows = [...(hall?.windows ?? [])].sort((one, other) => one.number - other.number);
  return html`
    <div class="reviews__filters">
      <div class="reviews__shows" role="group" aria-label=${say(words.show)}>
        ${SHOWS.map(
          (show) => html`<button class="reviews__show" data-show=${show} aria-pressed=${filters.show === show} @click=${() => void reviews.narrow({ show })}>
            ${say(words.shows[show])}
          </button>`,
        )}
      </div>
      ${choice("service", words.service, filters.service, [["", words.anyService], ...services.map(({ code, name }) => [code, name] as const)], reviews)}
      ${choice(
        "window",
        words.window,
        filters.window,
        [["", words.anyWindow], ...windows.map(({ number }) => [String(number), words.atWindow(number)] as const)],
        reviews,
      )}
      ${drawDays(filters, (days) => void reviews.narrow(days))}
    </div>
  `;
}

function choice(
  name: "service" | "window",
  label: Text,
  chosen: string,
  options: readonly (readonly [string, Text])[],
  reviews: Reviews,
): TemplateResult {
  const change = (event: Event): void => void reviews.narrow({ [name]: (event.target as HTMLSelectElement).value });
  return html`<select class="field__input reviews__choice" name=${name} aria-label=${say(label)} @change=${change}>
    ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${say(text)}</option>`)}
  </select>`;
}

export function drawDays({ from, to }: Filters, change: (days: { from?: string; to?: string }) => void): TemplateResult {
  const day = (name: "from" | "to", value: string): TemplateResult => html`
    <label class="reviews__day"
      ><span>${say(words[name])}</span>
      <input class="field__input" type="date" name=${name} .value=${value} @change=${(event: Event) => change({ [name]: (event.target as HTMLInputElement).value })} />
    </label>
  `;
  return html`<span class="reviews__days">${day("from", from)} ${day("to", to)}</span>`;
}

/** What a figure or a tag has narrowed the list to; each goes by a press. */
function drawChips({ filters, figures }: ReviewsState, reviews: Reviews): Drawn {
  const department = figures?.items.find(({ key }) => key === filters.department);
  const told = {
    counted: filters.counted && say(words.counted[filters.counted] ?? { zh: filters.counted, en: filters.counted }),
    department: department === undefined ? filters.department : say(department.name),
    person: filters.person,
    tag: filters.tag,
  };
  const chips = Object.entries(told).filter(([, text]) => text !== "");
  if (chips.length === 0) return nothing;
  return html`<div class="reviews__chips">
    <span class="soft">${say(words.narrowed)}</span>
    ${chips.map(
      ([name, text]) => html`<button class="reviews__chip" data-chip=${name} aria-label=${say(words.drop(text))} @click=${() => void reviews.narrow({ [name]: "" })}>
        ${text}${icon("cross")}
      </button>`,
    )}
  </div>`;
}

function drawRow(item: ReviewSummary, { one, hall }: ReviewsState, reviews: Reviews): TemplateResult {
  const where = item.window === null ? "" : say(words.atWindow(item.window));
  return html`<li>
    <button class="review-row" data-review=${item.id} aria-current=${one?.id === item.id} @click=${() => void reviews.open(item.id)}>
      ${face(item.rating)}
      <span class="review-row__what">
        <b><span class="number">${item.number}</span> ${item.label}</b>
        <span>${[item.service_label, where, item.person ?? ""].filter(Boolean).join(" · ")}</span>
        <span class="soft">
          <span class="number">${item.day} ${clockTime(item.given_at, hall?.timezone)}</span>
          ${item.tags.map(({ name }) => html` · ${say(name)}`)} ${item.has_text ? html` · ${say(words.withText)}` : nothing}
        </span>
      </span>
      <span class="review-row__state">
        ${item.real_name ? html`<span class="state state--plain">${say(words.realName)}</span>` : nothing} ${drawState(item)}
      </span>
    </button>
  </li>`;
}

/** An open appeal first, then the step that waits, by word and colour. */
function drawState(item: ReviewSummary): Drawn {
  if (item.appeal === "open") return html`<span class="state state--wait" data-state="appeal">${say(staff.appeals.open)}</span>`;
  if (item.appeal === "upheld") return html`<span class="state" data-state="upheld">${say(staff.appeals.upheld)}</span>`;
  if (item.reached === null) return nothing;
  if (item.next === null) return html`<span class="state state--good" data-state="done">${say(words.done)}</span>`;
  return drawLimit(item);
}

/** Until when: yellow on the last day, red once that is over. */
export function drawLimit({ due_on, last_day, overdue }: ReviewSummary): Drawn {
  if (due_on === null) return nothing;
  const limit = overdue ? "red" : last_day ? "yellow" : "calm";
  const look = { calm: "", yellow: "state--wait", red: "state--bad" }[limit];
  const told = { calm: words.dueOn(due_on), yellow: words.dueToday, red: words.overdue(due_on) }[limit];
  return html`<span class="state ${look}" data-limit=${limit}>${say(told)}</span>`;
}
