// Which alarms are one card, and where each leads. Pure but for the last: it moves the reader.

import type { Alarm } from "../staff/shapes";

export const HELP = new Set(["help_manager", "help_escalation"]);

/** Alarms shown as one card: never none. */
export type Card = readonly [Alarm, ...Alarm[]];

/** The alarms in their order; idle windows are one card of those nobody has taken, and one of the others. */
export function cards(alarms: readonly Alarm[]): Card[] {
  const found = new Map<string, [Alarm, ...Alarm[]]>();
  alarms.forEach((alarm, place) => {
    const key = alarm.kind === "idle_window" ? `idle ${alarm.acknowledged !== null}` : `${place}`;
    const card = found.get(key);
    if (card) card.push(alarm);
    else found.set(key, [alarm]);
  });
  return [...found.values()];
}

/** How many cards still want somebody. */
export function unanswered(alarms: readonly Alarm[]): number {
  return cards(alarms).filter(([{ acknowledged }]) => acknowledged === null).length;
}

/** The numbers of the windows a card is about, each once. */
export function windowsOf(card: Card): number[] {
  return [...new Set(card.flatMap(({ window }) => (window === null ? [] : [window])))].sort((one, other) => one - other);
}

const SHOWN_MS = 2500;

/** Brings what a card is about into sight, the first of several, and marks all of it for a moment. */
export function pointTo(card: Card): void {
  const windows = windowsOf(card);
  const places = windows.length
    ? windows.map((window) => `.manage-tile[data-window="${window}"]`)
    : card.map(({ service }) => `.manage-service[data-service="${service}"]`);
  const there = places.flatMap((place) => document.querySelector<HTMLElement>(place) ?? []);
  there[0]?.scrollIntoView({ block: "center" });
  there[0]?.focus({ preventScroll: true });
  for (const one of there) one.classList.add("manage-pointed");
  setTimeout(() => there.forEach((one) => one.classList.remove("manage-pointed")), SHOWN_MS);
}
