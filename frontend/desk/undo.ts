// The last action that can still be taken back, kept over a reload of the page.

import type { Undoable } from "../staff/shapes";

const KEPT = "hall.undo";
const UNDO_MS = 60_000;
const LASTING = new Set(["call", "start", "finish", "no-show"]);

/** What may be undone after this action; null after one that cannot be. `now`: milliseconds of the server's clock. */
export function undoable(action: string, ticket: { id: string; number: string }, now: number): Undoable | null {
  if (!LASTING.has(action)) return null;
  return { ticket: ticket.id, number: ticket.number, action, until: new Date(now + UNDO_MS).toISOString() };
}

export function keepUndo(undo: Undoable | null): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(undo));
  } catch {
    // A reload then forgets it; the server decides anyway.
  }
}

export function keptUndo(): Undoable | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Undoable | null;
  } catch {
    return null;
  }
}
