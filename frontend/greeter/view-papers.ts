// 应急号: the table in which paper numbers are typed, by keyboard, row by row.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { say, type Text } from "../shared/language";
import { stateBadge, type Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { words as staff } from "../staff/words";
import type { Greeter } from "./greeter";
import { OUTCOMES } from "./paper-table";
import { isBlank, meant, MUST_TELL, type Row, type RowFlaws } from "./papers";
import type { GreeterState } from "./state";
import { typed } from "./typed";
import { words } from "./words";

const DAYS_BACK = 7;

export function drawPapers(state: GreeterState, greeter: Greeter): TemplateResult {
  const { sheet, busy } = state;
  const filled = sheet.rows.filter((row) => !isBlank(row)).length;
  const keyed = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !event.ctrlKey || event.repeat) return;
    event.preventDefault();
    void greeter.papers.submit();
  };
  return html`
    <section class="papers" @keydown=${keyed}>
      <p class="soft papers__more">${say(words.papersMore)}</p>
      ${drawDay(state, greeter)}
      <table class="table papers__table">
        <thead>
          <tr>
            ${Object.values(words.columns).map((column: Text) => html`<th scope="col">${say(column)}</th>`)}
            <th><span class="for-readers">${say(common.cancel)}</span></th>
          </tr>
        </thead>
        <tbody>
          ${sheet.rows.map((row, at) => drawRow(row, at, state, greeter))}
        </tbody>
      </table>
      <div class="papers__deeds">
        <button class="button" data-action="add-row" @click=${() => greeter.papers.next(sheet.rows.length - 1)}>
          ${icon("plus")}${say(words.addRow)}
        </button>
        <button
          class="button button--filled"
          data-action="enter-papers"
          ?disabled=${busy !== null || filled === 0}
          @click=${() => void greeter.papers.submit()}
        >
          ${say(words.enterAll(filled))} <kbd>Ctrl</kbd><kbd>Enter</kbd>
        </button>
      </div>
      ${drawEntered(state, greeter)}
    </section>
  `;
}

function drawDay({ sheet }: GreeterState, greeter: Greeter): TemplateResult {
  const days = Array.from({ length: DAYS_BACK }, (_, ago) => greeter.papers.day(ago));
  return html`
    <label class="field papers__day">
      <span class="field__label">${say(words.day)}</span>
      <select class="field__input" name="day" @change=${typed((day) => greeter.papers.onDay(day))}>
        ${days.map(
          (day, ago) => html`<option value=${day} ?selected=${day === sheet.day}>${ago ? day : `${say(words.today)} ${day}`}</option>`,
        )}
      </select>
    </label>
  `;
}

function drawRow(row: Row, at: number, state: GreeterState, greeter: Greeter): TemplateResult {
  const flaws = state.rowFlaws.get(at) ?? {};
  const cell = (name: "paper" | "time" | "services" | "told", flaw: string, extra = ""): TemplateResult => html`
    <input
      class="field__input papers__cell ${extra}"
      name=${name}
      data-first=${at === 0 && name === "paper" ? "papers" : nothing}
      aria-label=${`${say(words.columns[name])} ${at + 1}`}
      aria-invalid=${flaws[flaw] !== undefined}
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      .value=${row[name]}
      @input=${typed((value) => greeter.papers.edit(at, { [name]: value }))}
      @keydown=${(event: KeyboardEvent) => rowKey(event, at, greeter)}
    />
    ${drawFlaw(flaws, flaw)}
  `;
  return html`
    <tr data-row=${at} class=${Object.keys(flaws).length ? "papers__wrong" : ""}>
      <td data-label=${say(words.columns.paper)}>${cell("paper", "paper", "number")}</td>
      <td data-label=${say(words.columns.time)}>${cell("time", "given_at", "number")}</td>
      <td data-label=${say(words.columns.services)}>${cell("services", "services")} ${drawMeant(row, state)}</td>
      <td data-label=${say(words.columns.category)}>
        ${drawSelect("category", row.category, words.noCategory, Object.entries(staff.categories), at, greeter)}
        ${drawFlaw(flaws, "category")}
      </td>
      <td data-label=${say(words.columns.help)}>
        <input
          type="checkbox"
          name="needs_help"
          aria-label=${`${say(words.columns.help)} ${at + 1}`}
          .checked=${row.needsHelp}
          @change=${() => greeter.papers.edit(at, { needsHelp: !row.needsHelp })}
        />
      </td>
      <td data-label=${say(words.columns.outcome)}>
        ${drawSelect("outcome", row.outcome, words.stillWaiting, OUTCOMES.map((code) => [code, common.outcomes[code]]), at, greeter)}
        ${drawFlaw(flaws, "served.outcome")}
      </td>
      <td data-label=${say(words.columns.told)}>${MUST_TELL.includes(row.outcome) ? cell("told", "served.told") : nothing}</td>
      <td>
        <button class="take__drop" aria-label=${say(words.removeRow(at + 1))} @click=${() => greeter.papers.remove(at)}>
          ${icon("cross")}
        </button>
      </td>
    </tr>
  `;
}

function rowKey(event: KeyboardEvent, at: number, greeter: Greeter): void {
  if (event.key !== "Enter" || event.ctrlKey || event.isComposing) return;
  event.preventDefault();
  greeter.papers.next(at);
}

function drawSelect(
  name: "category" | "outcome",
  chosen: string,
  none: Text,
  options: readonly (readonly [string, Text])[],
  at: number,
  greeter: Greeter,
): TemplateResult {
  return html`
    <select
      class="field__input papers__cell"
      name=${name}
      aria-label=${`${say(words.columns[name])} ${at + 1}`}
      @change=${typed((value) => greeter.papers.edit(at, { [name]: value }))}
    >
      <option value="" ?selected=${chosen === ""}>${say(none)}</option>
      ${options.map(([code, text]) => html`<option value=${code} ?selected=${code === chosen}>${say(text)}</option>`)}
    </select>
  `;
}

/** What the typed letters stand for, so that a wrong match is seen before it is entered. */
function drawMeant(row: Row, { services, bundles }: GreeterState): Drawn {
  if (row.services.trim() === "") return nothing;
  const { services: found, bundle } = meant(row.services, services, bundles);
  const names = bundle ? [say(bundle.name)] : found.map((one) => say(one.name));
  return names.length ? html`<p class="papers__meant" data-meant>${names.join(say(common.between))}</p>` : nothing;
}

function drawFlaw(flaws: RowFlaws, name: string): Drawn {
  const flaw = flaws[name];
  if (flaw === undefined) return nothing;
  return html`<p class="papers__flaw" role="alert">${typeof flaw === "string" ? flaw : say(flaw)}</p>`;
}

function drawEntered({ entered }: GreeterState, greeter: Greeter): Drawn {
  if (entered.length === 0) return nothing;
  return html`
    <h2 class="take__heading">${say(words.lastEntered)}</h2>
    <ul class="papers__entered">
      ${entered.map(
        (one) => html`
          <li data-entered=${one.number}>
            <button class="helped__number number" @click=${() => void greeter.look(one.number)}>${one.number}</button>
            ${stateBadge(one.state)} ${one.fresh ? nothing : html`<span class="soft">${say(words.enteredBefore)}</span>`}
          </li>
        `,
      )}
    </ul>
  `;
}
