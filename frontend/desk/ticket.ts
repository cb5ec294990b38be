/** The ticket at a window, from the little the board tells and what was asked for before. Pure. */

import type { BoardTicket, StaffTicket } from "../staff/shapes";

/** The known ticket as the board sees it now; an outline of one that is not known yet. */
export function merged(told: BoardTicket | null, known: StaffTicket | null): StaffTicket | null {
  if (told === null) return null;
  const { state, called_at, started_at, calls, category, needs_help } = told;
  const now = { state, called_at, started_at, calls, category, needs_help };
  return known?.id === told.id ? { ...known, ...now } : { ...outline(told), ...now };
}

function outline({ id, number, state, called_at, calls, category, needs_help }: BoardTicket): StaffTicket {
  return {
    id,
    number,
    state,
    called_at,
    calls,
    category,
    needs_help,
    hall: "",
    day: "",
    channel: "",
    errands: [],
    issued_at: called_at ?? "",
    effective_since: called_at ?? "",
    credit_minutes: 0,
    credit_reason: null,
    ahead: null,
    wait: null,
    windows: [],
    window: null,
    zone: null,
    seq: 0,
  };
}
