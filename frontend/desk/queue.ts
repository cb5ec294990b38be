/** The part of the hall's queue that a window may call, in the order of calling. Pure. */

import type { Board, StaffTicket, StaffWindow, WaitingRow } from "../staff/shapes";

export type Caller = Pick<StaffWindow, "number" | "kind" | "services">;

/** As the server's `next_for` has it: an assisted window calls nobody else while somebody waits who needs help. */
export function inLine(board: Pick<Board, "waiting">, window: Caller): WaitingRow[] {
  const may = new Set(window.services);
  const mine = board.waiting.filter((row) =>
    row.bound === null ? row.needs_help || row.services.some((service) => may.has(service)) : row.bound === window.number,
  );
  const helped = window.kind === "assisted" ? mine.filter((row) => row.needs_help) : [];
  return helped.length > 0 ? helped : mine;
}

export function firstInLine(board: Pick<Board, "waiting">, window: Caller): WaitingRow | undefined {
  return inLine(board, window)[0];
}

/** Why a window may not call this waiting ticket out of order; null when it may. */
export type Bar = "elsewhere" | "busy" | "closed" | "not-here";

export function barTo(
  ticket: Pick<StaffTicket, "bound" | "windows">,
  window: Pick<StaffWindow, "number" | "state"> & { readonly ticket: unknown },
): Bar | null {
  if ((ticket.bound ?? window.number) !== window.number) return "elsewhere";
  if (window.ticket) return "busy";
  if (window.state !== "open") return "closed";
  return ticket.windows.includes(window.number) ? null : "not-here";
}

/** Minutes that a ticket counts from before it was taken. */
export function creditOf({ issued_at, effective_since }: Pick<WaitingRow, "issued_at" | "effective_since">): number {
  return Math.max(0, Math.round((Date.parse(issued_at) - Date.parse(effective_since)) / 60_000));
}
