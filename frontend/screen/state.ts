// Everything a hall screen shows, as one value.

import type { Standing } from "../shared/feed";
import type { Hall, Notice } from "../shared/types";
import type { Call } from "./calls";
import type { Voice, WaitingView } from "./messages";
import type { Scene } from "./stage";

/**
 * How this page stands with its voice.
 *   none      it was not asked to speak
 *   elsewhere another device speaks in this zone
 *   blocked   the browser refuses sound until somebody touches the page
 *   on        it speaks
 */
export type SoundState = "none" | "elsewhere" | "blocked" | "on";

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
    sound: "none",
    voice: { available: true, reason: null },
    silent: false,
    now: new Date(),
  };
}
