// The page of the manager's board: figures, alarms on top, windows and services, what is planned and what happened.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { language, say } from "../shared/language";
import { standingStrip, type Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { mayManage } from "../staff/session";
import type { Board } from "../staff/shapes";
import { words as staff } from "../staff/words";
import { unanswered } from "./alarms";
import type { Manage } from "./manage";
import type { ManageState } from "./state";
import { drawAlarms } from "./view-alarms";
import { drawClosing } from "./view-closing";
import { drawJournal, drawNotices } from "./view-below";
import { drawHeader } from "./view-header";
import { drawPlan, drawPresets } from "./view-plan";
import { drawServices } from "./view-services";
import { drawChosen, drawWindows } from "./view-windows";
import { words } from "./words";

export function drawManage(state: ManageState, manage: Manage): TemplateResult {
  const { board, session, standing, hall } = state;
  if (!mayManage(session))
    return html`<main class="manage__refused">
      <p class="notice notice--wait">${say(words.noBoard)}</p>
      <a class="button" href="/desk?lang=${language()}">${say(staff.toDesk)}</a>
    </main>`;
  const look = [
    "manage",
    state.chosen.size || state.draft.size ? "manage--choosing" : "",
    state.message ? "manage--answered" : "",
  ];
  return html`
    <div class=${look.join(" ")} aria-busy=${state.busy}>
      ${drawHeader(state, manage)} ${standingStrip(standing, hall?.timezone)}
      ${
        board
          ? html`<main class="manage__page">
              ${drawAlarms(state, manage)}
              <div class="manage__main">
                <div class="manage__left">
                  ${drawWindows(state, board, manage)} ${drawChoice(state, board, manage)}
                  <div class="manage__below" id="below">
                    ${drawPresets(state, board, manage)} ${drawJournal(state)} ${drawNotices(board)}
                  </div>
                </div>
                ${drawServices(state, board, manage)}
              </div>
            </main>`
          : html`<p class="manage__loading soft">${say(common.loading)}</p>`
      }
      ${board ? drawSections(state) : nothing} ${drawMessage(state, manage)}
      ${state.closing && board ? drawClosing(board, manage, state.busy) : nothing}
    </div>
  `;
}

/** What is planned with the chosen windows: it stays in sight while the page is scrolled. */
function drawChoice(state: ManageState, board: Board, manage: Manage): Drawn {
  const { chosen, draft } = state;
  if (!chosen.size && !draft.size) return nothing;
  return html`<div class="manage-choice">
    ${chosen.size ? drawChosen(state, board, manage) : nothing} ${draft.size ? drawPlan(state, board, manage) : nothing}
  </div>`;
}

/** On a phone: the parts of the page, always at hand. */
function drawSections({ board, draft }: ManageState): TemplateResult {
  const part = (id: string, name: string, count: number): TemplateResult => html`
    <a class="manage__section" href="#${id}">${name}${count ? html` <b class="number">${count}</b>` : nothing}</a>
  `;
  return html`
    <nav class="manage__sections" aria-label=${say(words.sections)}>
      ${part("alarms", say(words.alarms), unanswered(board?.alarms ?? []))}
      ${part("services", say(words.services), board?.waiting.length ?? 0)} ${part("windows", say(words.windows), 0)}
      ${draft.size ? part("plan", say(words.plan), draft.size) : part("below", say(words.presets), 0)}
    </nav>
  `;
}

function drawMessage({ message, busy }: ManageState, manage: Manage): Drawn {
  if (message === null) return nothing;
  const text = typeof message.text === "string" ? message.text : say(message.text);
  const { undo, again } = message;
  return html`
    <div class="manage__message">
      <div class="desk__message desk__message--${message.look}" role=${message.look === "bad" ? "alert" : "status"}>
        <p>${text}</p>
        ${
          undo
            ? html`
                <button class="button button--dense" data-action="undo" ?disabled=${busy} @click=${() => void manage.undo(undo)}>
                  ${say(words.undo)}
                </button>
              `
            : nothing
        }
        ${again ? html`<button class="button button--dense" data-action="again" @click=${again}>${say(common.again)}</button>` : nothing}
        <button class="desk__dismiss" aria-label=${say(staff.dismiss)} @click=${() => manage.dismiss()}>${icon("cross")}</button>
      </div>
    </div>
  `;
}
