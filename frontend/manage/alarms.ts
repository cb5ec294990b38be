// Which alarms are new to this page, and where each leads. Pure but for the last: it moves the reader there.

import type { Alarm } from "../staff/shapes";

export const HELP = new Set(["help_manager", "help_escalation"]);

/** Ids of alarms nobody takes care of that this page had not seen. */
export function newcomers(alarms: readonly Alarm[], known: ReadonlySet<string>): string[] {
  return alarms.flatMap(({ id, acknowledged }) => (id !== null && acknowledged === null && !known.has(id) ? [id] : []));
}

export function standingIds(alarms: readonly Alarm[]): Set<string> {
  return new Set(alarms.flatMap(({ id }) => (id === null ? [] : [id])));
}

/** How many still want somebody. */
export function unanswered(alarms: readonly Alarm[]): number {
  return alarms.filter(({ acknowledged }) => acknowledged === null).length;
}

const SHOWN_MS = 2500;

/** Brings what an alarm is about into sight and marks it for a moment. */
export function pointTo({ service, window }: Alarm): void {
  const place =
    window !== null ? `.manage-tile[data-window="${window}"]` : service !== null ? `.manage-service[data-service="${service}"]` : null;
  const there = place === null ? null : document.querySelector<HTMLElement>(place);
  if (!there) return;
  there.scrollIntoView({ block: "center" });
  there.focus({ preventScroll: true });
  there.classList.add("manage-pointed");
  setTimeout(() => there.classList.remove("manage-pointed"), SHOWN_MS);
}
