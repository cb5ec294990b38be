/** The part of the hall's queue that a window may serve, in the order of calling. Pure. */

import type { Board, StaffWindow, WaitingRow } from "../staff/shapes";

export function inLine(board: Board, window: Pick<StaffWindow, "services">): WaitingRow[] {
  const may = new Set(window.services);
  const wanted = (row: WaitingRow): boolean => (row.services ?? [row.service]).some((service) => may.has(service));
  return board.waiting.filter((row) => row.state === "waiting" && wanted(row));
}

export function firstInLine(board: Board, window: Pick<StaffWindow, "services">): WaitingRow | undefined {
  return inLine(board, window)[0];
}
