/**
 * The calls a screen knows, from one snapshot and the facts after it. Pure.
 *
 * One row for each ticket, the newest call first. A ticket that has left stays as a row, so that a call is never gone
 * before somebody could read it; a retracted call goes at once. The window that calls a ticket now is what decides
 * whether it may still be spoken.
 */

import type { Text } from "../shared/language";

export type CallState = "called" | "serving" | "passed" | "waiting" | "left";

export interface Call {
  readonly seq: number;
  readonly ticket: string;
  readonly window: number;
  readonly zone: string;
  readonly at: string;
  readonly state: CallState;
  readonly text: Text;
  /** While it waits again: the one window that will call it. */
  readonly to?: number | null;
}

/** Rows that a screen keeps: what it shows and enough behind it to lose some by retraction. */
const KEPT = 40;

export class Calls {
  private list: readonly Call[] = [];

  /** Begins again with the calls of a snapshot, in any order. */
  restart(calls: readonly Call[]): void {
    this.list = [...calls].sort((one, other) => (one.at < other.at ? 1 : -1)).slice(0, KEPT);
  }

  /** A call or a recall: its ticket moves to the top. */
  called(call: Call): void {
    this.list = [call, ...this.list.filter((one) => one.ticket !== call.ticket)].slice(0, KEPT);
  }

  retracted(ticket: string): void {
    this.list = this.list.filter((one) => one.ticket !== ticket);
  }

  /** A ticket that waits again has not left the hall: it was transferred, or goes on to other windows. */
  left(ticket: string, state: string, to: number | null): void {
    this.change(ticket, state === "passed" || state === "waiting" ? state : "left", to);
  }

  /** What a window does now: the only word that a called visitor has come, or that a start was taken back. */
  atWindow(window: number, ticket: { number: string; state: string } | null | undefined): void {
    if (!ticket) return;
    const known = this.list.find((one) => one.ticket === ticket.number && one.window === window);
    if (known && (ticket.state === "called" || ticket.state === "serving")) this.change(ticket.number, ticket.state);
  }

  /** The window that calls this ticket now; null when it is served, gone, taken back or unknown. */
  callingWindow(ticket: string): number | null {
    const call = this.list.find((one) => one.ticket === ticket);
    return call?.state === "called" ? call.window : null;
  }

  /** Whether the ticket is still at the window it was called to. */
  stands(ticket: string): boolean {
    return this.list.some((one) => one.ticket === ticket && standing(one));
  }

  /** The newest call whose visitor is expected or served. */
  newestStanding(): Call | undefined {
    return this.list.find(standing);
  }

  newest(count: number): readonly Call[] {
    return this.list.slice(0, count);
  }

  private change(ticket: string, state: CallState, to: number | null = null): void {
    this.list = this.list.map((one) => (one.ticket === ticket ? { ...one, state, to } : one));
  }
}

function standing(call: Call): boolean {
  return call.state === "called" || call.state === "serving";
}
