// Fields that several forms have: one of a few, and a reason in one press or in words.

import { html, nothing, type TemplateResult } from "lit";

import { say, type Text } from "../shared/language";
import { words as staff } from "../staff/words";
import { panels } from "./words-deeds";

export interface Chip {
  readonly value: string;
  readonly text: Text;
  readonly chosen: boolean;
  /** The digit that chooses it. */
  readonly key?: string;
  choose(): void;
}

/** One of a few: radio buttons that look like what can be pressed. */
export function drawChips(name: string, legend: Text, chips: readonly Chip[]): TemplateResult {
  return html`
    <fieldset class="desk-chips">
      <legend class="for-readers">${say(legend)}</legend>
      ${chips.map(
        (chip) =>
          html` <label class="desk-chip">
            <input type="radio" name=${name} value=${chip.value} .checked=${chip.chosen} @change=${chip.choose} />
            <span>${chip.key ? html`<b class="desk-chip__text">${say(chip.text)}</b><kbd aria-hidden="true">${chip.key}</kbd>` : say(chip.text)}</span>
          </label>`,
      )}
    </fieldset>
  `;
}

/** A reason: one of the usual ones by a press, or typed. */
export function drawReason(
  reason: string,
  usual: readonly Text[],
  edit: (reason: string) => void,
  optional = false,
): TemplateResult {
  return html`
    <div class="field">
      <label class="field__label" for="reason"
        >${say(staff.reason)} ${optional ? html`<span class="soft">${say(panels.optional)}</span>` : nothing}</label
      >
      ${
        usual.length
          ? html`<div class="desk-usual">
              ${usual.map(
                (text) => html`
                  <button
                    type="button"
                    class="button button--dense"
                    aria-pressed=${reason === say(text)}
                    @click=${() => edit(say(text))}
                  >
                    ${say(text)}
                  </button>
                `,
              )}
            </div>`
          : nothing
      }
      <input
        class="field__input"
        id="reason"
        name="reason"
        maxlength="200"
        autocomplete="off"
        .value=${reason}
        @input=${fieldChanged(edit)}
      />
    </div>
  `;
}

export function fieldChanged(take: (value: string) => void): (event: Event) => void {
  return (event) => take((event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value);
}
