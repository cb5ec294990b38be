// The page of a clerk's desk: header, the window's ticket with what can be done, and the queue beside it.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { icon } from "../shared/icons";
import { language, say, type Text } from "../shared/language";
import { standingStrip, type Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { mayManage, signOut } from "../staff/session";
import type { Board } from "../staff/shapes";
import { words as staff } from "../staff/words";
import type { Desk } from "./desk";
import type { DeskState } from "./state";
import { drawChoose } from "./view-choose";
import { drawCallNext, drawDeeds, drawNext } from "./view-deeds";
import { drawPanel } from "./view-panels";
import { drawSide } from "./view-side";
import { drawTicketBody, drawTicketHead } from "./view-ticket";
import { words } from "./words";

const UNHEARD = new Set(["voice_unavailable", "sound_blocked"]);

export function drawDesk(state: DeskState, desk: Desk): TemplateResult {
  const serving = state.session.roles.includes("clerk");
  const body = !serving ? drawNoDesk(state) : state.window ? drawWork(state, desk) : drawChoose(state, desk);
  return html`
    <div class="desk" aria-busy=${state.busy !== null}>
      ${drawHeader(state, desk)} ${standingStrip(state.standing, state.hall?.timezone)} ${drawMessage(state, desk)} ${body}
      ${drawPanel(state, desk)}
    </div>
  `;
}

function drawWork(state: DeskState, desk: Desk): TemplateResult {
  return html`
    <main class="desk__work">
      <section class="desk__main">
        ${drawCallNext(state, desk)} ${state.window?.ticket ? drawTicketHead(state.window.ticket, state) : drawNext(state)}
        ${drawDeeds(state, desk)} ${state.window?.ticket ? drawTicketBody(state.window.ticket, state) : nothing}
      </section>
      ${drawSide(state, desk)}
    </main>
  `;
}

function drawHeader(state: DeskState, desk: Desk): TemplateResult {
  const { hall, window, session, board } = state;
  return html`
    <header class="desk__top">
      ${
        window
          ? html`<h1 class="desk__window"><b class="number">${window.number}</b>${say(window.name)}</h1>
              ${drawWindowState(state)}`
          : html`<h1 class="desk__window">${say(words.title)}</h1>`
      }
      <p class="desk__hall">${hall ? say(hall.name) : nothing}</p>
      ${drawUnheard(board)}
      <nav class="desk__menu">
        <span class="desk__person">${icon("person")}${session.user.name}</span>
        ${
          window
            ? html`<button class="desk-link" data-action="hand-over" @click=${() => desk.open({ name: "hand-over", to: "" })}>
                  ${say(words.handOver)}
                </button>
                <button class="desk-link" data-action="sign-out-window" @click=${() => void desk.atWindow("sign-out", {})}>
                  ${say(words.leaveWindow)}
                </button>`
            : nothing
        }
        ${mayManage(session) ? html`<a class="desk-link" href="/manage?lang=${language()}">${say(staff.toBoard)}</a>` : nothing}
        <button class="desk-link" data-action="keys" @click=${() => desk.run("keys")}>${say(words.keys)} <kbd>?</kbd></button>
        <button class="desk-link" data-action="language" @click=${() => desk.speak(language() === "zh" ? "en" : "zh")}>
          ${say(common.otherLanguage)}
        </button>
        <button class="desk-link" data-action="sign-out" @click=${() => void signOut()}>${say(staff.signOut)}</button>
      </nav>
    </header>
  `;
}

function drawWindowState({ window, hall }: DeskState): Drawn {
  if (!window) return nothing;
  const look = { open: "state--good", paused: "state--wait", closed: "" }[window.state];
  const told =
    window.state === "paused" && window.paused_until
      ? common.pausedUntil(clockTime(window.paused_until, hall?.timezone))
      : common.windowStates[window.state];
  return html`<span class="state ${look}" data-state=${window.state}>${say(told)}</span>`;
}

/** Calls that are not heard: the clerk should call out, and somebody should go and see. */
function drawUnheard(board: Board | null): Drawn {
  const alarm = board?.alarms.find((one) => UNHEARD.has(one.kind));
  if (!alarm) return nothing;
  const told = alarm.kind === "sound_blocked" ? staff.screenMute : staff.voiceOff;
  return html`<span class="state state--wait" data-unheard title=${say(alarm.text)}>${say(told)}</span>`;
}

/** What the last press did, or why not. The page keeps a place for it, so that nothing moves under the mouse. */
function drawMessage({ message, busy }: DeskState, desk: Desk): TemplateResult {
  if (busy) return html`<div class="desk__message" role="status"><p class="soft">${say(words.waitingForAnswer)}</p></div>`;
  if (message === null) return html`<div class="desk__message" role="status"></div>`;
  const urgent = message.look === "bad" ? "alert" : "status";
  return html`
    <div class="desk__message desk__message--${message.look}" role=${urgent}>
      <p>${plain(message.text)}</p>
      ${message.again ? html`<button class="button button--dense" data-action="again" @click=${message.again}>${say(words.tryAgain)}</button>` : nothing}
      <button class="desk__dismiss" aria-label=${say(staff.dismiss)} @click=${() => desk.dismiss()}>${icon("cross")}</button>
    </div>
  `;
}

function drawNoDesk({ session }: DeskState): TemplateResult {
  return html`
    <main class="desk__refused">
      <p class="notice notice--wait">${say(words.noDesk)}</p>
      ${mayManage(session) ? html`<a class="button button--filled" href="/manage?lang=${language()}">${say(staff.toBoard)}</a>` : nothing}
    </main>
  `;
}

/** A sentence that is in both languages, or in the server's own. */
export function plain(text: Text | string | null | undefined): string {
  return text === null || text === undefined ? "" : typeof text === "string" ? text : say(text);
}
