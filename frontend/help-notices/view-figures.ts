// The figures of either part: counts, each the way to its rows, the rates with the two counts they rest on, and the same
// divided by source, service, person and so on.

import { html, nothing, type TemplateResult } from "lit";

import { say, type Text } from "../shared/language";
import { words as common } from "../shared/words";
import type { Counts } from "./counts";
import type { Group, Part } from "./shapes";
import { mayList, PARTS, type Chosen, type CountsState } from "./state";
import { words } from "./words";

/** The tiles; those that are to be looked at when they are not nought stand out. */
const TILES: Readonly<Record<Part, readonly string[]>> = {
  help: ["requested", "waiting", "helped_now", "overdue", "done", "withdrawn", "unmet"],
  notices: ["told", "returned", "credited", "told_again", "not_told_first"],
};
const COLUMNS: Readonly<Record<Part, readonly string[]>> = {
  help: ["requested", "started", "started_in_time", "done", "withdrawn", "unmet"],
  notices: TILES.notices,
};
const BAD = new Set(["overdue", "unmet", "not_told_first"]);

export function drawFigures(state: CountsState, counts: Counts): TemplateResult {
  const { figures, part } = state;
  if (figures === null) return html`<p class="soft">${say(common.loading)}</p>`;
  return html`
    <ul class="counts__tiles">${TILES[part].map((name) => drawTile(name, figures.all, state, counts))}</ul>
    <ul class="review-rates counts__rates">${part === "help" ? helpRates(figures.all, state, counts) : noticeRates(figures.all, state, counts)}</ul>
    ${drawGroups(state, figures.items, counts)}
  `;
}

function drawTile(name: string, all: Group, state: CountsState, counts: Counts): TemplateResult {
  const count = all.counts[name] ?? 0;
  const look = BAD.has(name) && count > 0 ? "case-figure--bad" : "";
  const inside = html`<b class="number">${count}</b><span>${say(nameOf(name))}</span>`;
  if (!mayList(state.session, state.part)) return html`<li class="case-figure ${look}" data-tile=${name}>${inside}</li>`;
  const chosen: Chosen = { counted: name, group: null, also: {} };
  return html`<li>
    <button class="case-figure ${look}" data-tile=${name} aria-pressed=${isChosen(chosen, state)} @click=${() => void counts.choose(chosen)}>${inside}</button>
  </li>`;
}

function helpRates(all: Group, state: CountsState, counts: Counts): TemplateResult {
  const here = { also: { venue: "here" }, group: null };
  const longest = all.longest_wait_minutes;
  return html`
    ${drawRate("in_time", share(all.in_time), html`${link("started_in_time", all, state, counts)} / ${link("come_due", all, state, counts)}${notDue(all, state, counts)}`)}
    ${drawRate(
      "mean_wait",
      minutes(all.mean_wait_minutes),
      html`${longest === null || longest === undefined ? nothing : html`${say(words.longest(minutes(longest)))} · `}${press(
        { counted: "started", ...here },
        say(words.restsOn),
        say(nameOf("started")),
        state,
        counts,
      )}`,
    )}
  `;
}

/** Who waits and need not have been come to yet. */
function notDue(all: Group, state: CountsState, counts: Counts): TemplateResult | typeof nothing {
  return all.counts["come_later"] ? html` · ${say(nameOf("come_later"))} ${link("come_later", all, state, counts)}` : nothing;
}

function noticeRates(all: Group, state: CountsState, counts: Counts): TemplateResult {
  return drawRate(
    "told_whole",
    share(all.told_whole),
    html`${say(nameOf("returned"))} ${link("returned", all, state, counts)} · ${say(nameOf("not_told_first"))} ${link("not_told_first", all, state, counts)}`,
  );
}

function drawRate(name: keyof typeof words.rates, value: string, rests: TemplateResult): TemplateResult {
  return html`<li class="review-rate" data-rate=${name}>
    <p class="review-rate__name">${say(words.rates[name])}</p>
    <p class="review-rate__value number">${value}</p>
    <p class="soft">${rests}</p>
  </li>`;
}

/** A count as the way to its rows; plain where there are none, or where they are not for whoever looks. */
function link(counted: string, group: Group, state: CountsState, counts: Counts, of: Chosen["group"] = null): TemplateResult {
  const count = group.counts[counted] ?? 0;
  if (count === 0) return html`<span class="number">0</span>`;
  return press({ counted, group: of, also: {} }, String(count), say(words.toRows(say(nameOf(counted)), count)), state, counts);
}

function press(chosen: Chosen, shown: string, label: string, state: CountsState, counts: Counts): TemplateResult {
  if (!mayList(state.session, state.part)) return html`<span class="number">${shown}</span>`;
  return html`<button
    class="review-count number"
    data-counted=${chosen.counted}
    aria-label=${label === shown ? nothing : `${shown} ${label}`}
    aria-pressed=${isChosen(chosen, state)}
    @click=${() => void counts.choose(chosen)}
  >${shown}</button>`;
}

function drawGroups(state: CountsState, items: readonly Group[], counts: Counts): TemplateResult {
  const { part, by } = state;
  return html`
    <div class="reviews__shows" role="group" aria-label=${say(words.divideBy)}>
      ${PARTS[part].by.map(
        (one) => html`<button class="reviews__show" data-by=${one} aria-pressed=${by === one} @click=${() => void counts.divide(one)}>${say(words.by[one] ?? nameOf(one))}</button>`,
      )}
    </div>
    ${items.length === 0
      ? html`<p class="soft" data-no-groups>${say(words.noGroups)}</p>`
      : html`<div class="review-table" tabindex="0" role="region" aria-label=${say(words.by[by] ?? nameOf(by))}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">${say(words.by[by] ?? nameOf(by))}</th>
                ${COLUMNS[part].map((name) => html`<th scope="col" class="figure">${say(nameOf(name))}</th>`)}
                <th scope="col" class="figure">${say(part === "help" ? words.rates.in_time : words.rates.told_whole)}</th>
              </tr>
            </thead>
            <tbody>
              ${items.map((group) => drawGroup(group, state, counts))}
            </tbody>
          </table>
        </div>`}
  `;
}

function drawGroup(group: Group, state: CountsState, counts: Counts): TemplateResult {
  const of = group.key === null ? null : { key: group.key, name: group.name };
  const cell = (name: string): TemplateResult =>
    of === null ? html`<span class="number">${group.counts[name]}</span>` : link(name, group, state, counts, of);
  return html`<tr data-group=${group.key ?? ""}>
    <th scope="row">${say(group.name)}</th>
    ${COLUMNS[state.part].map((name) => html`<td class="figure">${cell(name)}</td>`)}
    <td class="figure number">${share(state.part === "help" ? group.in_time : group.told_whole, "–")}</td>
  </tr>`;
}

function isChosen({ counted, group, also }: Chosen, { chosen }: CountsState): boolean {
  return chosen.number === undefined && chosen.counted === counted && chosen.group?.key === group?.key && JSON.stringify(chosen.also) === JSON.stringify(also);
}

export function nameOf(counted: string): Text {
  return words.counted[counted] ?? { zh: counted, en: counted };
}

/** Never rounded up to a whole that was missed. */
function share(value: number | null | undefined, none: string = say(words.nothingYet)): string {
  return value === null || value === undefined ? none : `${Math.floor(value * 1000 + 1e-6) / 10}%`;
}

function minutes(value: number | null | undefined): string {
  return value === null || value === undefined ? say(words.nothingYet) : say(words.minutes(String(value)));
}

