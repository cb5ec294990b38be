// Which alarms are new to a page. Pure.

import type { Alarm } from "./shapes";

/** Ids of alarms nobody takes care of that this page had not seen. */
export function newcomers(alarms: readonly Alarm[], known: ReadonlySet<string>): string[] {
  return alarms.flatMap(({ id, acknowledged }) => (id !== null && acknowledged === null && !known.has(id) ? [id] : []));
}

export function standingIds(alarms: readonly Alarm[]): Set<string> {
  return new Set(alarms.flatMap(({ id }) => (id === null ? [] : [id])));
}
