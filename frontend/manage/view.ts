// The page of the manager's board: figures, alarms on top, windows and services, what is planned and what happened.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { icon } from "../shared/icons";
import { language, say, speak, type Text } from "../shared/language";
import { standingStrip, type Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { mayManage, signOut } from "../staff/session";
import { minutesNow } from "../staff/shapes";
import { words as staff } from "../staff/words";
import type { Manage } from "./manage";
import type { ManageState } from "./state";
import { drawClosing } from "./view-closing";
import { drawJournal, drawNotices } from "./view-below";
import { drawPlan, drawPresets } from "./view-plan";
import { drawServices } from "./view-services";
import { drawWindows } from "./view-windows";
import { words } from "./words";

export function drawManage(state: ManageState, manage: Manage): TemplateResult {
  const { board, session, standing, hall } = state;
  if (!mayManage(session))
    return html`<main class="manage__refused">
      <p class="notice notice--wait">${say(words.noBoard)}</p>
      <a class="button" href="/desk?lang=${language()}">${say(staff.toDesk)}</a>
    </main>`;
  return html`
    <div class="manage" aria-busy=${state.busy}>
      ${drawHeader(state, manage)} ${standingStrip(standing, hall?.timezone)} ${drawAlarms(state, manage)}
      ${drawMessage(state, manage)}
      ${
        board
          ? html`<main class="manage__main">
              <div class="manage__left">
                ${drawWindows(state, board, manage)} ${state.draft.size ? drawPlan(state, board, manage) : nothing}
                <div class="manage__below">${drawJournal(state)} ${drawPresets(state, board, manage)} ${drawNotices(board)}</div>
              </div>
              ${drawServices(state, board, manage)}
            </main>`
          : html`<p class="manage__loading soft">${say(common.loading)}</p>`
      }
      ${state.closing && board ? drawClosing(board, manage, state.busy) : nothing}
    </div>
  `;
}

function drawHeader(state: ManageState, manage: Manage): TemplateResult {
  const { hall, board, session, now } = state;
  const open = board?.windows.filter((one) => one.state === "open").length ?? 0;
  const oldest = board?.queues.map((queue) => (queue.waiting ? (queue.oldest_minutes ?? 0) : 0)) ?? [];
  const longest = board?.waiting.length ? minutesNow(Math.max(0, ...oldest), board, now) : 0;
  const serving = board?.windows.filter((one) => one.ticket !== null).length ?? 0;
  return html`
    <header class="manage__top">
      <h1>${hall ? say(hall.name) : say(words.title)}</h1>
      ${session.halls.length > 1 ? drawHalls(state) : nothing}
      ${board?.closed ? html`<span class="state state--bad">${say(words.closedHall)}</span>` : nothing}
      <dl class="manage__figures">
        ${figure(words.waiting, board?.waiting.length)} ${figure(words.serving, board ? serving : undefined)}
        ${figure(words.openWindows, board ? `${open}/${board.windows.length}` : undefined)}
        ${figure(words.longest, board ? `${longest}′` : undefined)}
      </dl>
      <nav class="manage__menu">
        <span>${icon("person")}${session.user.name}</span>
        <a class="desk-link" href="/desk?lang=${language()}">${say(staff.toDesk)}</a>
        ${
          board?.closed
            ? html`<button class="desk-link" data-action="reopen-hall" @click=${() => void manage.reopenHall()}>
                ${say(words.reopenHall)}
              </button>`
            : html`<button class="desk-link" data-action="close-hall" @click=${() => manage.shown.change({ closing: true })}>
                ${say(words.closeHall)}
              </button>`
        }
        <button class="desk-link" data-action="language" @click=${() => speak(language() === "zh" ? "en" : "zh")}>
          ${say(common.otherLanguage)}
        </button>
        <button class="desk-link" data-action="sign-out" @click=${() => void signOut()}>${say(staff.signOut)}</button>
      </nav>
      <time class="manage__clock number">${clockTime(new Date(now), hall?.timezone)}</time>
    </header>
  `;
}

function drawHalls({ session, code }: ManageState): TemplateResult {
  const go = (event: Event): void =>
    location.assign(`/manage?hall=${(event.target as HTMLSelectElement).value}&lang=${language()}`);
  return html`<select class="manage__halls" aria-label=${say(words.title)} @change=${go}>
    ${session.halls.map((one) => html`<option value=${one} ?selected=${one === code}>${one}</option>`)}
  </select>`;
}

function figure(name: Text, value: number | string | undefined): TemplateResult {
  return html`<div>
    <dt>${say(name)}</dt>
    <dd class="number">${value ?? "–"}</dd>
  </div>`;
}

/** What a manager must see first: windows that call for help, then what the board warns of. */
function drawAlarms({ board, help, hall }: ManageState, manage: Manage): TemplateResult {
  const alarms = board?.alarms ?? [];
  return html`
    <section class="manage-alarms" aria-label=${say(words.alarms)} role="status">
      ${alarms.length + help.length === 0 && board ? html`<span class="state state--good">${say(words.noAlarms)}</span>` : nothing}
      ${help.map(
        (one) =>
          html` <p class="manage-alarm manage-alarm--help" data-alarm="help">
            ${icon("bell")} <b>${say(words.helpCalled(one.window, one.escalation))}</b>
            <span class="number">${clockTime(one.at, hall?.timezone)}</span>
            <button class="button button--dense" data-action="seen" @click=${() => manage.seen(one.seq)}>
              ${say(words.going)}
            </button>
          </p>`,
      )}
      ${alarms.map(
        (alarm) =>
          html` <p class="manage-alarm" data-alarm=${alarm.kind}>
            <span aria-hidden="true">▲</span> ${say(alarm.text)}
            <span class="manage-alarm__since number">
              ${alarm.since ? say(words.since(clockTime(alarm.since, hall?.timezone))) : nothing}
            </span>
          </p>`,
      )}
    </section>
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
