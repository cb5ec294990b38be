/**
 * What a clerk can do now: every action with its key, what it does, and how long until it is allowed. Pure.
 *
 * The server decides; this only spares a press that it would refuse, by the rules' own numbers. A hall that has set
 * others is told by the refusal how long to wait.
 */

import { clockSeconds } from "../shared/format";
import { say, type Text } from "../shared/language";
import type { StaffTicket } from "../staff/shapes";
import type { DeskState } from "./state";
import { deeds as words } from "./words-deeds";

export type DeedName =
  | "call-next"
  | "start"
  | "recall"
  | "no-show"
  | "finish"
  | "hold"
  | "transfer"
  | "undo"
  | "pause"
  | "reopen"
  | "find"
  | "help"
  | "hand-over"
  | "leave"
  | "sign-out"
  | "lock"
  | "print"
  | "reviews"
  | "escalate"
  | "keys";

export interface Deed {
  readonly name: DeedName;
  readonly title: Text;
  /** What pressing it does, or why it cannot be pressed now. */
  readonly more: Text;
  readonly ready: boolean;
}

/** Keys by `KeyboardEvent.code`, so that an input method or another layout changes nothing. */
export const KEYS: Readonly<Record<string, DeedName>> = {
  Enter: "call-next",
  NumpadEnter: "call-next",
  F2: "call-next",
  KeyS: "start",
  KeyR: "recall",
  KeyN: "no-show",
  KeyF: "finish",
  KeyH: "hold",
  KeyT: "transfer",
  KeyU: "undo",
  KeyP: "pause",
  KeyO: "find",
  KeyM: "help",
  KeyG: "hand-over",
  KeyQ: "leave",
  KeyX: "sign-out",
  KeyL: "lock",
  KeyD: "print",
  KeyE: "reviews",
  KeyB: "escalate",
  Slash: "keys",
};

/** Which of the tickets on hold a digit takes up again; null for any other key. */
export function heldPlace(code: string): number | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  return digit === undefined ? null : Number(digit) - 1;
}

/** The key as it is printed on the button. */
export function keyOf(name: DeedName): string {
  const code = name === "reopen" ? "KeyP" : Object.keys(KEYS).find((key) => KEYS[key] === name);
  return code === "Slash" ? "?" : (code ?? "").replace("Key", "");
}

const RECALLS = 5;
const RECALL_SECONDS = 10;
const NO_SHOW_SECONDS = 60;
const NO_SHOW_SECONDS_NEED = 120;
const NEED_TIME = new Set(["senior", "disabled"]);

export function deedsNow(state: DeskState): readonly Deed[] {
  const ticket = state.window?.ticket ?? null;
  const ours = ticket?.state === "called" ? calledDeeds(ticket, state) : ticket?.state === "serving" ? servingDeeds() : [];
  return [callNext(state), ...ours, undo(state), ...always(state)];
}

/** What stands in the header; ready whenever it is shown. */
export function duties({ window, session }: DeskState): readonly DeedName[] {
  const there: readonly DeedName[] = window ? ["hand-over", "leave"] : [];
  return [...there, ...(session.roles.includes("clerk") ? (["lock"] as const) : []), "sign-out"];
}

function callNext({ window }: DeskState): Deed {
  const there = window?.ticket ?? null;
  const more = there ? words.finishFirst(there.number) : { zh: "", en: "" };
  return { name: "call-next", title: words.callNext, more, ready: window?.state === "open" && there === null };
}

function calledDeeds(ticket: StaffTicket, { lastCallAt, now }: DeskState): Deed[] {
  const left = RECALLS + 1 - ticket.calls;
  const recallIn = secondsUntil(lastCallAt ?? instant(ticket.called_at), RECALL_SECONDS, now);
  const noShowIn = secondsUntil(instant(ticket.called_at), patience(ticket), now);
  const recallMore = left <= 0 ? words.recallNone : recallIn > 0 ? words.recallIn(recallIn) : words.recallMore(left);
  return [
    { name: "start", title: words.start, more: words.startMore, ready: true },
    { name: "recall", title: words.recall, more: recallMore, ready: left > 0 && recallIn <= 0 },
    {
      name: "no-show",
      title: words.noShow,
      more: noShowIn > 0 ? words.noShowIn(noShowIn) : words.noShowMore,
      ready: noShowIn <= 0,
    },
    { name: "transfer", title: words.transfer, more: words.transferMore, ready: true },
  ];
}

function servingDeeds(): Deed[] {
  return [
    { name: "finish", title: words.finish, more: words.finishMore, ready: true },
    { name: "hold", title: words.hold, more: words.holdMore, ready: true },
    { name: "transfer", title: words.transfer, more: words.transferMore, ready: true },
  ];
}

function undo({ undo: last, now, hall, lastHeld, window }: DeskState): Deed {
  const left = last ? Math.ceil((Date.parse(last.until) - now) / 1000) : 0;
  const act = last && words.acts[last.what];
  if (last && act && left > 0) {
    const more = words.undoMore(say(act), last.number, clockSeconds(last.until, hall?.timezone), left);
    return { name: "undo", title: words.undo, more, ready: true };
  }
  const place = window?.held.findIndex((one) => one.id === lastHeld) ?? -1;
  const more = place >= 0 ? words.undoHold(place + 1) : words.undoNone;
  return { name: "undo", title: words.undo, more, ready: false };
}

function always({ window }: DeskState): Deed[] {
  return [
    window?.state === "paused"
      ? { name: "reopen", title: words.reopen, more: words.reopenMore, ready: true }
      : { name: "pause", title: words.pause, more: words.pauseMore, ready: window?.state === "open" },
    { name: "find", title: words.find, more: words.findMore, ready: true },
    { name: "help", title: words.help, more: words.helpMore, ready: true },
  ];
}

function patience(ticket: StaffTicket): number {
  return ticket.category !== null && NEED_TIME.has(ticket.category) ? NO_SHOW_SECONDS_NEED : NO_SHOW_SECONDS;
}

function secondsUntil(since: number | null, wait: number, now: number): number {
  return since === null ? 0 : Math.max(0, Math.ceil((since + wait * 1000 - now) / 1000));
}

function instant(at: string | null): number | null {
  return at === null ? null : Date.parse(at);
}
