// The page of a clerk's desk: header, the window's ticket with what can be done, and the queue beside it.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { freshness, refusedPage, staffTop } from "../staff/frame";
import { messageLine } from "../staff/messages";
import { mayOpen } from "../staff/places";
import type { Board } from "../staff/shapes";
import { words as staff } from "../staff/words";
import { duties, keyOf, type DeedName } from "./deeds";
import type { Desk } from "./desk";
import type { DeskState } from "./state";
import { drawChoose } from "./view-choose";
import { drawCallNext, drawDeeds, drawNext } from "./view-deeds";
import { drawPanel } from "./view-panels";
import { drawSide } from "./view-side";
import { drawTicketBody, drawTicketHead } from "./view-ticket";
import { words } from "./words";
import { panels } from "./words-deeds";

/** A window that asked for somebody, as an alarm of the hall. */
const HELP = new Set(["help_manager", "help_escalation"]);
const UNHEARD = new Set(["voice_unavailable", "sound_blocked"]);

export function drawDesk(state: DeskState, desk: Desk): TemplateResult {
  if (!mayOpen("desk", state.session)) return refusedPage(state, words.title, words.noDesk);
  return html`
    <div class="staff desk" aria-busy=${state.busy !== null}>
      ${drawTop(state, desk)} ${freshness(state, state.standing)} ${messageLine(state, () => desk.dismiss())}
      ${state.window ? html`${drawPapers(state, desk)} ${drawFailed(state, desk)} ${drawHelpCalled(state)}` : nothing}
      ${state.window ? drawWork(state, desk) : drawChoose(state, desk)} ${drawPanel(state, desk)}
    </div>
  `;
}

function drawWork(state: DeskState, desk: Desk): TemplateResult {
  return html`
    <main class="desk__work">
      <section class="desk__main" data-home tabindex="-1" aria-label=${say(words.title)}>
        ${drawCallNext(state, desk)} ${state.window?.ticket ? drawTicketHead(state.window.ticket, state) : drawNext(state)}
        ${drawDeeds(state, desk)} ${state.window?.ticket ? drawTicketBody(state.window.ticket, state, desk) : nothing}
      </section>
      ${drawSide(state, desk)}
    </main>
  `;
}

function drawTop(state: DeskState, desk: Desk): TemplateResult {
  const { window, session, board } = state;
  const heading = window ? html`<h1><b class="number">${window.number}</b>${say(window.name)}</h1> ${drawWindowState(state)}` : undefined;
  const pin = session.pin ? html`<button class="staff-link" data-action="pin" @click=${() => desk.open(emptyPin)}>PIN</button>` : nothing;
  return staffTop(state, {
    title: words.title,
    heading,
    close: true,
    beside: drawUnheard(board),
    first: html`${duties(state).filter((name) => name !== "sign-out").map((name) => drawDuty(name, desk))} ${pin}`,
    to: ["prereview", "appointments", "board"],
    last: html`<button class="staff-link" data-action="keys" @click=${() => desk.run("keys")}>${say(words.keys)} <kbd>?</kbd></button>`,
    signsOut: drawDuty("sign-out", desk),
  });
}

const emptyPin = { name: "pin", pin: "", again: "", password: "" } as const;
const DUTY_WORDS: Readonly<Partial<Record<DeedName, Text>>> = {
  "hand-over": words.handOver,
  leave: words.leaveWindow,
  lock: words.lock,
  "sign-out": staff.signOut,
};

function drawDuty(name: DeedName, desk: Desk): TemplateResult {
  const title = DUTY_WORDS[name];
  return html`<button class="staff-link" data-action=${name} aria-keyshortcuts=${keyOf(name)} @click=${() => desk.run(name)}>
    ${title ? say(title) : nothing} <kbd>${keyOf(name)}</kbd>
  </button>`;
}

/** What the visitor of the last ticket takes along, as long as nothing else is printed or called. */
function drawPapers({ papers }: DeskState, desk: Desk): Drawn {
  const [paper] = papers;
  if (!paper) return nothing;
  return html`
    <p class="desk__papers" data-paper=${paper.what}>
      <span>${say(words.papers[paper.what](paper.number))}</span>
      <button class="button button--dense button--filled" data-action="print" @click=${() => desk.run("print")}>
        ${say(words.print)} <kbd>${keyOf("print")}</kbd>
      </button>
    </p>
  `;
}

/** One click puts what could not get done on record, with all that the ticket knows. */
function drawFailed({ failed }: DeskState, desk: Desk): Drawn {
  if (failed === null) return nothing;
  return html`
    <p class="desk__papers" data-failed=${failed}>
      <span>${say(words.couldNot(failed))}</span>
      <button class="button button--dense" data-action="escalate" aria-keyshortcuts=${keyOf("escalate")} @click=${() => desk.run("escalate")}>
        ${say(words.escalate)} <kbd>${keyOf("escalate")}</kbd>
      </button>
    </p>
  `;
}

/** Whom this window has called for, and whether somebody has taken note. */
function drawHelpCalled({ board, window, hall }: DeskState): Drawn {
  const calls = (board?.alarms ?? []).filter((alarm) => HELP.has(alarm.kind) && alarm.window === window?.number);
  return html`${calls.map((alarm) => {
    const whom = alarm.kind === "help_escalation" ? panels.helpEscalation : panels.helpManager;
    const seen = alarm.acknowledged;
    const time = (at: string): string => clockTime(at, hall?.timezone);
    return html`<p class="desk__help ${seen ? "desk__help--seen" : ""}" role="status" data-help=${alarm.kind}>
      ${alarm.since ? say(words.helpCalled(say(whom), time(alarm.since))) : nothing}
      <b>${say(seen ? words.helpSeen(seen.by, time(seen.at)) : words.helpUnseen)}</b>
    </p>`;
  })}`;
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
