/** The part of the hall's queue that a window may serve, in the order of calling. Pure. */

import type { Board, StaffWindow, WaitingRow } from "../staff/shapes";

export function inLine(board: Board, window: Pick<StaffWindow, "services">): WaitingRow[] {
  const may = new Set(window.services);
  return board.waiting.filter((row) => row.needs_help || row.services.some((service) => may.has(service)));
}

export function firstInLine(board: Board, window: Pick<StaffWindow, "services">): WaitingRow | undefined {
  return inLine(board, window)[0];
}
