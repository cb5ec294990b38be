// Records of what could not get done as their doors answer: the list, its figures, and one record whole.

import { say, type Text } from "../shared/language";

export type State =
  | "registered" | "accepted" | "out_of_scope" | "resolved_on_the_spot" | "assigned" | "returned" | "in_progress"
  | "extended" | "resolved" | "replied" | "called_back" | "rectified" | "reopened" | "archived" | "withdrawn";

export type Step =
  | "accept" | "out-of-scope" | "confirm" | "resolve-now" | "assign" | "sign" | "return" | "extend" | "resolve"
  | "reply" | "call-back" | "unreachable" | "rectify" | "archive" | "reopen" | "withdraw";

export type Source = "window" | "online" | "hotline" | "bad_review" | "suggestion_box" | "patrol";
export type Due = "overdue" | "today" | "later";
export type Colour = "yellow" | "red" | "joint_meeting";
export type Clock = "contact" | "handling" | "call_back" | "reopening" | "closing";
export type CaseClass = "A" | "B" | "C" | "D" | "N";
export type Satisfaction = "satisfied" | "dissatisfied" | "unreachable";

export interface Card {
  readonly colour: Colour;
  readonly label: string;
  readonly clock: Clock;
  readonly round: number;
  readonly at: string;
}

/** What everybody is told of a record who may see it. */
interface Recorded {
  readonly id: string;
  readonly number: string;
  readonly state: State;
  readonly state_label: string;
  readonly source: Source;
  readonly source_label: string;
  readonly received_at: string;
  readonly due_at: string | null;
  readonly due: Due | null;
  /** A question to the reporter holds its clock. */
  readonly paused: boolean;
  readonly service_label: Text | null;
  readonly anonymous: boolean;
}

export interface Summary extends Recorded {
  readonly department: string | null;
  readonly owner: string | null;
  /** What departments are called, by the name they are kept under. */
  readonly departments: Called;
  readonly case_class: CaseClass | null;
  readonly level: number;
  readonly reopened: number;
  /** The gravest of this round, by which lists and figures go; earlier ones stand in the record. */
  readonly card: Colour | null;
  /** Masked. */
  readonly reporter: string | null;
}

export interface SummaryList {
  readonly items: readonly Summary[];
  readonly next: number | null;
}

/** `query` narrows the list to exactly what is counted. */
export interface Figure {
  readonly code: string;
  readonly name: Text;
  readonly query: Readonly<Record<string, string>>;
  readonly count: number;
}

/** One line of the log; `by` is told to staff alone. */
export interface Line {
  readonly step: string;
  readonly state: State;
  readonly label: string;
  readonly at: string;
  readonly part: string;
  readonly text: string | null;
  readonly by: string | null;
  readonly data: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** Who reports: masked, or as it was given once that was asked for. */
export interface Reporter {
  readonly kind: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly document: string | null;
  readonly agent_name: string | null;
  readonly agent_phone: string | null;
}

/** Who reports and what they wrote, as it was given: told for a reason. */
export interface Unmasked extends Reporter {
  readonly description: string | null;
  readonly demand: string | null;
}

/** What papers in full are asked with, until when. */
export interface Permit {
  readonly permit: string;
  readonly until: string;
}

export interface StaffPart {
  readonly may: readonly Step[];
  readonly may_ask: boolean;
  readonly clock: Clock | null;
  readonly limit_days: number | null;
  readonly about: string | null;
  readonly reporter: Reporter;
  readonly first_contact: string | null;
  readonly ticket: string | null;
  readonly department: string | null;
  readonly window: number | null;
  readonly earlier_visits: number;
  readonly scope_reason: string | null;
  readonly cause: string | null;
  readonly case_class: CaseClass | null;
  readonly owner: string | null;
  readonly co_departments: readonly string[];
  readonly departments: Called;
  readonly return_by: string | null;
  readonly returned: boolean;
  readonly extended_days: number;
  readonly outcome: string | null;
  readonly resolution: string | null;
  readonly in_time: boolean | null;
  readonly rectification: string | null;
  readonly archive_reason: string | null;
  readonly level: number;
  readonly reopened: number;
  readonly cards: readonly Card[];
  readonly hotline_order: string | null;
  /** The id of the bad review that it came of. */
  readonly review: string | null;
}

/** A photograph or PDF of a record; its reporter is told of their own alone. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly kind: "jpeg" | "png" | "webp" | "pdf";
  readonly size: number;
  readonly added_at: string;
  readonly part: "reporter" | "staff";
}

/** Where the file itself is. */
export const fileAddress = (escalation: string, { id }: Attachment): string => `/api/v1/escalations/${encodeURIComponent(escalation)}/attachments/${id}`;

/** What its reporter sees of a record. */
export interface Told extends Recorded {
  readonly hall: string;
  readonly description: string | null;
  readonly demand: string | null;
  readonly remedy: string | null;
  readonly reply: string | null;
  readonly satisfaction: Satisfaction | null;
  readonly log: readonly Line[];
  readonly attachments: readonly Attachment[];
  readonly staff: StaffPart | null;
}

/** The same for those who deal with it. */
export interface Case extends Told {
  readonly staff: StaffPart;
}

export function isCase(one: Told): one is Case {
  return one.staff !== null;
}

export type Called = Readonly<Record<string, Text>>;

/** What a department is called. */
export function calledIn(departments: Called, name: string | null): string | null {
  return name === null ? null : say(departments[name] ?? { zh: name, en: name });
}

export interface Departments {
  readonly items: readonly { readonly department: string; readonly name: Text; readonly members: readonly string[] }[];
}
