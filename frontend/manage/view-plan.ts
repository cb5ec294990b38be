// What would change, before it does; and the saved presets.

import { html, nothing, type TemplateResult } from "lit";

import { say, type Text } from "../shared/language";
import { words as common } from "../shared/words";
import type { Allocation, Board, Preset } from "../staff/shapes";
import type { Manage } from "./manage";
import { preview, stranded } from "./plan";
import type { ManageState } from "./state";
import { words } from "./words";

export function drawPlan(state: ManageState, board: Board, manage: Manage): TemplateResult {
  const rows = preview(board, state.draft);
  const moved = rows.filter((row) => row.before !== row.after && row.waiting > 0);
  const alone = stranded(rows);
  return html`
    <section class="manage-plan" id="plan" role="region" aria-label=${say(words.plan)}>
      <h2 class="manage__title">${say(words.plan)}</h2>
      <ul class="manage-plan__windows">
        ${[...state.draft.values()].map((one) => drawChange(one, board))}
      </ul>
      <ul class="manage-plan__services" data-preview>
        ${moved.map((row) => html`<li data-service=${row.service}>${say(words.change(say(row.name), row.waiting, row.before, row.after))}</li>`)}
      </ul>
      ${alone.length ? html`<p class="manage-plan__alone">▲ ${say(words.stranded(alone.map((row) => say(row.name)).join("、")))}</p>` : nothing}
      ${drawActions(state, manage)}
    </section>
  `;
}

/** One window's change: what it gains and loses, its kind, its state. */
function drawChange(allocation: Allocation, board: Board): TemplateResult {
  const window = board.windows.find((one) => one.id === allocation.window);
  if (!window) return html``;
  const name = (code: string): string => {
    const queue = board.queues.find((one) => one.service === code);
    return queue ? say(queue.name) : code;
  };
  const { services, kind, state } = allocation;
  const gained = services?.filter((code) => !window.services.includes(code)) ?? [];
  const lost = services ? window.services.filter((code) => !services.includes(code)) : [];
  const told: Text[] = [...(kind ? [common.windowKinds[kind]] : []), ...(state ? [common.windowStates[state]] : [])];
  return html`
    <li data-window=${window.number}>
      <b class="number">${say(words.planWindow(window.number))}</b>
      ${told.map((text) => html`<span class="manage-plan__set">→ ${say(text)}</span>`)}
      ${gained.map((code) => html`<ins>+ ${name(code)}</ins>`)} ${lost.map((code) => html`<del>− ${name(code)}</del>`)}
      ${state === "closed" && window.ticket ? html`<span class="manage-plan__alone">▲ ${say(words.busyWindow(window.number))}</span>` : nothing}
    </li>
  `;
}

function drawActions({ presetName, busy }: ManageState, manage: Manage): TemplateResult {
  const named = (event: Event): void => manage.shown.change({ presetName: (event.target as HTMLInputElement).value });
  const save = (event: Event): void => {
    event.preventDefault();
    void manage.save();
  };
  return html`
    <div class="manage-plan__actions">
      ${
        presetName === null
          ? html`<button class="button button--dense" data-action="save" @click=${() => manage.shown.change({ presetName: "" })}>
              ${say(words.save)}
            </button>`
          : html`<form class="manage-plan__save" @submit=${save}>
              <input
                class="field__input"
                name="preset"
                autofocus
                maxlength="64"
                placeholder=${say(words.presetName)}
                aria-label=${say(words.presetName)}
                .value=${presetName}
                @input=${named}
              />
              <button class="button button--dense" data-action="save-preset" ?disabled=${busy || !presetName.trim()}>
                ${say(words.save)}
              </button>
            </form>`
      }
      <button class="button button--dense" data-action="discard" @click=${() => manage.discard()}>
        ${say(words.discard)} <kbd>Esc</kbd>
      </button>
      <button
        class="button button--dense button--filled"
        data-action="apply"
        ?disabled=${busy !== null}
        @click=${() => void manage.apply()}
      >
        ${say(words.apply)}
      </button>
    </div>
  `;
}

export function drawPresets({ busy }: ManageState, board: Board, manage: Manage): TemplateResult {
  return html`
    <section class="manage-below">
      <h2 class="manage__title">${say(words.presets)}</h2>
      ${board.presets.length === 0 ? html`<p class="soft">${say(words.noPresets)}</p>` : nothing}
      <ul class="manage-presets">
        ${board.presets.map((preset) => drawPreset(preset, busy, manage))}
      </ul>
    </section>
  `;
}

function drawPreset(preset: Preset, busy: string | null, manage: Manage): TemplateResult {
  return html`
    <li data-preset=${preset.name}>
      <span>${preset.name}</span>
      <button class="button button--dense" data-action="preview" ?disabled=${busy !== null} @click=${() => manage.preview(preset)}>
        ${say(words.usePreset)}
      </button>
    </li>
  `;
}
