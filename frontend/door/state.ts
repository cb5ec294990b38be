// What the screen at the door shows. Pure.

import type { Hall, Service } from "../shared/types";

export interface DoorCode {
  readonly code: string;
  readonly service: string | null;
  readonly now: string;
  readonly changes_at: string;
  readonly valid_until: string;
}

/** A code by this screen's own clock: from when another is wanted, and from when this one may not be shown. */
export interface Shown {
  readonly code: string;
  readonly changesAt: number;
  readonly endsAt: number;
}

/**
 * Whether this screen may show a code.
 *   yes           as far as it knows
 *   unregistered  the server does not know its token
 */
export type Registered = "yes" | "unregistered";

export interface DoorState {
  readonly hall: Hall | null;
  readonly services: readonly Service[];
  readonly code: Shown | null;
  readonly registered: Registered;
  /** Why there is none, in the server's words. */
  readonly problem: string | null;
  readonly now: number;
}

export const initial: DoorState = { hall: null, services: [], code: null, registered: "yes", problem: null, now: 0 };

/** The server's clock and the screen's may differ: only how long things last is taken over. */
export function shownFrom(answer: DoorCode, heardAt: number): Shown {
  const lasts = (until: string): number => Date.parse(until) - Date.parse(answer.now);
  return { code: answer.code, changesAt: heardAt + lasts(answer.changes_at), endsAt: heardAt + lasts(answer.valid_until) };
}

/** Whole seconds until the code changes. */
export function secondsLeft({ changesAt }: Shown, now: number): number {
  return Math.max(0, Math.ceil((changesAt - now) / 1000));
}

/** A code is shown while it is the newest, and a little longer while the next one cannot be had. */
export function toShow({ code, now }: DoorState): Shown | null {
  return code !== null && now < code.changesAt + PATIENCE_MS && now < code.endsAt ? code : null;
}

const PATIENCE_MS = 10_000;
