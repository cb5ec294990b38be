// What the tablet at a window shows, and what a word from the server makes of it. Pure.

import type { Standing } from "../shared/feed";
import type { Hall } from "../shared/types";

/** Whom the tablet may ask: the ticket that its window finished last; none once time is up or the window calls again. */
export interface ToAsk {
  readonly ticket: string | null;
  readonly number: string | null;
  readonly ask_seconds: number;
}

export interface Visit {
  readonly ticket: string;
  readonly number: string;
}

export interface TabletState {
  readonly step: "rest" | "ask" | "thanks";
  readonly hall: Hall | null;
  readonly standing: Standing;
  /** Whether the server knows this tablet as this window's. */
  readonly registered: boolean;
  /** The visit that may be reviewed now. */
  readonly visit: Visit | null;
  /** It was asked about, and left unanswered: it is asked again by a press alone. */
  readonly left: boolean;
  /** Seconds until the tablet returns by itself; null while it rests. */
  readonly leavingIn: number | null;
}

export function initial(registered: boolean): TabletState {
  const standing: Standing = { state: "connecting", since: null, problem: null };
  return { step: "rest", hall: null, standing, registered, visit: null, left: false, leavingIn: null };
}

/**
 * What the tablet does next: asks about a visit, goes back to rest, or stays with what it does. `begun`: somebody has
 * chosen a face, and is not interrupted.
 */
export function after(state: TabletState, { ticket, number }: ToAsk, begun: boolean): Partial<TabletState> {
  if (ticket === state.visit?.ticket || (state.step === "ask" && begun)) return {};
  if (ticket !== null && number !== null) return { visit: { ticket, number }, left: false };
  return { visit: null, left: false, ...(state.step === "ask" ? { step: "rest" as const, leavingIn: null } : {}) };
}
