// Words that more than one page says, from the catalogues (hall/languages), and how lists and counts are put into them.

import { sharedWords } from "../generated/shared";
import { say, type Text } from "./language";

export const words = {
  ...sharedWords,
  /** The switch of staff pages, which speak these two. */
  otherLanguage: { zh: "English", en: "中文" },
  ahead: (n: number): Text => (n === 0 ? sharedWords.nobodyAhead : sharedWords.ahead({ n })),
  /** Of somebody who would take a ticket now. */
  aheadNow: (n: number): Text => (n === 0 ? sharedWords.nobodyAhead : sharedWords.aheadNow({ n })),
  waiting: (n: number): Text => (n === 0 ? sharedWords.nobodyWaiting : sharedWords.waiting({ n })),
  /** Nothing of a credit that comes to no whole minute. */
  credit: (minutes: number): Text => (Math.round(minutes) > 0 ? sharedWords.credit({ n: Math.round(minutes) }) : { zh: "", en: "" }),
  windowNumber: (n: number): Text => sharedWords.windowNumber({ n }),
  windows: (numbers: readonly number[]): Text =>
    sharedWords.windows({ n: numbers.length, windows: ranges(numbers).join(say(sharedWords.between)) }),
  band: (low: number, high: number): Text => (low === 0 ? sharedWords.bandUpTo({ high }) : sharedWords.band({ low, high })),
  pausedUntil: (time: string): Text => sharedWords.pausedUntil({ time }),
  staleSince: (time: string): Text => sharedWords.staleSince({ time }),
} as const;

/** 3, 4, 5, 31 → "3–5", "31". */
export function ranges(numbers: readonly number[]): string[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const n of sorted) {
    const last = runs[runs.length - 1];
    if (last !== undefined && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.flatMap(([from, to]) => (to - from >= 2 ? [`${from}–${to}`] : from === to ? [`${from}`] : [`${from}`, `${to}`]));
}
