// The ledger's figures: counts, rates and lengths of all of it with the numbers they rest on, then by group; each leads to its records.

import { html, nothing, type TemplateResult } from "lit";

import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { Escalations } from "./escalations";
import type { LedgerGroup, LedgerLength, LedgerRate } from "./shapes-panels";
import { GROUPS, type By, type Filters, type Panel } from "./state";
import { panelWords } from "./words-panels";

/** The rates that a table has room for. */
const COLUMNS = ["in_time", "satisfied", "reopened", "rectified"] as const;

export function drawLedgerFigures({ figures, by }: Panel, page: Escalations): Drawn {
  if (figures === null) return html`<p class="soft">${say(common.loading)}</p>`;
  const { all, items } = figures;
  return html`
    <p class="case-again__head">
      ${Object.entries(panelWords.counts).map(([name, text]) => html`<span>${say(text)} ${count(all.counts[name] ?? 0, name, text, {}, page)}</span>`)}
    </p>
    <ul class="review-rates">${all.rates.map((rate) => drawRate(rate, page))} ${all.lengths.map(drawLength)}</ul>
    <div class="reviews__shows" role="group" aria-label=${say(panelWords.by)}>
      ${GROUPS.map((one) => html`<button class="reviews__show" data-by=${one} aria-pressed=${by === one} @click=${() => page.panels.change({ by: one })}>${say(panelWords.groups[one])}</button>`)}
    </div>
    ${drawGroups(items, by, page)}
  `;
}

function drawRate({ rate, value, number, of, counted, not_due, not_due_counted }: LedgerRate, page: Escalations): TemplateResult {
  const name = panelWords.rates[rate] ?? { zh: rate, en: rate };
  return html`<li class="review-rate" data-rate=${rate}>
    <p class="review-rate__name">${say(name)}</p>
    <p class="review-rate__value number">${percent(value)}</p>
    <p class="soft">${count(number, counted[0], name, {}, page)} / ${count(of, counted[1], name, {}, page)}</p>
    ${not_due === 0 || not_due_counted === null ? nothing : html`<p class="soft" data-not-due>${say(panelWords.notDue)} ${count(not_due, not_due_counted, panelWords.notDueOf(name), {}, page)}</p>`}
  </li>`;
}

function drawLength({ length, mean, longest }: LedgerLength): TemplateResult {
  return html`<li class="review-rate" data-length=${length}>
    <p class="review-rate__name">${say(panelWords.lengths[length] ?? { zh: length, en: length })}</p>
    <p>${say(mean === null || longest === null ? panelWords.ofNothing : panelWords.workdays(mean, longest))}</p>
  </li>`;
}

function drawGroups(items: readonly LedgerGroup[], by: By, page: Escalations): TemplateResult {
  return html`<div class="review-table" tabindex="0" role="region" aria-label=${say(panelWords.groups[by])}>
    <table class="table">
      <thead>
        <tr>
          <th scope="col">${say(panelWords.groups[by])}</th>
          ${Object.values(panelWords.counts).map((name) => html`<th scope="col" class="figure">${say(name)}</th>`)}
          ${COLUMNS.map((name) => html`<th scope="col" class="figure">${say(panelWords.rates[name]!)}</th>`)}
        </tr>
      </thead>
      <tbody>${items.map((group) => drawGroup(group, by, page))}</tbody>
    </table>
  </div>`;
}

function drawGroup({ key, name, counts, rates }: LedgerGroup, by: By, page: Escalations): TemplateResult {
  const rate = (wanted: string): LedgerRate | undefined => rates.find((one) => one.rate === wanted);
  return html`<tr data-group=${key ?? ""}>
    <th scope="row">${say(name)}</th>
    ${Object.entries(panelWords.counts).map(
      ([counted, text]) => html`<td class="figure">${key === null ? html`<span class="number">${counts[counted] ?? 0}</span>` : count(counts[counted] ?? 0, counted, text, { [by]: key }, page)}</td>`,
    )}
    ${COLUMNS.map((wanted) => html`<td class="figure number">${percent(rate(wanted)?.value ?? null)} <span class="soft">${rate(wanted)?.number ?? 0}/${rate(wanted)?.of ?? 0}</span></td>`)}
  </tr>`;
}

/** A count as the way to its records; plain where there are none to show. */
function count(n: number, counted: string, what: Text, group: Partial<Filters>, page: Escalations): TemplateResult {
  if (n === 0) return html`<span class="number">0</span>`;
  return html`<button class="review-count number" data-counted=${counted} aria-label=${say(panelWords.toRows(say(what), n))} @click=${() => page.panels.rows(counted, group)}>${n}</button>`;
}

function percent(value: number | null): string | typeof nothing {
  return value === null ? "–" : `${(value * 100).toFixed(1)}%`;
}
