// The ledger as a list: what it is narrowed to, and each record with its state, its time and its cards.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime, dayIn, untilThere } from "../shared/format";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { Escalations } from "./escalations";
import { calledIn, type Card, type Due, type Summary } from "./shapes";
import type { Filters, LedgerState } from "./state";
import { words } from "./words";

type Choices = readonly (readonly [string, Text | string])[];

export function drawList(state: LedgerState, page: Escalations): TemplateResult {
  const { items, next } = state;
  return html`
    <section class="cases__list" aria-label=${say(words.list)}>
      ${drawFilters(state, page)}
      ${items === null ? html`<p class="soft cases__none" data-loading>${say(common.loading)}</p>` : nothing}
      ${items?.length === 0 ? html`<p class="soft cases__none" data-none>${say(words.empty)}</p>` : nothing}
      <ul class="staff-rows">${items?.map((item) => drawRow(item, state, page))}</ul>
      ${next === null ? nothing : html`<button class="button" data-action="more" @click=${() => void page.more()}>${say(words.more)}</button>`}
    </section>
  `;
}

function drawFilters({ filters, services, departments, figures, items }: LedgerState, page: Escalations): TemplateResult {
  const named = (texts: Readonly<Record<string, Text>>): Choices => Object.entries(texts);
  const states: Choices = figures.flatMap(({ query, name }) => (query["state"] ? [[standing(query), name] as const] : []));
  return html`
    <div class="cases__filters" role="group" aria-label=${say(words.filters)}>
      <input
        class="field__input cases__find"
        type="search"
        name="text"
        autocomplete="off"
        aria-label=${say(words.find)}
        placeholder=${say(words.find)}
        .value=${filters.text}
        @input=${(event: Event) => page.type((event.target as HTMLInputElement).value)}
      />
      ${chooseStanding(states, filters, page)} ${choice("due", words.due, named(words.dues), filters, page)}
      ${choice("card", words.card, named(words.cards), filters, page)}
      ${departments.length ? choice("department", words.department, departments.map(({ department, name }) => [department, name]), filters, page) : nothing}
      ${choice("service", words.service, services.map(({ code, name }) => [code, name]), filters, page)}
      ${choice("cause", words.cause, named(words.causes), filters, page)} ${choice("source", words.source, named(words.sources), filters, page)}
      <button class="button button--dense" data-action="all" aria-pressed=${filters.open === ""} @click=${() => void page.rows({})}>${say(words.allStates)}</button>
      <span class="for-readers" role="status">${items?.length ?? ""}</span>
    </div>
  `;
}

/** Of some states only those whose reporter was dissatisfied, or was not. */
const standing = ({ state, dissatisfied }: Partial<Record<string, string>>): string => [state, dissatisfied].filter(Boolean).join("&");

function chooseStanding(states: Choices, filters: Filters, page: Escalations): TemplateResult {
  const change = (value: string): void => {
    const [state = "", dissatisfied = ""] = value.split("&");
    void page.narrow({ state, dissatisfied });
  };
  return select("state", words.state, states, standing({ state: filters.state, dissatisfied: filters.dissatisfied }), change);
}

function choice(name: keyof Filters, label: Text, options: Choices, filters: Filters, page: Escalations): TemplateResult {
  return select(name, label, options, filters[name], (value) => void page.narrow({ [name]: value }));
}

function select(name: string, label: Text, options: Choices, chosen: string, change: (value: string) => void): TemplateResult {
  const all: Choices = [["", words.any(say(label))], ...options];
  return html`<select class="field__input cases__choice" name=${name} aria-label=${say(label)} @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}>
    ${all.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${typeof text === "string" ? text : say(text)}</option>`)}
  </select>`;
}

function drawRow(item: Summary, { one, hall }: LedgerState, page: Escalations): TemplateResult {
  const what = say(item.service_label ?? words.noService);
  const who = item.anonymous ? say(words.anonymous) : (item.reporter ?? "");
  return html`<li>
    <button class="case-row" data-record=${item.id} data-state=${item.state} aria-current=${one?.id === item.id} @click=${() => void page.open(item.id)}>
      <span class="case-row__what">
        <b><span class="number">${item.number}</span> ${what}</b>
        <span>${[item.source_label, who, calledIn(item.departments, item.owner ?? item.department)].filter(Boolean).join(" · ")}</span>
        <span class="soft number">${day(item.received_at, hall?.timezone)} ${clockTime(item.received_at, hall?.timezone)}</span>
      </span>
      <span class="case-row__state">
        <span class="state state--plain">${item.state_label}</span> ${drawDue(item, hall?.timezone)} ${item.card ? drawCard({ colour: item.card }) : nothing}
        ${item.reopened ? html`<span class="state state--wait">${say(words.reopened(item.reopened))}</span>` : nothing}
      </span>
    </button>
  </li>`;
}

const LOOKS: Readonly<Record<Due, string>> = { overdue: "state--bad", today: "state--wait", later: "" };

/** Until when: yellow on the day itself, red once that is over; a held clock says so. */
export function drawDue({ due, due_at, paused }: Pick<Summary, "due" | "due_at" | "paused">, zone?: string): Drawn {
  if (due === null || due_at === null) return nothing;
  const { within, time } = untilThere(due_at, zone);
  const at = `${day(within, zone).slice(5)} ${time}`;
  const told = { overdue: words.overdueSince(at), today: words.todayBy(time), later: words.dueBy(at) }[due];
  return html`<span class="state ${LOOKS[due]}" data-due=${due}>${say(told)}</span>
    ${paused ? html`<span class="state state--wait" data-paused>${say(words.paused)}</span>` : nothing}`;
}

export function drawCard({ colour }: Pick<Card, "colour">): TemplateResult {
  return html`<span class="case-card case-card--${colour}" data-card=${colour}>${say(words.cards[colour])}</span>`;
}

export function day(at: string | Date, zone?: string): string {
  return dayIn(zone, new Date(at));
}
