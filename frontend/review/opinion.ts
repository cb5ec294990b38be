// What may be said of a visit, and what a visitor is about to say. Pure.

import type { Named } from "../shared/types";

export type Rating = "very_satisfied" | "satisfied" | "basically_satisfied" | "dissatisfied" | "very_dissatisfied";

/** The two that open a rectification. */
export function isBad(rating: Rating): boolean {
  return rating === "dissatisfied" || rating === "very_dissatisfied";
}

export interface Level extends Named {
  readonly rating: Rating;
  readonly bad: boolean;
}

export interface Tag extends Named {
  readonly code: string;
  readonly side: "praise" | "blame";
}

/** A review as its visitor sees it; with the hall's reply to a bad one, and the day it is promised for. */
export interface Given {
  readonly rating: Rating;
  readonly tags: readonly Tag[];
  readonly text: string | null;
  readonly given_at: string;
  readonly reply: string | null;
  readonly replied_at: string | null;
  readonly reply_by: string | null;
}

/** What the server says of a ticket's review; `open`: the visit is done and nobody has reviewed it. */
export interface TicketReview {
  readonly number: string;
  readonly open: boolean;
  readonly review: Given | null;
  readonly levels: readonly Level[];
  readonly tags: readonly Tag[];
}

/** What is chosen so far. */
export interface Opinion {
  readonly rating: Rating | null;
  readonly tags: readonly string[];
  readonly text: string;
}

export const NOTHING: Opinion = { rating: null, tags: [], text: "" };

export function levelOf(of: TicketReview, rating: Rating | null): Level | null {
  return of.levels.find((level) => level.rating === rating) ?? null;
}

/** The tags that belong to a level: of blame for a bad one, of praise for the others. */
export function tagsFor(of: TicketReview, rating: Rating | null): readonly Tag[] {
  const level = levelOf(of, rating);
  if (level === null) return [];
  return of.tags.filter((tag) => (tag.side === "blame") === level.bad);
}

/** With another level; tags that do not belong to it are let go, words are kept. */
export function rated(of: TicketReview, opinion: Opinion, rating: Rating): Opinion {
  const codes = tagsFor(of, rating).map((tag) => tag.code);
  return { ...opinion, rating, tags: opinion.tags.filter((code) => codes.includes(code)) };
}

export function toggled(opinion: Opinion, code: string): Opinion {
  const tags = opinion.tags.includes(code) ? opinion.tags.filter((one) => one !== code) : [...opinion.tags, code];
  return { ...opinion, tags };
}

/** A bad one without a reason, which nobody could put right. */
export function lacksReason(of: TicketReview, opinion: Opinion): boolean {
  return levelOf(of, opinion.rating)?.bad === true && opinion.tags.length === 0 && opinion.text.trim() === "";
}
