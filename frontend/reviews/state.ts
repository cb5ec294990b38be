// Everything the page of reviews shows, as one value, and what is asked of the server for it. Pure.

import type { Standing } from "../shared/feed";
import type { Service } from "../shared/types";
import type { Session } from "../staff/shapes";
import { CONNECTING, framed, type Framed } from "../staff/state";
import type { RecordOf, By, Figures, Heard, RateName, Review, ReviewSummary, StepName, Unmasked } from "./shapes";

/** What the list is narrowed to; days of the hall, empty for the server's last thirty. */
export interface Filters {
  readonly from: string;
  readonly to: string;
  readonly show: "to_do" | "overdue" | "all";
  /** The figure whose rows these are. */
  readonly counted: string;
  readonly service: string;
  readonly department: string;
  readonly window: string;
  readonly person: string;
  readonly tag: string;
}

export const UNNARROWED: Filters = {
  from: "",
  to: "",
  show: "to_do",
  counted: "",
  service: "",
  department: "",
  window: "",
  person: "",
  tag: "",
};

/** What is being written about the review that is open. */
export interface Draft {
  readonly text: string;
  readonly heard: Heard | null;
  /** Why an appeal is decided so. */
  readonly decision: string;
}

export const BLANK: Draft = { text: "", heard: null, decision: "" };

export interface ReviewsState extends Framed {
  readonly services: readonly Service[];
  readonly page: "list" | "figures";
  readonly filters: Filters;
  readonly items: readonly ReviewSummary[] | null;
  /** Where the list goes on. */
  readonly next: number | null;
  readonly one: Review | null;
  /** What came of it in the ledger; null until that was read. */
  readonly records: readonly RecordOf[] | null;
  readonly unmasked: Unmasked | null;
  readonly draft: Draft;
  readonly by: By;
  readonly figures: Figures | null;

  readonly standing: Standing;
}

export function beginning(session: Session, code: string): ReviewsState {
  return {
    ...framed(session, code),
    services: [],
    page: "list",
    filters: UNNARROWED,
    items: null,
    next: null,
    one: null,
    records: null,
    unmasked: null,
    draft: BLANK,
    by: "service",
    figures: null,
    standing: CONNECTING,
  };
}

/** The list's query; what is not narrowed is left out. */
export function listQuery({ show, ...narrowed }: Filters, after: number | null): string {
  const query = new URLSearchParams(Object.entries(narrowed).filter(([, value]) => value !== ""));
  if (show !== "all") query.set("to_do", "true");
  if (show === "overdue") query.set("overdue", "true");
  if (after !== null) query.set("after", String(after));
  return query.toString();
}

export function figuresQuery({ from, to }: Filters, by: By): string {
  const days = Object.entries({ from, to }).filter(([, value]) => value !== "");
  return new URLSearchParams([...days, ["by", by]]).toString();
}

/** The lists that a rate's two numbers count; null for one that has no list. */
export const COUNTED_BY: Readonly<Record<RateName, readonly [string | null, string | null]>> = {
  reply: ["replied", "reply_due"],
  reply_in_time: ["replied_in_time", "reply_due"],
  called_back_and_rectified: ["called_back", "call_back_due"],
  satisfied_after_call_back: ["satisfied_after", "heard"],
  done_in_time: ["done_in_time", "done_due"],
  real_name_rectified: ["real_name_rectified", "real_name_due"],
  active_review: ["reviewed", null],
  good: [null, "counted"],
  score: [null, "counted"],
  coverage: [null, null],
};

/** The lists of what a rate does not rest on yet. */
export const NOT_DUE: Readonly<Partial<Record<RateName, string>>> = {
  reply: "reply_later",
  reply_in_time: "reply_later",
  called_back_and_rectified: "call_back_later",
  done_in_time: "done_later",
  real_name_rectified: "real_name_later",
};

/** The door of each step that a person takes. */
export const DOORS: Readonly<Partial<Record<StepName, string>>> = {
  verified: "verify",
  replied_and_rectified: "reply",
  called_back: "call-back",
  improved: "improve",
};

/** What the visitor's words are read for, as things stand. */
export function purposeOf({ appeal, next }: Pick<ReviewSummary, "appeal" | "next">): "appeal" | "call_back" | "verify" {
  if (appeal === "open") return "appeal";
  return next === "called_back" ? "call_back" : "verify";
}
