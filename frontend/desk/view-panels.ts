// The forms that lie over the desk. A native dialog: the page behind rests, Escape closes, focus stays inside.

import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";

import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { showDialog } from "../staff/dialog";
import { plain } from "../staff/messages";
import type { Desk } from "./desk";
import { confirmByEnter } from "./focus";
import { barTo } from "./queue";
import type { DeskState, Panel } from "./state";
import { typeInto } from "./typing";
import { drawHandOver, drawHelp, drawLeave, drawPause, drawSignOut } from "./view-duty";
import { drawFind } from "./view-find";
import { drawFinish, outcomeByKey } from "./view-finish";
import { drawKeys } from "./view-keys";
import { drawPin } from "./view-pin";
import { drawReviews } from "./view-reviews";
import { drawTransfer, windowByDigit } from "./view-transfer";
import { panels } from "./words-deeds";

/** Forms that begin with a field to fill in; in the others Enter alone will do. */
const TYPED_FIRST = new Set<Panel["name"]>(["find", "hand-over", "pin"]);

/** Forms where a letter can only mean what is told in words. */
const WITH_REASON = new Set<Panel["name"]>(["finish", "transfer", "pause", "help"]);

export function drawPanel(state: DeskState, desk: Desk): Drawn {
  const { panel } = state;
  if (panel === null) return nothing;
  const send = (event: Event): void => {
    event.preventDefault();
    void desk.forms.submit();
  };
  const key = (event: KeyboardEvent): void => {
    if (panel.name === "finish") outcomeByKey(event, panel, desk);
    if (panel.name === "transfer") windowByDigit(event, panel, state, desk);
    if (WITH_REASON.has(panel.name)) typeInto(event);
    confirmByEnter(event);
  };
  return html`
    <dialog
      class="desk-panel desk-panel--${panel.name}"
      aria-labelledby="panel"
      ${ref(showDialog)}
      @cancel=${() => desk.open(null)}
      @close=${() => desk.open(null)}
    >
      <form class="desk-panel__form" @submit=${send} @keydown=${key} novalidate>
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
    case "leave":
      return drawLeave(state);
    case "sign-out":
      return drawSignOut(state, desk);
    case "pin":
      return drawPin(panel, state, desk);
    case "find":
      return drawFind(panel, state, desk);
    case "reviews":
      return drawReviews(panel, state, desk);
    case "keys":
      return drawKeys();
  }
}

function drawActions(panel: Panel, { busy, window }: DeskState, desk: Desk): TemplateResult {
  const looking = panel.name === "reviews" && panel.appeal === null;
  const close = html`<button type="button" class="button" data-action="cancel" @click=${() => desk.open(null)}>
    ${say(panel.name === "keys" || looking ? common.close : panels.cancel)} <kbd>Esc</kbd>
  </button>`;
  const here = window?.ticket ?? null;
  const idle =
    panel.name === "keys" ||
    looking ||
    ((panel.name === "leave" || panel.name === "sign-out") && here !== null) ||
    (panel.name === "find" && panel.found !== null && (panel.found.state !== "waiting" || !window || barTo(panel.found, window) !== null));
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
              ?autofocus=${!TYPED_FIRST.has(panel.name)}
              ?disabled=${busy !== null}
            >
              ${say(title)} <kbd>Enter</kbd>
            </button>`
      }
    </div>
  `;
}

