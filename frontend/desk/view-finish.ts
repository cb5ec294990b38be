// The outcome of each errand. Everything is set to completed when it opens: Enter alone finishes.

import { html, nothing, type TemplateResult } from "lit";

import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { Desk } from "./desk";
import { change, flawOf, takesNote, type Choice, type Draft, type ErrandDraft } from "./finish";
import type { Panel } from "./state";
import { digitOf } from "./typing";
import { drawChips, fieldChanged } from "./view-fields";
import { words } from "./words";
import { panels } from "./words-deeds";

/** Outcomes that are nothing without what was told. */
const MUST_TELL = new Set<Choice>(["incomplete", "refused"]);

type FinishPanel = Extract<Panel, { name: "finish" }>;

export function drawFinish(panel: FinishPanel, desk: Desk): TemplateResult {
  const { draft } = panel;
  const edit = (next: Draft): void => desk.forms.edit({ ...panel, draft: next });
  return html`
    <h2 id="panel">${say(panels.finishTitle(draft.number))}</h2>
    ${draft.errands.map((errand, place) => drawErrand(errand, place, (patch) => edit(change(draft, place, patch))))}
  `;
}

/** Printed on the choices, in their order. */
const KEYS = "1234567890-";

/** A key chooses the outcome of the errand where the focus is, of the first one while it is elsewhere. */
export function outcomeByKey(event: KeyboardEvent, panel: FinishPanel, desk: Desk): void {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const form = event.currentTarget as HTMLElement;
  const key = minus(event) ? "-" : digitOf(event);
  const place = Number(target?.closest<HTMLElement>("[data-place]")?.dataset.place ?? 0);
  const outcome = key === null ? undefined : panel.draft.errands[place]?.choices[KEYS.indexOf(key)];
  if (outcome === undefined) return;
  event.preventDefault();
  desk.forms.edit({ ...panel, draft: change(panel.draft, place, { outcome }) });
  // Once it is drawn: what must be told is the next thing to fill in.
  if (MUST_TELL.has(outcome)) queueMicrotask(() => form.querySelector<HTMLElement>(`[data-place="${place}"] :is(.desk-missing input, textarea)`)?.focus());
}

function minus(event: KeyboardEvent): boolean {
  const typed = event.target instanceof HTMLElement && event.target.closest("textarea") !== null;
  return !typed && !event.ctrlKey && !event.altKey && (event.code === "Minus" || event.code === "NumpadSubtract");
}

function drawErrand(errand: ErrandDraft, place: number, edit: (patch: Partial<ErrandDraft>) => void): TemplateResult {
  const text = (choice: Choice) => (choice === "pending" ? words.elsewhere : common.outcomes[choice]);
  const chips = errand.choices.map((choice, at) => ({
    key: KEYS[at] ?? "",
    value: choice,
    text: text(choice),
    chosen: errand.outcome === choice,
    choose: () => edit({ outcome: choice }),
  }));
  const named = errand.whose ? `${say(errand.name)} · ${errand.whose}` : say(errand.name);
  return html`
    <section class="desk-outcome" data-place=${place} data-service=${errand.service} data-outcome=${errand.outcome}>
      <h3>${named}</h3>
      ${drawChips(`outcome-${place}`, panels.outcomeOf(named), chips)}
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
