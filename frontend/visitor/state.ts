// What the visitor's page shows, and how messages change it. Pure.

import type { Standing } from "../shared/feed";
import { dayIn } from "../shared/format";
import type { Fact, Hall, Named, Ticket, TicketState, View, Wait } from "../shared/types";

/** What was told at the window about one errand: everything missing, or why it was not accepted. */
export interface Told {
  readonly service: string;
  readonly kind: "missing" | "ground";
  readonly texts: readonly string[];
  readonly by?: string | null;
  /** Of the texts, what should have been told on an earlier visit. */
  readonly untold?: readonly string[];
}

/** What was told as missing on the visit that its holder came back from. */
export interface ToldBefore {
  readonly number: string;
  readonly day: string;
  readonly service: string;
  readonly texts: readonly string[];
  readonly by: string | null;
}

/** Coming back with this ticket gives a head start, up to and with a day (YYYY-MM-DD). */
export interface Returning {
  readonly until: string;
  readonly working_days: number;
}

/** The ticket as its holder gets it by HTTP; the socket's has none of the last three. */
export interface MyTicket extends Ticket {
  readonly bundle?: Named | null;
  readonly told?: readonly Told[];
  readonly told_before?: readonly ToldBefore[];
  readonly requeues_left?: number | null;
  readonly returning?: Returning | null;
}

/** What this phone keeps for a time without network. */
export interface Known {
  readonly ticket: MyTicket;
  readonly hall: Hall | null;
  readonly at: string;
}

/** The question "why was that number first?", and what came of it. */
export interface Why {
  readonly number: string;
  readonly answer: string | null;
  readonly problem: string | null;
  readonly asking: boolean;
}

/**
 * Whether the page may ring.
 *   ask      the person was not asked yet
 *   off      no
 *   on       it rings
 *   asleep   yes, but the browser wants a touch first, as after every reload
 *   refused  yes, but the browser makes no sound
 */
export type Alerts = "ask" | "off" | "on" | "asleep" | "refused";

export interface VisitorState {
  readonly ticket: MyTicket | null;
  readonly hall: Hall | null;
  readonly standing: Standing;
  /** When the server last told how things stand; null while nothing is known. */
  readonly knownAt: Date | null;
  /** The last attempt to read the ticket found no server, or the browser says that there is no network. */
  readonly unreachable: boolean;
  /** There is no such ticket. */
  readonly missing: boolean;
  readonly alerts: Alerts;
  /** The screen is kept from going dark. */
  readonly awake: boolean;
  readonly why: Why;
  readonly confirming: boolean;
  readonly cancelling: boolean;
  readonly problem: string | null;
  readonly now: Date;
}

export const initial: VisitorState = {
  ticket: null,
  hall: null,
  standing: { state: "connecting", since: null, problem: null },
  knownAt: null,
  unreachable: false,
  missing: false,
  alerts: "ask",
  awake: false,
  why: { number: "", answer: null, problem: null, asking: false },
  confirming: false,
  cancelling: false,
  problem: null,
  now: new Date(),
};

const OVER: ReadonlySet<TicketState> = new Set(["done", "cancelled", "abandoned", "unserved"]);
const NEAR = 3;
/** HTTP alone, where a network lets sockets not through, is fresh for so long. */
const FRESH_MS = 25_000;

export const isOver = (ticket: Ticket): boolean => OVER.has(ticket.state);
/** Outcomes of what could not get done. */
const FAILED: ReadonlySet<string> = new Set(["escalated", "refused", "incomplete"]);

export const hasFailed = ({ state, errands }: Ticket): boolean => state === "done" && errands.some(({ outcome }) => outcome !== null && FAILED.has(outcome));
export const isNear = (ticket: Ticket): boolean => ticket.state === "waiting" && ticket.ahead !== null && ticket.ahead <= NEAR;
export const canCancel = (ticket: Ticket): boolean => ticket.state === "waiting" || ticket.state === "called";

/** The ticket after a fact: at once, from the message alone; the rest is read again. */
export function afterFact(ticket: MyTicket, fact: Fact): MyTicket {
  const { state, window, zone, calls } = fact.data as Partial<Ticket>;
  const changed = { ...ticket, seq: fact.seq, window: window ?? null, zone: zone ?? null };
  if (fact.kind === "ticket_called") return { ...changed, state: "called", calls: calls ?? ticket.calls + 1, called_at: fact.at };
  return state === undefined ? ticket : { ...changed, state };
}

/** The ticket after a view of its place in the queue. */
export function afterView(ticket: MyTicket, view: View): MyTicket {
  if (ticket.state !== "waiting" || (view.kind !== "place" && view.kind !== "near")) return ticket;
  const { ahead, wait } = view.data as { ahead?: number | null; wait?: Wait | null };
  return { ...ticket, ahead: ahead ?? ticket.ahead, wait: wait === undefined ? ticket.wait : wait };
}

/** A ticket from the socket keeps what only HTTP tells. */
export function merged(before: MyTicket | null, { told, told_before, requeues_left, returning, ...after }: MyTicket): MyTicket {
  return {
    ...after,
    told: told ?? before?.told ?? [],
    told_before: told_before ?? before?.told_before ?? [],
    requeues_left: requeues_left === undefined ? (before?.requeues_left ?? null) : requeues_left,
    returning: returning === undefined ? (before?.returning ?? null) : returning,
  };
}

/** Called since, or once more, or to another window. */
export const isCalledAnew = (before: Ticket, after: Ticket): boolean =>
  after.state === "called" && (before.state !== "called" || after.calls > before.calls || after.window !== before.window);

/** What is worth a sound. */
export type Alert = "called" | "near" | "passed";

/** What is new since the person was last told: a call, having come near, or having missed the call; null for none. */
export function alertFor(before: Ticket | null, after: Ticket): Alert | null {
  if (before === null) return null;
  if (after.state === "called") return before.state !== "called" || after.calls > before.calls ? "called" : null;
  if (after.state === "passed") return before.state === "waiting" || before.state === "called" ? "passed" : null;
  return isNear(after) && before.state === "waiting" && !isNear(before) ? "near" : null;
}

/** Since when what is shown may be old; null while it is fresh, or while there is nothing to be old. */
export function oldSince({ standing, knownAt, unreachable, ticket }: VisitorState, now: Date): Date | null {
  if (ticket === null || knownAt === null || standing.state === "live") return null;
  if (now.getTime() - knownAt.getTime() < FRESH_MS && !unreachable) return null;
  return standing.state === "connecting" && !unreachable ? null : knownAt;
}

/** Whether the ticket is of a day that is over; false where the hall's clock is not known. */
export function isOfAnotherDay({ ticket, hall, now }: VisitorState): boolean {
  return ticket !== null && hall !== null && ticket.day < dayIn(hall.timezone, now);
}

/** "h1" as people type it is H001. */
export function numberTyped(typed: string): string {
  const found = /^([A-Z]{1,2})(\d{1,3})$/.exec(typed);
  return found === null ? typed : `${found[1]}${(found[2] ?? "").padStart(3, "0")}`;
}
