// The rows that the chosen figure counts: requests for help, or one-time notices with what came of them.

import { html, nothing, type TemplateResult } from "lit";

import { HELP_LOOKS } from "../help/asking";
import { clockTime, dayIn, minutesSince } from "../shared/format";
import { icon } from "../shared/icons";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { words as staff } from "../staff/words";
import type { Counts } from "./counts";
import type { HelpRow, NoticeRow } from "./shapes";
import { everything, mayList, type Chosen, type CountsState } from "./state";
import { nameOf } from "./view-figures";
import { words } from "./words";

export function drawRows(state: CountsState, counts: Counts): TemplateResult {
  const { chosen, rows, next, part, session, hall } = state;
  if (!mayList(session, part)) return html`<section class="counts__rows"><p class="notice" data-hidden>${say(words.rowsHidden)}</p></section>`;
  const total = rows !== null && next === null ? rows.length : null;
  const what = chosen.number === undefined ? nameOf(chosen.counted) : words.found(chosen.number);
  return html`
    <section class="counts__rows" aria-label=${say(what)}>
      ${part === "help" ? drawFind(chosen, counts) : nothing}
      <h2 tabindex="-1" data-rows=${chosen.counted}>${say(words.rows(say(what), total))}</h2>
      ${drawChips(state, counts)} ${rows === null ? html`<p class="soft">${say(common.loading)}</p>` : nothing}
      ${rows?.length === 0 ? html`<p class="soft" data-none>${say(words.none)}</p>` : nothing}
      <ul class="staff-rows">${rows?.map((row) => ("state" in row ? drawHelp(row, hall?.timezone) : drawNotice(row, hall?.timezone)))}</ul>
      ${next === null ? nothing : html`<button class="button" data-action="more" @click=${() => void counts.more()}>${say(words.more)}</button>`}
    </section>
  `;
}

/** A request by its number, as it is written on the phone of whoever asked. */
function drawFind(chosen: Chosen, counts: Counts): TemplateResult {
  const send = (event: Event): void => {
    event.preventDefault();
    const number = String(new FormData(event.target as HTMLFormElement).get("number")).trim();
    void counts.choose(number === "" ? everything("help") : { ...everything("help"), number });
  };
  return html`<form class="counts__find" role="search" @submit=${send}>
    <label
      ><span>${say(words.find)}</span>
      <input class="field__input" name="number" autocomplete="off" maxlength="16" placeholder=${say(words.findHint)} .value=${chosen.number ?? ""} />
    </label>
    <button class="button" data-action="find">${say(words.findGo)}</button>
  </form>`;
}

/** The group, and what else the figure is narrowed by; each goes by a press. */
function drawChips({ chosen }: CountsState, counts: Counts): Drawn {
  const chip = (name: string, text: string, without: CountsState["chosen"]): TemplateResult => html`<button
    class="reviews__chip"
    data-chip=${name}
    @click=${() => void counts.choose(without)}
  >
    ${text}${icon("cross")}
  </button>`;
  if (chosen.group === null && chosen.number === undefined && !("venue" in chosen.also)) return nothing;
  return html`<div class="reviews__chips">
    ${chosen.number === undefined ? nothing : chip("number", say(words.found(chosen.number)), everything("help"))}
    ${chosen.group === null ? nothing : chip("group", say(chosen.group.name), { ...chosen, group: null })}
    ${"venue" in chosen.also ? chip("venue", say(words.venues.here ?? words.all), { ...chosen, also: {} }) : nothing}
  </div>`;
}

function drawHelp(row: HelpRow, zone: string | undefined): TemplateResult {
  const came = row.started_at === null ? null : words.cameAfter(minutesSince(row.requested_at, new Date(row.started_at)));
  const what = [row.service_label, say(name(staff.helpSources, row.source)), say(name(words.venues, row.venue)), row.escalation];
  return html`<li class="counts__row" data-row=${row.number} data-state=${row.state}>
    <p class="counts__row-head">
      <b class="number">${row.number}</b> ${row.ticket ? html`<span class="number">${row.ticket.number}</span>` : nothing}
      <span class="state ${HELP_LOOKS[row.state]}">${row.label}</span>
      ${row.overdue ? html`<span class="state state--bad">${say(staff.helpLate)}</span>` : nothing}
    </p>
    <p>${what.filter(Boolean).join(" · ")}</p>
    <p class="soft">
      <span class="number">${dayIn(zone, new Date(row.requested_at))} ${clockTime(row.requested_at, zone)}</span>
      ${came === null ? nothing : html` · ${say(came)}`} ${row.aide === null ? nothing : html` · ${say(words.helper(row.aide))}`}
    </p>
  </li>`;
}

function drawNotice(row: NoticeRow, zone: string | undefined): TemplateResult {
  const back = row.credited ? words.backInTime : row.returned ? words.back : words.notBack;
  const where = row.window === null ? null : say(words.atWindow(row.window));
  return html`<li class="counts__row" data-row=${row.number}>
    <p class="counts__row-head">
      <b class="number">${row.number}</b>
      <span class="state ${row.returned ? "state--good" : ""}">${say(back)}</span>
      ${row.not_told_first ? html`<span class="state state--bad">${say(words.forgotten)}</span>` : nothing}
    </p>
    <p>${[row.service_label, where, say(words.toldBy(row.by ?? say(words.unknown)))].filter(Boolean).join(" · ")}</p>
    <p class="soft number">${row.day} ${clockTime(row.at, zone)}</p>
    ${row.later.map(
      (one) => html`<p class="counts__later">
        ${say(words.later(one.day, one.number, one.by ?? say(words.unknown)))}${one.untold > 0 ? html`<b> ${say(words.untold(one.untold))}</b>` : nothing}
      </p>`,
    )}
  </li>`;
}

function name(names: Readonly<Record<string, Text>>, code: string): Text {
  return names[code] ?? { zh: code, en: code };
}
