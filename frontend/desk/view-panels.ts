// The forms that lie over the desk. A native dialog: the page behind rests, Escape closes, focus stays inside.

import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";

import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { showDialog } from "../staff/dialog";
import { words as staff } from "../staff/words";
import type { Desk } from "./desk";
import { keyOf, type DeedName } from "./deeds";
import type { DeskState, Panel } from "./state";
import { drawChips, drawReason, fieldChanged } from "./view-fields";
import { drawFind } from "./view-find";
import { drawFinish } from "./view-finish";
import { drawTransfer } from "./view-transfer";
import { plain } from "./view";
import { deeds, panels } from "./words-deeds";

const LISTED: readonly (readonly [DeedName, Text])[] = [
  ["start", deeds.start],
  ["recall", deeds.recall],
  ["no-show", deeds.noShow],
  ["finish", deeds.finish],
  ["hold", deeds.hold],
  ["transfer", deeds.transfer],
  ["undo", deeds.undo],
  ["pause", deeds.pause],
  ["find", deeds.find],
  ["help", deeds.help],
];
const MINUTES = [5, 15, 30, 60, null] as const;

export function drawPanel(state: DeskState, desk: Desk): Drawn {
  const { panel } = state;
  if (panel === null) return nothing;
  const send = (event: Event): void => {
    event.preventDefault();
    void desk.forms.submit();
  };
  return html`
    <dialog
      class="desk-panel desk-panel--${panel.name}"
      ${ref(showDialog)}
      @cancel=${() => desk.open(null)}
      @close=${() => desk.open(null)}
    >
      <form class="desk-panel__form" @submit=${send} novalidate>
        ${drawContent(panel, state, desk)}
        <p class="desk-panel__flaw" role="alert">${plain(state.flaw)}</p>
        ${drawActions(panel, state, desk)}
      </form>
    </dialog>
  `;
}

function drawContent(panel: Panel, state: DeskState, desk: Desk): TemplateResult {
  switch (panel.name) {
    case "finish":
      return drawFinish(panel, desk);
    case "transfer":
      return drawTransfer(panel, state, desk);
    case "pause":
      return drawPause(panel, state, desk);
    case "help":
      return drawHelp(panel, desk);
    case "hand-over":
      return drawHandOver(panel, desk);
    case "find":
      return drawFind(panel, state, desk);
    case "keys":
      return drawKeys();
  }
}

function drawActions(panel: Panel, { busy, window }: DeskState, desk: Desk): TemplateResult {
  const close = html`<button type="button" class="button" data-action="cancel" @click=${() => desk.open(null)}>
    ${say(panel.name === "keys" ? common.close : panels.cancel)} <kbd>Esc</kbd>
  </button>`;
  const idle =
    panel.name === "keys" ||
    (panel.name === "find" && panel.found !== null && (panel.found.state !== "waiting" || window?.ticket));
  const title = panel.name === "find" ? (panel.found ? panels.callOutOfOrder : panels.search) : panels.confirm;
  return html`
    <div class="desk-panel__actions">
      ${close}
      ${
        idle
          ? nothing
          : html`<button
              class="button button--filled"
              data-action="confirm"
              ?autofocus=${panel.name !== "find" && panel.name !== "hand-over"}
              ?disabled=${busy !== null}
            >
              ${say(title)} <kbd>Enter</kbd>
            </button>`
      }
    </div>
  `;
}

function drawPause(panel: Extract<Panel, { name: "pause" }>, { window }: DeskState, desk: Desk): TemplateResult {
  const held = window?.held.length ?? 0;
  const long = panel.minutes === null || panel.minutes > 10;
  return html`
    <h2>${say(panels.pauseTitle)}</h2>
    ${drawChips(
      "minutes",
      panels.pauseHow,
      MINUTES.map((minutes) => ({
        value: String(minutes),
        text: minutes === null ? panels.pauseOpen : staff.minutes(minutes),
        chosen: panel.minutes === minutes,
        choose: () => desk.forms.edit({ ...panel, minutes }),
      })),
    )}
    ${drawReason(panel.reason, panels.pauseReasons, (reason) => desk.forms.edit({ ...panel, reason }), true)}
    ${held > 0 && long ? html`<p class="notice notice--wait">${say(panels.pauseHeld(held))}</p>` : nothing}
  `;
}

function drawHelp(panel: Extract<Panel, { name: "help" }>, desk: Desk): TemplateResult {
  const whom = [
    ["manager", panels.helpManager],
    ["escalation", panels.helpEscalation],
  ] as const;
  return html`
    <h2>${say(panels.helpTitle)}</h2>
    ${drawChips(
      "whom",
      panels.helpTitle,
      whom.map(([value, text]) => ({
        value,
        text,
        chosen: panel.whom === value,
        choose: () => desk.forms.edit({ ...panel, whom: value }),
      })),
    )}
    ${drawReason(panel.reason, [], (reason) => desk.forms.edit({ ...panel, reason }), true)}
  `;
}

function drawHandOver(panel: Extract<Panel, { name: "hand-over" }>, desk: Desk): TemplateResult {
  return html`
    <h2>${say(panels.handOverTitle)}</h2>
    <p class="soft">${say(panels.handOverMore)}</p>
    <label class="field">
      <span class="field__label">${say(panels.successor)}</span>
      <input
        class="field__input"
        name="to"
        autofocus
        autocomplete="off"
        autocapitalize="none"
        .value=${panel.to}
        @input=${fieldChanged((to) => desk.forms.edit({ ...panel, to }))}
      />
    </label>
  `;
}

function drawKeys(): TemplateResult {
  return html`
    <h2>${say(panels.keysTitle)}</h2>
    <p class="soft">${say(panels.keysMore)}</p>
    <dl class="desk-keys">
      <dt><kbd>Enter</kbd> <kbd>F2</kbd></dt>
      <dd>${say(deeds.callNext)}</dd>
      ${LISTED.map(
        ([name, title]) =>
          html`<dt><kbd>${keyOf(name)}</kbd></dt>
            <dd>${say(title)}</dd>`,
      )}
      <dt><kbd>Esc</kbd></dt>
      <dd>${say(panels.esc)}</dd>
    </dl>
  `;
}
