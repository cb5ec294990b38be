// What the visitor's page shows, and how messages change it. Pure.

import type { Standing } from "../shared/feed";
import type { Fact, Hall, Ticket, TicketState, View, Wait } from "../shared/types";

/** The question "why was that number first?", and what came of it. */
export interface Why {
  readonly number: string;
  readonly answer: string | null;
  readonly problem: string | null;
  readonly asking: boolean;
}

export interface VisitorState {
  readonly ticket: Ticket | null;
  readonly hall: Hall | null;
  readonly standing: Standing;
  /** The server's sentence when there is no such ticket. */
  readonly missing: string | null;
  readonly alerts: boolean;
  readonly why: Why;
  readonly confirming: boolean;
  readonly cancelling: boolean;
  readonly problem: string | null;
}

export const initial: VisitorState = {
  ticket: null,
  hall: null,
  standing: { state: "connecting", since: null, problem: null },
  missing: null,
  alerts: false,
  why: { number: "", answer: null, problem: null, asking: false },
  confirming: false,
  cancelling: false,
  problem: null,
};

const OVER: ReadonlySet<TicketState> = new Set(["done", "cancelled", "abandoned", "unserved"]);
const NEAR = 3;

export const isOver = (ticket: Ticket): boolean => OVER.has(ticket.state);
export const isNear = (ticket: Ticket): boolean => ticket.state === "waiting" && ticket.ahead !== null && ticket.ahead <= NEAR;
export const canCancel = (ticket: Ticket): boolean => ticket.state === "waiting" || ticket.state === "called";

/** The ticket after a fact: at once, from the message alone; the rest is read again. */
export function afterFact(ticket: Ticket, fact: Fact): Ticket {
  const { state, window, zone, calls } = fact.data as Partial<Ticket>;
  const changed = { ...ticket, seq: fact.seq, window: window ?? null, zone: zone ?? null };
  if (fact.kind === "ticket_called") return { ...changed, state: "called", calls: calls ?? ticket.calls + 1, called_at: fact.at };
  return state === undefined ? ticket : { ...changed, state };
}

/** The ticket after a view of its place in the queue. */
export function afterView(ticket: Ticket, view: View): Ticket {
  if (ticket.state !== "waiting" || (view.kind !== "place" && view.kind !== "near")) return ticket;
  const { ahead, wait } = view.data as { ahead?: number; wait?: Wait | null };
  return { ...ticket, ahead: ahead ?? ticket.ahead, wait: wait === undefined ? ticket.wait : wait };
}

/** What is worth a sound: a new call, or having come near; null when neither is new. */
export function alertFor(before: Ticket | null, after: Ticket): "called" | "near" | null {
  if (after.state === "called" && (before?.state !== "called" || after.calls > before.calls)) return "called";
  if (isNear(after) && before !== null && before.state === "waiting" && !isNear(before)) return "near";
  return null;
}
