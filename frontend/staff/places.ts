// The pages of staff: where each is, what the others call it, and the roles it is for. Pure: the server decides at every
// door, and a test holds these roles to its permissions.

import type { Text } from "../shared/language";
import { words } from "./words";

export type Place = "desk" | "greeter" | "appointments" | "prereview" | "escalations" | "board" | "reviews" | "counts" | "carriers" | "floor";

interface Page {
  readonly path: string;
  readonly name: Text;
  readonly roles: readonly string[];
}

const PLACES: Readonly<Record<Place, Page>> = {
  desk: { path: "/desk", name: words.toDesk, roles: ["clerk"] },
  greeter: { path: "/greeter", name: words.toGreeter, roles: ["greeter", "manager"] },
  appointments: { path: "/appointments", name: words.toAppointments, roles: ["greeter", "clerk", "manager"] },
  prereview: { path: "/prereview", name: words.toPrereview, roles: ["clerk", "manager"] },
  escalations: {
    path: "/escalations",
    name: words.toEscalations,
    roles: ["escalation", "department", "manager", "county", "clerk", "greeter"],
  },
  board: { path: "/manage", name: words.toBoard, roles: ["manager", "county"] },
  reviews: { path: "/manage/reviews", name: words.toReviews, roles: ["manager"] },
  counts: { path: "/manage/help", name: words.toCounts, roles: ["manager", "county"] },
  carriers: { path: "/manage/carriers", name: words.toCarriers, roles: ["admin", "manager", "county"] },
  floor: { path: "/manage/floor", name: words.toFloor, roles: ["admin", "manager"] },
};

/** Where somebody with these roles begins: the first of these that is for them. */
const FIRST: readonly Place[] = ["board", "carriers", "escalations", "desk", "greeter"];
/** Whose first place the ledger is; others are let in there too. */
const OF_THE_LEDGER = ["escalation", "department"];

interface Holder {
  readonly roles: readonly string[];
}

export function pageOf(place: Place): Page {
  return PLACES[place];
}

/** Whether a page is for this person. */
export function mayOpen(place: Place, { roles }: Holder): boolean {
  return holds(roles, PLACES[place].roles);
}

/** Whether this person may read what happened before. */
export function mayReadJournal({ roles }: Holder): boolean {
  return holds(roles, ["manager", "auditor"]);
}

/** Where this person begins; null for one whom no page is for. */
export function firstPlace(holder: Holder): Place | null {
  const mine = (place: Place): boolean => mayOpen(place, holder) && (place !== "escalations" || holds(holder.roles, OF_THE_LEDGER));
  return FIRST.find(mine) ?? null;
}

/** Where to go after signing in: what was asked for, if it is a page of ours, else where this person begins. */
export function addressAfter(holder: Holder, asked: string | null): string {
  const [path] = (asked ?? "").split("?");
  if (asked !== null && Object.values(PLACES).some((page) => page.path === path)) return asked;
  return PLACES[firstPlace(holder) ?? "desk"].path;
}

function holds(roles: readonly string[], wanted: readonly string[]): boolean {
  return roles.some((role) => wanted.includes(role));
}
