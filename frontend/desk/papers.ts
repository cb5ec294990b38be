// The papers a visitor takes along after a finish: the one-time notice, the note of a refusal.

import type { ErrandResult, StaffTicket } from "../staff/shapes";
import type { Text } from "../shared/language";
import { language } from "../shared/language";
import type { Paper } from "./state";
import { words } from "./words";

/** What was just told to the visitor of this ticket, as papers to print. */
export function papersOf(ticket: StaffTicket, finished: object): readonly Paper[] {
  const { errands = [] } = finished as { errands?: readonly ErrandResult[] };
  const outcomes = new Set(errands.map((errand) => errand.outcome));
  const { id, number } = ticket;
  return [
    ...(outcomes.has("incomplete") ? [{ ticket: id, number, what: "notice" } as const] : []),
    ...(outcomes.has("refused") ? [{ ticket: id, number, what: "refusal" } as const] : []),
  ];
}

/** Where the paper is as a page. */
export function pageOf(paper: Paper): string {
  return `/api/v1/tickets/${paper.ticket}/${paper.what}.pdf?lang=${language()}`;
}

/** Opens the paper; what to do where it cannot be shown. */
export function putOnPaper(paper: Paper): Promise<Text | null> {
  const opened = window.open(pageOf(paper), "_blank");
  return Promise.resolve(opened ? null : words.popupBlocked);
}
