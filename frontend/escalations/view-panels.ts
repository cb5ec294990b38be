// What stands over the ledger for all of it, and what each of these opens.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { language, say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { Escalations } from "./escalations";
import type { Repeated } from "./shapes-panels";
import { listQuery, SPANS, type LedgerState, type Panel, type PanelName } from "./state";
import { drawLedgerFigures } from "./view-ledger-figures";
import { drawImport } from "./view-import";
import { day } from "./view-list";
import { words } from "./words";
import { panelWords } from "./words-panels";

/** The sheet for whoever has a list; the rest for whoever has the whole ledger. */
export function drawTools({ filters, code, panel }: LedgerState, page: Escalations): TemplateResult {
  const query = listQuery(filters.text.trim().length < 2 ? { ...filters, text: "" } : filters, null);
  const names: readonly PanelName[] = page.part === "ledger" ? ["figures", "repeated", "import"] : [];
  return html`<nav class="case-tools" aria-label=${say(panelWords.tools)}>
    ${names.map(
      (name) => html`<button class="button button--dense" data-panel=${name} aria-pressed=${panel?.name === name} @click=${() => page.panels.show(panel?.name === name ? null : name)}>
        ${say(panelWords.names[name])}
      </button>`,
    )}
    <a class="button button--dense" data-action="sheet" href="/api/v1/halls/${code}/escalations.xlsx?${query}&lang=${language()}" download>${say(panelWords.sheet)}</a>
  </nav>`;
}

export function drawPanel(panel: Panel, state: LedgerState, page: Escalations): TemplateResult {
  return html`<section class="case-panel" data-shown=${panel.name}>
    <div class="case-panel__head">
      <h2 tabindex="-1">${say(panelWords.names[panel.name])}</h2>
      <button class="button button--quiet" data-action="list" @click=${() => page.panels.show(null)}>${icon("back")}${say(words.back)} <kbd>Esc</kbd></button>
    </div>
    ${panel.name === "import" ? drawImport(panel, state, page) : html`${drawSpan(panel, page)} ${panel.name === "figures" ? drawLedgerFigures(panel, page) : drawRepeated(panel, state, page)}`}
  </section>`;
}

function drawSpan(panel: Panel, page: Escalations): TemplateResult {
  const found = panel.figures ?? panel.repeated;
  const change = (event: Event): void => page.panels.change({ days: Number((event.target as HTMLSelectElement).value) as Panel["days"] });
  return html`<p class="case-panel__span">
    <select class="field__input cases__choice" name="days" aria-label=${say(panelWords.span)} @change=${change}>
      ${SPANS.map((days) => html`<option value=${days} ?selected=${days === panel.days}>${say(panelWords.days(days))}</option>`)}
    </select>
    ${found === null ? nothing : html`<span class="soft number">${say(panelWords.between(found.first, found.last))}</span>`}
  </p>`;
}

function drawRepeated({ repeated }: Panel, state: LedgerState, page: Escalations): Drawn {
  if (repeated === null) return html`<p class="soft">${say(common.loading)}</p>`;
  return html`
    <p class="soft">${say(panelWords.repeatedHint)}</p>
    ${repeated.items.length === 0 ? html`<p data-none>${say(panelWords.nothingRepeated)}</p>` : nothing}
    <ol class="case-again">${repeated.items.map((one) => drawOneOf(one, state, page))}</ol>
  `;
}

/** One thing that keeps coming back: how often, when, which records, and what was put right after it. */
function drawOneOf(one: Repeated, { hall }: LedgerState, page: Escalations): TemplateResult {
  const what = one.service_label ? say(one.service_label) : (one.service ?? say(panelWords.noService));
  const more = [one.cause_label ?? say(panelWords.noCause), say(one.department_label ?? panelWords.noDepartment)];
  const right = one.rectified.length > 0;
  return html`<li class="case-again__one" data-service=${one.service ?? ""} data-records=${one.records}>
    <p class="case-again__head">
      <b>${what}</b> <span>${more.join(" · ")}</span>
      <span class="state state--wait">${say(panelWords.times(one.records))}</span>
      ${one.open ? html`<span class="state state--plain">${say(panelWords.ofThem(one.open))}</span>` : nothing}
      <span class="soft number">${say(panelWords.lastOn(one.first_on, one.last_on))}</span>
    </p>
    <p class="case-again__numbers">${one.numbers.map((number) => html`<button class="review-count number" data-number=${number} @click=${() => page.panels.find(number)}>${number}</button>`)}</p>
    ${
      right
        ? html`<p>${say(panelWords.putRight)} <span class="state ${one.since ? "state--bad" : "state--good"}" data-since=${one.since}>${say(panelWords.since(one.since))}</span></p>
            <ul class="case-again__right">
              ${one.rectified.map(({ number, at, text }) => html`<li><span class="number">${number}${at === null ? nothing : html` · ${day(at, hall?.timezone)}`}</span> <span class="case-text">${text}</span></li>`)}
            </ul>`
        : html`<p class="soft">${say(panelWords.notPutRight)}</p>`
    }
  </li>`;
}
