// The outcome of each errand. Everything is set to completed when it opens: Enter alone finishes.

import { html, nothing, type TemplateResult } from "lit";

import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { Desk } from "./desk";
import { change, flawOf, takesNote, type Choice, type Draft, type ErrandDraft } from "./finish";
import type { Panel } from "./state";
import { drawChips, fieldChanged } from "./view-fields";
import { words } from "./words";
import { panels } from "./words-deeds";

type FinishPanel = Extract<Panel, { name: "finish" }>;

export function drawFinish(panel: FinishPanel, desk: Desk): TemplateResult {
  const { draft } = panel;
  const edit = (next: Draft): void => desk.forms.edit({ ...panel, draft: next });
  return html`
    <h2>${say(panels.finishTitle(draft.number))}</h2>
    ${draft.errands.map((errand, place) => drawErrand(errand, place, (patch) => edit(change(draft, place, patch))))}
  `;
}

/** A digit chooses the outcome of the errand where the focus is; of the first one while it is elsewhere. */
export function outcomeByDigit(event: KeyboardEvent, panel: FinishPanel, desk: Desk): void {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  if (digit === undefined || event.ctrlKey || event.altKey || target?.closest("textarea")) return;
  const place = Number(target?.closest<HTMLElement>("[data-place]")?.dataset.place ?? 0);
  const outcome = panel.draft.errands[place]?.choices[(Number(digit) + 9) % 10];
  if (outcome === undefined) return;
  event.preventDefault();
  desk.forms.edit({ ...panel, draft: change(panel.draft, place, { outcome }) });
}

function drawErrand(errand: ErrandDraft, place: number, edit: (patch: Partial<ErrandDraft>) => void): TemplateResult {
  const text = (choice: Choice) => (choice === "pending" ? words.elsewhere : common.outcomes[choice]);
  const chips = errand.choices.map((choice, at) => ({
    ...(at < 10 ? { key: String((at + 1) % 10) } : {}),
    value: choice,
    text: text(choice),
    chosen: errand.outcome === choice,
    choose: () => edit({ outcome: choice }),
  }));
  return html`
    <section class="desk-outcome" data-place=${place} data-service=${errand.service} data-outcome=${errand.outcome}>
      <h3>${say(errand.name)}</h3>
      ${drawChips(`outcome-${place}`, panels.outcomeOf(say(errand.name)), chips)}
      ${errand.outcome === "incomplete" ? drawMissing(errand, place, edit) : nothing} ${drawNote(errand, place, edit)}
    </section>
  `;
}

function drawMissing(errand: ErrandDraft, place: number, edit: (patch: Partial<ErrandDraft>) => void): TemplateResult {
  const tick = (at: number): void => {
    const ticked = errand.ticked.includes(at) ? errand.ticked.filter((one) => one !== at) : [...errand.ticked, at];
    edit({ ticked });
  };
  return html`
    <fieldset class="desk-missing">
      <legend class="field__label">${say(panels.missing)}</legend>
      ${errand.materials.map(
        (material, at) =>
          html` <label class="desk-tick">
            <input type="checkbox" .checked=${errand.ticked.includes(at)} @change=${() => tick(at)} /><span
              >${say(material)}</span
            >
          </label>`,
      )}
      <label class="field">
        <span class="soft">${say(panels.missingFree)}</span>
        <textarea
          class="field__input"
          rows="2"
          name="missing-${place}"
          .value=${errand.others}
          @input=${fieldChanged((others) => edit({ others }))}
        ></textarea>
      </label>
    </fieldset>
  `;
}

function drawNote(errand: ErrandDraft, place: number, edit: (patch: Partial<ErrandDraft>) => void): Drawn {
  if (!takesNote(errand.outcome)) return nothing;
  const label =
    errand.outcome === "refused" ? panels.ground : errand.outcome === "escalated" ? panels.escalateNote : panels.toFollow;
  return html`
    <label class="field">
      <span class="field__label"
        >${say(label)} ${errand.outcome === "refused" ? nothing : html`<span class="soft">${say(panels.optional)}</span>`}</span
      >
      <textarea
        class="field__input"
        rows="2"
        name="note-${place}"
        maxlength="1000"
        aria-invalid=${flawOf(errand) !== null}
        .value=${errand.note}
        @input=${fieldChanged((note) => edit({ note }))}
      ></textarea>
    </label>
  `;
}
