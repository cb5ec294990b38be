// The papers a visitor takes along after a finish: the one-time notice, the note of a refusal.

import { newKey } from "../shared/http";
import type { Text } from "../shared/language";
import { hasPrinter, pdfOf, print } from "../shared/printer";
import type { ErrandResult, StaffTicket } from "../staff/shapes";
import type { Paper } from "./state";
import { words } from "./words";

/** What was just told to the visitor of this ticket, as papers to print. */
export function papersOf(ticket: StaffTicket, finished: object): readonly Paper[] {
  const { errands = [] } = finished as { errands?: readonly ErrandResult[] };
  const outcomes = new Set(errands.map((errand) => errand.outcome));
  const about = { ticket: ticket.id, number: ticket.number };
  return [
    ...(outcomes.has("incomplete") ? [{ ...about, what: "notice", key: newKey() } as const] : []),
    ...(outcomes.has("refused") ? [{ ...about, what: "refusal", key: newKey() } as const] : []),
  ];
}

const FAILED: ReadonlySet<string> = new Set(["escalated", "refused", "incomplete"]);

/** The number of a finished ticket of which something could not get done; null where everything was. */
export function failedOf(ticket: StaffTicket, finished: object): string | null {
  const { errands = [] } = finished as { errands?: readonly ErrandResult[] };
  return errands.some(({ outcome }) => FAILED.has(outcome)) ? ticket.number : null;
}

/** Prints at this desk's printer, else opens the paper as a page; what to do where neither works. */
export async function putOnPaper(paper: Paper): Promise<Text | null> {
  if (!hasPrinter()) return window.open(pdfOf(paper.ticket, paper.what), "_blank") ? null : words.popupBlocked;
  const done = await print(paper.ticket, paper.what, paper.key);
  return done === "printed" ? null : words.notPrinted(done.problem.detail);
}
