/** What a clerk fills in to finish a ticket. Pure: what may be said of each errand, and what still lacks. */

import { say, type Text } from "../shared/language";
import type { Outcome } from "../shared/types";
import type { ErrandResult, Principal, StaffErrand, StaffTicket, StaffWindow } from "../staff/shapes";
import { panels } from "./words-deeds";

/** `pending`: left for another window. */
export type Choice = Outcome | "pending";

export interface ErrandDraft {
  readonly service: string;
  readonly name: Text;
  /** Whom it is for, where the ticket is for several; empty otherwise. */
  readonly whose: string;
  readonly materials: readonly Text[];
  readonly choices: readonly Choice[];
  readonly outcome: Choice;
  /** Which of the materials were missing, by place. */
  readonly ticked: readonly number[];
  /** Further missing materials, one a line. */
  readonly others: string;
  readonly note: string;
}

export interface Draft {
  readonly ticket: string;
  readonly number: string;
  readonly errands: readonly ErrandDraft[];
}

const HERE: readonly Choice[] = [
  "completed",
  "accepted",
  "incomplete",
  "refused",
  "enquiry_only",
  "collected",
  "accepted_with_gap",
  "accepted_on_promise",
  "escalated",
  "wrong_service",
  "left",
];

/** An errand that this window cannot do may stay, or end without anybody having done it. */
const ELSEWHERE: readonly Choice[] = ["pending", "wrong_service", "left"];

const WITH_NOTE = new Set<Choice>(["refused", "escalated", "accepted_with_gap", "accepted_on_promise"]);

/** So many signs at the end of a number are not masked. */
const ENDING = 4;

/** Begins with every pending errand of this window completed: the common case needs no further press. */
export function draftOf(ticket: StaffTicket, window: Pick<StaffWindow, "services">): Draft {
  const pending = ticket.errands.filter((errand) => errand.state === "pending");
  const errands = pending.map((errand): ErrandDraft => {
    const here = ticket.needs_help || window.services.includes(errand.service);
    return {
      service: errand.service,
      name: errand.name,
      whose: whoseOf(ticket, errand),
      materials: ticket.materials?.find((one) => one.service === errand.service)?.materials ?? [],
      choices: here ? HERE : ELSEWHERE,
      outcome: here ? "completed" : "pending",
      ticked: [],
      others: "",
      note: "",
    };
  });
  return { ticket: ticket.id, number: ticket.number, errands };
}

/** Whom an errand is for, where the ticket is for several. */
function whoseOf({ errands, principals = [] }: StaffTicket, { principal, person }: StaffErrand): string {
  const several = new Set(errands.map((errand) => errand.principal ?? null)).size > 1;
  if (!several || principal === undefined || principal === null) return "";
  if (person === undefined || person === null) return say(panels.personAt(principal + 1));
  const alike = errands.some((errand) => errand.person === person && errand.principal !== principal);
  return alike ? panels.personOf(person, say(endingOf(principals, principal) ?? panels.personAt(principal + 1))) : person;
}

/** What of the masked number or phone tells this person from the others of the ticket; null where neither does. */
function endingOf(principals: readonly Principal[], place: number): Text | null {
  for (const field of ["id_number", "phone"] as const) {
    const [own, ...others] = [place, ...principals.keys()].map((at) => principals[at]?.[field]?.slice(-ENDING) ?? null);
    if (own !== null && own !== undefined && others.filter((other) => other === own).length === 1) return panels.endsIn(own);
  }
  return null;
}

export function change(draft: Draft, place: number, patch: Partial<ErrandDraft>): Draft {
  return { ...draft, errands: draft.errands.map((one, at) => (at === place ? { ...one, ...patch } : one)) };
}

/** Everything missing, in Chinese as the notice is printed. */
export function missingOf(errand: ErrandDraft): string[] {
  const listed = errand.ticked.map((at) => errand.materials[at]?.zh ?? "");
  const typed = errand.others.split("\n").map((line) => line.trim());
  return [...listed, ...typed].filter((line) => line !== "");
}

/** What is still lacking from one errand's result, as a sentence. */
export function flawOf(errand: ErrandDraft): Text | null {
  if (errand.outcome === "incomplete" && missingOf(errand).length === 0) return panels.missingNeeded;
  if (errand.outcome === "refused" && errand.note.trim() === "") return panels.groundNeeded;
  return null;
}

/** The first thing that is lacking anywhere. */
export function flawIn(draft: Draft): Text | null {
  return draft.errands.map(flawOf).find((flaw) => flaw !== null) ?? null;
}

export function takesNote(choice: Choice): boolean {
  return WITH_NOTE.has(choice);
}

export function results(draft: Draft): ErrandResult[] {
  return draft.errands.flatMap((errand) => {
    if (errand.outcome === "pending") return [];
    const note = takesNote(errand.outcome) ? errand.note.trim() : "";
    const missing = errand.outcome === "incomplete" ? { missing: missingOf(errand) } : {};
    return [{ service: errand.service, outcome: errand.outcome, ...missing, ...(note ? { note } : {}) }];
  });
}
