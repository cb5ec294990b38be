// Who the ticket is for, and by which category it comes earlier: all of it may stay empty.

import { html, nothing, type TemplateResult } from "lit";

import { say, type Text } from "../shared/language";
import { words as staff } from "../staff/words";
import { active, edited, fieldNames } from "./draft";
import type { Greeter } from "./greeter";
import type { GreeterState } from "./state";
import { typed } from "./typed";
import { words } from "./words";

export function drawCategories(chosen: string, none: Text, choose: (category: string) => void, key?: string): TemplateResult {
  return html`
    <label class="field">
      <span class="field__label">${say(words.category)} ${key ? html`<kbd>${key}</kbd>` : nothing}</span>
      <select class="field__input" name="category" data-key=${key ?? nothing} .value=${chosen} @change=${typed(choose)}>
        <option value="" ?selected=${chosen === ""}>${say(none)}</option>
        ${Object.entries(staff.categories).map(
          ([code, text]) => html`<option value=${code} ?selected=${code === chosen}>${say(text)}</option>`,
        )}
      </select>
    </label>
  `;
}

export function drawDetails(state: GreeterState, greeter: Greeter): TemplateResult {
  const { draft } = state;
  const toggled = (event: Event): void => {
    const { open } = event.target as HTMLDetailsElement;
    if (open !== draft.details) greeter.shown.change({ draft: { ...greeter.shown.state.draft, details: open } });
  };
  return html`
    <details class="take__details" .open=${draft.details} @toggle=${toggled}>
      <summary>${say(words.details)}</summary>
      <div class="take__fields">
        ${drawField("number", words.number, state, greeter)} ${drawField("name", words.name, state, greeter)}
        ${drawField("phone", words.phone, state, greeter)}
        <p class="field__hint">${say(words.privacy)}</p>
      </div>
    </details>
  `;
}

function drawField(
  name: "number" | "name" | "phone",
  label: Text,
  state: GreeterState,
  greeter: Greeter,
): TemplateResult {
  const { draft, problems } = state;
  const problem = fieldNames(draft, draft.at, name).map((each) => problems[each]).find((each) => each !== undefined);
  return html`
    <label class="field">
      <span class="field__label">${say(label)}</span>
      <input
        class="field__input"
        name=${name}
        autocomplete="off"
        inputmode=${name === "phone" ? "tel" : "text"}
        maxlength="64"
        aria-invalid=${problem !== undefined}
        .value=${active(draft)[name]}
        @input=${typed((value) => greeter.edit(edited(draft, { [name]: value })))}
        @keydown=${(event: KeyboardEvent) => event.key === "Enter" && !event.isComposing && !event.repeat && void greeter.take()}
      />
      ${problem === undefined ? nothing : html`<span class="field__problem" role="alert">${problem}</span>`}
    </label>
  `;
}
