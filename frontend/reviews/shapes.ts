// Reviews as their doors answer: a list, one with its steps, and the figures.

import type { Rating, Tag } from "../review/opinion";
import type { Named } from "../shared/types";

export type StepName = "found" | "verified" | "replied_and_rectified" | "called_back" | "improved" | "appealed" | "decided";
export type Heard = "satisfied" | "dissatisfied" | "unreachable";

export interface ReviewSummary {
  readonly id: string;
  readonly number: string;
  readonly day: string;
  readonly given_at: string;
  readonly rating: Rating;
  readonly label: string;
  readonly source: "phone" | "device" | "kiosk";
  readonly real_name: boolean;
  readonly tags: readonly Tag[];
  readonly has_text: boolean;
  readonly service_label: string;
  readonly window: number | null;
  readonly person: string | null;
  readonly reached: StepName | null;
  readonly next: StepName | null;
  readonly due_on: string | null;
  /** The step that waits is due today; `overdue`: it was before. */
  readonly last_day: boolean;
  readonly overdue: boolean;
  readonly appeal: "open" | "upheld" | "rejected" | null;
  readonly seq: number;
}

/** A step that was taken or, while `at` is null, is to be taken. */
export interface StepTaken extends Named {
  readonly step: StepName;
  readonly by: string | null;
  readonly at: string | null;
  readonly due_on: string | null;
  readonly in_time: boolean | null;
  readonly heard: Heard | null;
  readonly text: string | null;
}

export interface Review extends ReviewSummary {
  readonly steps: readonly StepTaken[];
  readonly appeal_steps: readonly StepTaken[];
}

/** A record (“办不成事”) that came of a review. */
export interface RecordOf {
  readonly id: string;
  readonly number: string;
  readonly label: string;
  readonly due_at: string | null;
  readonly closed_at: string | null;
}

export interface ReviewList {
  readonly items: readonly ReviewSummary[];
  readonly next: number | null;
}

/** What the visitor wrote and how to reach them; that it was read stands in the audit trail. */
export interface Unmasked {
  readonly text: string | null;
  readonly name: string | null;
  readonly phone: string | null;
}

export type RateName =
  | "reply" | "reply_in_time" | "called_back_and_rectified" | "satisfied_after_call_back" | "done_in_time"
  | "real_name_rectified" | "active_review" | "good" | "score" | "coverage";

export interface Rate {
  readonly rate: RateName;
  readonly value: number | null;
  readonly number: number;
  readonly of: number;
  readonly goal: number | null;
  /** Bad reviews that it does not rest on yet: there is still time for what is owed to them. */
  readonly not_due: number;
}

export interface Group extends Named {
  readonly key: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly rates: readonly Rate[];
}

export type By = "service" | "department" | "window" | "person";

export interface Figures {
  readonly first: string;
  readonly last: string;
  readonly all: Group;
  readonly items: readonly Group[];
}
