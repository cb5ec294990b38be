// Places that are kept while somebody checks them: their ids alone, which are the right to them.
//
// The one of this tab goes with the tab. Those of all tabs of the phone are known until they are confirmed, let go or
// run out, so that whoever begins again elsewhere can go on with one, or let it go.

import type { Http } from "../shared/http";
import type { Appointment } from "./types";

/** When each of these places is given to others, by its id. */
export type Holds = Readonly<Record<string, string>>;

const OF_PHONE = "hall.holds";
const keyOf = (hall: string): string => `hall.held.${hall}`;

/** The holds with one more, less those that have run out. Pure. */
export function withHold(holds: Holds, id: string, until: string, now: Date): Holds {
  return { ...running(holds, now), [id]: until };
}

/** The holds without this one, and less those that have run out. Pure. */
export function withoutHold(holds: Holds, id: string, now: Date): Holds {
  return Object.fromEntries(Object.entries(running(holds, now)).filter(([each]) => each !== id));
}

function running(holds: Holds, now: Date): Holds {
  return Object.fromEntries(Object.entries(holds).filter(([, until]) => new Date(until) > now));
}

/** Remembers the appointment to be confirmed, in this tab and for the others. */
export function keepHeld(hall: string, { id, expires_at }: { readonly id: string; readonly expires_at: string | null }): void {
  try {
    sessionStorage.setItem(keyOf(hall), id);
    if (expires_at !== null) keepHolds(withHold(ofPhone(), id, expires_at, new Date()));
  } catch {
    // a page loaded anew begins at the first step then
  }
}

/** It was confirmed, or is kept no longer. */
export function forgetHeld(hall: string, id: string): void {
  try {
    if (heldIn(hall) === id) sessionStorage.removeItem(keyOf(hall));
    keepHolds(withoutHold(ofPhone(), id, new Date()));
  } catch {
    // there is nothing to forget then
  }
}

export function heldIn(hall: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(hall));
  } catch {
    return null;
  }
}

/** The ids of the places that tabs of this phone have had kept, the last one first. */
function heldOnPhone(): readonly string[] {
  try {
    return Object.keys(running(ofPhone(), new Date())).reverse();
  } catch {
    return [];
  }
}

/** The place that another tab of this phone has had kept for that service and day, if it still is. */
export async function heldElsewhere(http: Http, service: string, day: string): Promise<Appointment | null> {
  for (const id of heldOnPhone()) {
    const found = await http.get<Appointment>(`/appointments/${encodeURIComponent(id)}`).catch(() => null);
    if (found?.state === "reserved" && found.service === service && found.day === day) return found;
  }
  return null;
}

function ofPhone(): Holds {
  return JSON.parse(localStorage.getItem(OF_PHONE) ?? "{}") as Holds;
}

function keepHolds(holds: Holds): void {
  if (Object.keys(holds).length === 0) localStorage.removeItem(OF_PHONE);
  else localStorage.setItem(OF_PHONE, JSON.stringify(holds));
}
