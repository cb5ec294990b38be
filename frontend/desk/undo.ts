// The last action that can still be taken back, as this desk knows it before the server tells.

import type { Undoable } from "../staff/shapes";

const UNDO_MS = 60_000;
const LASTING: Readonly<Record<string, string>> = { call: "call", start: "start", finish: "finish", "no-show": "no_show" };

/** What may be undone after this action; null after one that cannot be. `now`: milliseconds of the server's clock. */
export function undoable(action: string, ticket: { id: string; number: string }, now: number): Undoable | null {
  const what = LASTING[action];
  if (what === undefined) return null;
  return { ticket: ticket.id, number: ticket.number, what, until: new Date(now + UNDO_MS).toISOString() };
}
