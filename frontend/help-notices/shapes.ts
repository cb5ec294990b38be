// Help and one-time notices as the doors of their figures and lists answer.

import type { Named } from "../shared/types";
import type { HelpRequest } from "../staff/shapes";

export type Part = "help" | "notices";

/** One source, venue, service, helper, department, window or person; `key` null: known to nobody. */
export interface Group extends Named {
  readonly key: string | null;
  readonly counts: Readonly<Record<string, number>>;
  /** Of help: the share of those to whom somebody came in time, and how long those in the hall waited. */
  readonly in_time?: number | null;
  readonly mean_wait_minutes?: number | null;
  readonly longest_wait_minutes?: number | null;
  /** Of notices: the share of those who came back whom nothing new was told. */
  readonly told_whole?: number | null;
}

export interface Figures {
  readonly first: string;
  readonly last: string;
  readonly all: Group;
  readonly items: readonly Group[];
}

export interface HelpRow extends HelpRequest {
  readonly started_at: string | null;
}

/** A one-time notice, and the later visits on which something was missing again. */
export interface NoticeRow {
  readonly ticket: string;
  readonly number: string;
  readonly day: string;
  readonly service_label: string;
  readonly window: number | null;
  readonly by: string | null;
  readonly at: string;
  readonly returned: boolean;
  readonly credited: boolean;
  readonly not_told_first: boolean;
  readonly later: readonly { readonly number: string; readonly day: string; readonly by: string | null; readonly untold: number }[];
}

export interface Page<Row> {
  readonly items: readonly Row[];
  readonly next: number | null;
}

/** The rows of either part; which, the state says. */
export type Rows = readonly HelpRow[] | readonly NoticeRow[];
