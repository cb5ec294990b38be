/**
 * What stands above one window, and how messages change it. Pure: the clock comes as an argument, in milliseconds.
 */

import type { Standing } from "../shared/feed";
import type { Text } from "../shared/language";
import type { WindowState } from "../shared/types";

/** The window itself, as far as a bar above it tells. */
export interface LedWindow {
  readonly number: number;
  readonly name: Text;
  readonly state: WindowState;
  readonly paused_until: string | null;
}

/** What happens at the window: a number is called, is served, or was called by mistake and goes on waiting. */
export interface Doing {
  readonly kind: "called" | "serving" | "retracted";
  readonly ticket: string;
  /** From when on it is shown. */
  readonly since: number;
}

export interface LedState {
  readonly window: LedWindow | null;
  readonly doing: Doing | null;
  readonly standing: Standing;
  readonly timezone: string | undefined;
  /** The font has come: before that there is nothing to draw with. */
  readonly ready: boolean;
}

/** A window in a snapshot or a fact: whole, or only the part that changed. */
export interface WindowNow extends Partial<Omit<LedWindow, "number">> {
  readonly number: number;
  readonly ticket?: { readonly number: string; readonly state: string } | null;
}

/** What facts of one window say, by their kind. */
export interface Said {
  readonly kind: string;
  readonly data: { readonly ticket?: string; readonly window?: number | WindowNow };
}

/** How long a call that was taken back is told to go on waiting. */
export const RETRACTED_MS = 12_000;
/** How long a new call blinks. */
export const BLINK_MS = 8_000;

export const nothingYet: LedState = {
  window: null,
  doing: null,
  standing: { state: "connecting", since: null, problem: null },
  timezone: undefined,
  ready: false,
};

/** A snapshot's window; `now` may be any moment long past, for nothing in a snapshot is new. */
export function afterSnapshot(state: LedState, found: WindowNow | undefined): LedState {
  if (found === undefined) return { ...state, window: null, doing: null };
  return { ...state, window: windowAfter(null, found), doing: doingOf(found.ticket, null, -Infinity) };
}

export function afterFact(state: LedState, { kind, data }: Said, now: number): LedState {
  const { ticket, window } = data;
  if (typeof window === "object") {
    const changed = { ...state, window: windowAfter(state.window, window) };
    return window.ticket === undefined ? changed : { ...changed, doing: doingOf(window.ticket, state.doing, now) };
  }
  if (ticket === undefined) return state;
  if (kind === "ticket_called" || kind === "ticket_recalled") return { ...state, doing: { kind: "called", ticket, since: now } };
  if (kind === "call_retracted") return { ...state, doing: { kind: "retracted", ticket, since: now } };
  if (kind === "ticket_left" && state.doing?.ticket === ticket) return { ...state, doing: null };
  return state;
}

/** The state once a retraction has stood long enough. */
export function afterTime(state: LedState, now: number): LedState {
  const over = state.doing?.kind === "retracted" && now >= state.doing.since + RETRACTED_MS;
  return over ? { ...state, doing: null } : state;
}

export function blinks(state: LedState, now: number): boolean {
  return state.doing?.kind === "called" && now < state.doing.since + BLINK_MS;
}

function windowAfter(before: LedWindow | null, found: WindowNow): LedWindow | null {
  if (found.state === undefined || found.name === undefined) return before;
  return { number: found.number, name: found.name, state: found.state, paused_until: found.paused_until ?? null };
}

/** The ticket at the window as something that happens there; the same call does not begin again. */
function doingOf(ticket: WindowNow["ticket"], before: Doing | null, now: number): Doing | null {
  if (!ticket || (ticket.state !== "called" && ticket.state !== "serving")) return null;
  if (before?.kind === ticket.state && before.ticket === ticket.number) return before;
  return { kind: ticket.state, ticket: ticket.number, since: now };
}
