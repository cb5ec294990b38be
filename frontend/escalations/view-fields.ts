// The fields of a step's form: words, a choice, several of many, a number of days.

import { html, nothing, type TemplateResult } from "lit";

import { say, type Text } from "../shared/language";
import type { LedgerState } from "./state";
import type { Asked, Deed } from "./steps";
import { words } from "./words";
import { fields, forms, texts } from "./words-deeds";

type Value = string | readonly string[] | undefined;
type Change = (value: string | readonly string[]) => void;

export interface Drawing extends Asked {
  readonly deed: Deed;
  /** Has the focus once the form is open. */
  readonly first: boolean;
  readonly value: Value;
}

const AGREES: Readonly<Record<string, Text>> = { yes: forms.agree, no: forms.disagree };
const { unreachable: _unreachable, ...HEARD } = words.heard;

export function drawField(field: Drawing, state: LedgerState, change: Change): TemplateResult {
  switch (field.name) {
    case "case_class":
      return drawChoice(field, words.classes, change);
    case "agrees":
      return drawChoice(field, AGREES, change);
    case "satisfaction":
      return drawChoice(field, HEARD, change);
    case "outcome":
      return drawChoice(field, words.outcomes, change);
    case "cause":
      return drawSelect(field, Object.entries(words.causes).map(([code, text]) => [code, say(text)]), change);
    case "department":
      return drawSelect(field, departmentsOf(state), change);
    case "co_departments":
      return drawSeveral(field, departmentsOf(state), change);
    case "days":
      return drawDays(field, state, change);
    default:
      return drawWords(field, change);
  }
}

/** A department that nobody answers for cannot be chosen, and says so. */
function departmentsOf({ departments }: LedgerState): readonly (readonly [string, string, boolean?])[] {
  return departments.map(({ department, name, members }) => {
    const nobody = members.length === 0;
    return [department, nobody ? `${say(name)} ${say(forms.nobody)}` : say(name), nobody];
  });
}

function label({ name, deed, needed }: Drawing): TemplateResult {
  const own = name === "text" ? texts[deed] : undefined;
  return html`${say(own ?? fields[name])} ${needed ? nothing : html`<span class="soft">${say(forms.optional)}</span>`}`;
}

function drawChoice(field: Drawing, options: Readonly<Record<string, Text>>, change: Change): TemplateResult {
  const chosen = field.value ?? "";
  const any = Object.keys(options).includes(String(chosen));
  return html`<fieldset class="case-choice">
    <legend class="field__label">${label(field)}</legend>
    ${Object.entries(options).map(
      ([code, text], at) => html`<label class="case-check">
        <input
          type="radio"
          name=${field.name}
          value=${code}
          data-field=${field.name}
          ?data-first=${field.first && (any ? chosen === code : at === 0)}
          .checked=${chosen === code}
          @change=${() => change(code)}
        />
        <span>${say(text)}</span>
      </label>`,
    )}
  </fieldset>`;
}

function drawSelect(field: Drawing, options: readonly (readonly [string, string, boolean?])[], change: Change): TemplateResult {
  const all = [["", say(forms.choose)] as const, ...options];
  return html`<label class="field">
    <span class="field__label">${label(field)}</span>
    <select class="field__input" name=${field.name} data-field=${field.name} ?data-first=${field.first} @change=${(event: Event) => change((event.target as HTMLSelectElement).value)}>
      ${all.map(([value, text, off]) => html`<option value=${value} ?disabled=${off ?? false} ?selected=${value === (field.value ?? "")}>${text}</option>`)}
    </select>
  </label>`;
}

function drawSeveral(field: Drawing, options: readonly (readonly [string, string, boolean?])[], change: Change): TemplateResult {
  const chosen = Array.isArray(field.value) ? (field.value as readonly string[]) : [];
  const toggle = (code: string): void => change(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  return html`<details class="case-several">
    <summary class="field__label">${label(field)} ${chosen.length ? html`<span class="number">${chosen.length}</span>` : nothing}</summary>
    ${options.map(
      ([code]) => html`<label class="case-check">
        <input type="checkbox" name=${field.name} value=${code} .checked=${chosen.includes(code)} @change=${() => toggle(code)} /> <span>${code}</span>
      </label>`,
    )}
  </details>`;
}

/** By as much again as the limit was, at most. */
function drawDays(field: Drawing, { one }: LedgerState, change: Change): TemplateResult {
  const most = Math.max(one?.staff.limit_days ?? 1, 1);
  return html`<label class="field">
    <span class="field__label">${label(field)} <span class="soft">${say(forms.atMost(most))}</span></span>
    <input
      class="field__input number case-days"
      name="days"
      type="number"
      min="1"
      max=${most}
      data-field="days"
      ?data-first=${field.first}
      .value=${String(field.value ?? "")}
      @input=${(event: Event) => change((event.target as HTMLInputElement).value)}
    />
  </label>`;
}

function drawWords(field: Drawing, change: Change): TemplateResult {
  return html`<label class="field">
    <span class="field__label">${label(field)}</span>
    <textarea
      class="field__input"
      name=${field.name}
      rows="3"
      maxlength="2000"
      data-field=${field.name}
      ?data-first=${field.first}
      .value=${String(field.value ?? "")}
      @input=${(event: Event) => change((event.target as HTMLTextAreaElement).value)}
    ></textarea>
  </label>`;
}
