// What the server says to everybody: the JSON of the public calls, and the messages on sockets.

import type { Text } from "./language";

/** A name people see: both languages, and `label` in the one that was asked for. */
export interface Named {
  readonly name: Text;
  readonly label: string;
}

export type TicketState =
  | "waiting" | "called" | "serving" | "held" | "passed"
  | "done" | "cancelled" | "abandoned" | "unserved";

export type Outcome =
  | "completed" | "accepted" | "accepted_with_gap" | "accepted_on_promise" | "incomplete" | "refused"
  | "escalated" | "enquiry_only" | "collected" | "wrong_service" | "left";

export type WindowKind = "comprehensive" | "special" | "enquiry" | "assisted" | "cross_region" | "escalation";
export type WindowState = "open" | "paused" | "closed";

/** How long it may take, as a band: the 10th, 50th and 90th of a hundred. */
export interface Wait {
  readonly p10_minutes: number;
  readonly p50_minutes: number;
  readonly p90_minutes: number;
}

export interface Errand extends Named {
  readonly service: string;
  readonly state: string;
  readonly outcome: Outcome | null;
}

export interface Ticket {
  readonly id: string;
  readonly hall: string;
  readonly day: string;
  readonly number: string;
  readonly state: TicketState;
  readonly channel: string;
  /** The bundle (一件事) it was taken for. */
  readonly bundle?: Named | null;
  readonly errands: readonly Errand[];
  readonly issued_at: string;
  /** When a number given on paper (at `issued_at`) was entered. */
  readonly entered_at?: string | null;
  readonly effective_since: string;
  readonly credit_minutes: number;
  readonly credit_reason: string | null;
  readonly ahead: number | null;
  readonly wait: Wait | null;
  /** Numbers of the windows that may call it. */
  readonly windows: readonly number[];
  /** Number of the window that has it now. */
  readonly window: number | null;
  readonly zone: string | null;
  readonly needs_help: boolean;
  readonly called_at: string | null;
  readonly calls: number;
  readonly seq: number;
}

export interface Service extends Named {
  readonly code: string;
  readonly aliases: readonly string[];
  /** First letters of the pinyin of the name and of every alias: "bdczydj". */
  readonly initials: readonly string[];
  readonly audience: readonly ("person" | "organisation")[];
  readonly prefix: string;
  readonly department: string;
  readonly materials: readonly Text[];
  readonly median_minutes: number;
  readonly bookable: boolean;
  readonly online: boolean;
  readonly frequent: boolean;
  readonly windows: readonly number[];
  readonly open_windows: number;
  readonly waiting: number;
  /** How many would be ahead of somebody who took a ticket now. */
  readonly ahead: number;
  readonly available: boolean;
  readonly reason: Text | null;
  readonly wait?: Wait | null;
}

export interface Bundle extends Named {
  readonly code: string;
  readonly services: readonly string[];
  readonly in_order: boolean;
  readonly wait?: Wait | null;
}

export interface ServiceList {
  readonly items: readonly Service[];
  readonly bundles: readonly Bundle[];
}

export interface PublicWindow extends Named {
  readonly id: string;
  readonly number: number;
  readonly kind: WindowKind;
  readonly zone: string | null;
  readonly services: readonly string[];
  readonly sessions: readonly string[];
  readonly state: WindowState;
  readonly paused_until: string | null;
}

export interface Zone extends Named {
  readonly code: string;
}

export interface Notice {
  readonly code: string;
  readonly text: Text;
  readonly label: string;
}

/** From where phones may take a ticket: so near, or there so soon; null where they may not. */
export interface Virtual {
  readonly metres: number | null;
  readonly minutes: number | null;
}

/** A hall among others; `wait` and `waiting` are for one service where that was asked for. */
export interface HallSummary extends Named {
  readonly code: string;
  readonly open_now: boolean;
  readonly waiting: number;
  /** How many would be ahead of somebody who came for the service that was asked for. */
  readonly ahead: number | null;
  readonly wait: Wait | null;
  readonly distance_km: number | null;
  readonly virtual: Virtual | null;
}

export interface HallList {
  readonly items: readonly HallSummary[];
}

export interface Hall extends Named {
  readonly code: string;
  readonly tier: string;
  readonly parent: string | null;
  readonly timezone: string;
  readonly address: Text | null;
  readonly phone: string | null;
  readonly languages: readonly string[];
  readonly open_now: boolean;
  readonly issuing: boolean;
  /** What becomes of whoever is called and does not come. */
  readonly no_show: "requeue" | "tail" | "void";
  readonly opens_at: string | null;
  readonly open_until: string | null;
  readonly hours: Readonly<Record<string, unknown>>;
  readonly zones: readonly Zone[];
  readonly windows: readonly PublicWindow[];
  readonly notices: readonly Notice[];
  readonly waiting: number;
  readonly virtual: Virtual | null;
  /** What its plan marks, and since when it is up; a phone may have kept a hall from before there were plans. */
  readonly plan?: (PlanMarks & { readonly updated_at: string }) | null;
}

/** The numbers of the windows that a plan marks, and of those it shows the way to. */
export interface PlanMarks {
  readonly windows: readonly number[];
  readonly ways: readonly number[];
}

/** A refusal in the server's words (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
  readonly [extra: string]: unknown;
}

/** Something that happened: in order, none lost, none twice. */
export interface Fact {
  readonly hall: string;
  readonly seq: number;
  readonly prev: number | null;
  readonly at: string;
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** How something stands: the latest wins. */
export interface View {
  readonly hall: string;
  readonly as_of_seq: number;
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Everything a room shows, as of `seq`. */
export interface Snapshot {
  readonly seq: number;
}
