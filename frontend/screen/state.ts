// Everything a hall screen shows, as one value.

import type { Standing } from "../shared/feed";
import type { Hall, Notice } from "../shared/types";
import type { Call } from "./calls";
import type { Voice, WaitingView, WindowNow } from "./messages";
import type { Scene } from "./stage";

/**
 * How this page stands with its voice.
 *   none      it was not asked to speak
 *   elsewhere another device speaks in this zone
 *   blocked   the browser refuses sound until somebody touches the page
 *   on        it speaks
 */
export type SoundState = "none" | "elsewhere" | "blocked" | "on";

/** A window that serves nobody for a while, and when it said it would be back. */
export interface PausedWindow {
  readonly number: number;
  readonly until: string | null;
}

export interface ScreenState {
  readonly hall: Hall | null;
  readonly zone: string | null;
  readonly standing: Standing;
  /** The last eight calls, newest first. */
  readonly calls: readonly Call[];
  readonly scene: Scene | null;
  /** The scene has just come: warm colour, and notices stay away. */
  readonly fresh: boolean;
  readonly saying: string | null;
  readonly waiting: WaitingView | null;
  readonly notices: readonly Notice[];
  /** Windows that have paused, in order. */
  readonly paused: readonly PausedWindow[];
  readonly sound: SoundState;
  readonly voice: Voice;
  /** The last clip could not be had: the chime alone was heard. */
  readonly silent: boolean;
  readonly now: Date;
}

/** Before the server's first word. */
export function nothingYet(zone: string | null): ScreenState {
  return {
    hall: null,
    zone,
    standing: { state: "connecting", since: null, problem: null },
    calls: [],
    scene: null,
    fresh: false,
    saying: null,
    waiting: null,
    notices: [],
    paused: [],
    sound: "none",
    voice: { available: true, reason: null },
    silent: false,
    now: new Date(),
  };
}

/** Who has paused, once these windows have changed. */
export function pausedAfter(paused: readonly PausedWindow[], changed: readonly WindowNow[]): PausedWindow[] {
  const others = paused.filter((one) => !changed.some((window) => window.number === one.number));
  const more = changed.filter((window) => window.state === "paused");
  return [...others, ...more.map((window) => ({ number: window.number, until: window.paused_until ?? null }))].sort(
    (one, other) => one.number - other.number,
  );
}
