// A file of the hotline's orders: how it is to look, which is chosen, what is wrong with it line by line, what was taken in.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { say } from "../shared/language";
import type { Escalations } from "./escalations";
import type { TakenList } from "./shapes-panels";
import type { LedgerState, Panel } from "./state";
import { panelWords } from "./words-panels";

export function drawImport({ file, faults, taken }: Panel, { busy }: LedgerState, page: Escalations): TemplateResult {
  const take = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const [chosen] = input.files ?? [];
    // So that the same file, corrected, can be chosen again.
    input.value = "";
    if (chosen) void page.panels.take(chosen);
  };
  return html`
    <p>${say(panelWords.importHint)}</p>
    <p>
      <label class="button materials__add case-import__choose">
        ${icon("plus")}<span>${say(panelWords.choose)}</span>
        <input type="file" class="materials__input" name="orders" accept=".csv,text/csv" aria-label=${say(panelWords.choose)} ?disabled=${busy !== null} @change=${take} />
      </label>
    </p>
    ${faults.length ? drawFaults(file ?? "", faults) : nothing} ${taken === null ? nothing : drawTaken(file ?? "", taken, page)}
  `;
}

/** A fault is named `line:column`, or by its line alone. */
function drawFaults(file: string, faults: Panel["faults"]): TemplateResult {
  return html`<p class="notice notice--bad" role="alert">${say(panelWords.faults(file, faults.length))}</p>
  <div class="review-table" tabindex="0" role="region" aria-label=${say(panelWords.wrong)} data-faults=${faults.length}>
    <table class="table">
      <thead><tr><th scope="col" class="figure">${say(panelWords.line)}</th><th scope="col">${say(panelWords.column)}</th><th scope="col">${say(panelWords.wrong)}</th></tr></thead>
      <tbody>
        ${faults.map(({ field, message }) => {
          const [line = "", ...column] = field.split(":");
          return html`<tr data-line=${line}><td class="figure number">${line}</td><td>${column.join(":")}</td><td class="case-import__why">${message}</td></tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

function drawTaken(file: string, { items, taken, known }: TakenList, page: Escalations): TemplateResult {
  return html`<p><b>${file}</b> ${say(panelWords.imported(taken, known))}</p>
  <div class="review-table" tabindex="0" role="region" aria-label=${say(panelWords.standing)} data-taken=${taken}>
    <table class="table">
      <thead><tr><th scope="col" class="figure">${say(panelWords.line)}</th><th scope="col">${say(panelWords.order)}</th><th scope="col">${say(panelWords.number)}</th><th scope="col">${say(panelWords.standing)}</th></tr></thead>
      <tbody>
        ${items.map(
          (one) => html`<tr>
            <td class="figure number">${one.line}</td>
            <td class="number">${one.order}</td>
            <td><button class="review-count number" data-number=${one.number} @click=${() => page.panels.find(one.number)}>${one.number}</button></td>
            <td>${say(one.known ? panelWords.known : panelWords.new)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
