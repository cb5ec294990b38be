// The words of the bar: one line or two, and the colour they are lit in. A colour never stands without its word.

import { clockTime } from "../shared/format";
import { say } from "../shared/language";
import { ledWords as words } from "../generated/led";
import type { LedState } from "./state";

export type Tone = "call" | "good" | "bad";

export interface Line {
  readonly text: string;
  readonly tone: Tone;
}

/** The lines of a bar of `rows`: what the window does now; with a second row, above it which window it is. */
export function linesOf(state: LedState, rows: 1 | 2): readonly Line[] {
  if (state.standing.state === "refused") return [{ text: say(words.unknown), tone: "bad" }];
  if (state.window === null) return [{ text: say(words.connecting), tone: "bad" }];
  const name = { text: say(words.window({ n: state.window.number, name: say(state.window.name) })), tone: "good" } as const;
  const now = doingLine(state) ?? standingLine(state, rows === 2);
  return rows === 2 ? [name, now ?? { text: say(words.free), tone: "good" }] : [now ?? name];
}

function doingLine({ doing }: LedState): Line | null {
  if (doing === null) return null;
  const { ticket } = doing;
  if (doing.kind === "called") return { text: say(words.call({ ticket })), tone: "call" };
  if (doing.kind === "retracted") return { text: say(words.wait({ ticket })), tone: "call" };
  return { text: say(words.serving({ ticket })), tone: "good" };
}

/** What a window that calls nobody says; null for an open one. */
function standingLine({ window, timezone }: LedState, named: boolean): Line | null {
  if (window === null || window.state === "open") return null;
  if (window.state === "closed") return { text: say(named ? words.closed : words.closedWindow({ n: window.number })), tone: "bad" };
  const text = window.paused_until === null ? words.paused : words.pausedUntil({ time: clockTime(window.paused_until, timezone) });
  return { text: say(text), tone: "bad" };
}
