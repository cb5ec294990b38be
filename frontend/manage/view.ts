// The page of the manager's board: figures, alarms on top, windows and services, what is planned and what happened.

import { html, nothing, type TemplateResult } from "lit";

import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { freshness, refusedPage } from "../staff/frame";
import { messageLine } from "../staff/messages";
import { mayOpen } from "../staff/places";
import type { Board } from "../staff/shapes";
import { unanswered } from "./alarms";
import type { Manage } from "./manage";
import type { ManageState } from "./state";
import { drawAlarms } from "./view-alarms";
import { drawJournal, drawNotices } from "./view-below";
import { drawClosing } from "./view-closing";
import { drawHeader } from "./view-header";
import { drawPlan, drawPresets } from "./view-plan";
import { drawServices } from "./view-services";
import { drawChosen, drawWindows } from "./view-windows";
import { words } from "./words";

export function drawManage(state: ManageState, manage: Manage): TemplateResult {
  const { board } = state;
  if (!mayOpen("board", state.session)) return refusedPage(state, words.title, words.noBoard);
  const look = [
    "staff",
    state.chosen.size || state.draft.size ? "manage--choosing" : "",
  ];
  return html`
    <div class=${look.join(" ")} aria-busy=${state.busy !== null}>
      ${drawHeader(state, manage)} ${freshness(state, state.standing)} ${messageLine(state, () => manage.wire.dismiss(), "spare")}
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
      ${board ? drawSections(state) : nothing}
      ${state.closing && board ? drawClosing(board, manage, state.busy !== null) : nothing}
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
