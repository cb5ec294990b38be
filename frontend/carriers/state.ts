// Everything the page of carriers shows, as one value. Pure.

import type { Text } from "../shared/language";
import type { Session } from "../staff/shapes";
import { framed, type Framed } from "../staff/state";

export type Audience = "visitors" | "staff";

/** A carrier as the server tells it: everything but its address. */
export interface Carrier {
  readonly id: string;
  readonly name: string;
  readonly audience: Audience;
  readonly department: string | null;
  readonly scheme: string;
  readonly service: string;
  readonly waiting: number;
  readonly delivered_at: string | null;
  readonly failed_at: string | null;
  readonly failing_since: string | null;
}

/** The list of a hall, with the departments that a carrier of staff may be for. */
export interface Carried {
  readonly items: readonly Carrier[];
  readonly departments: readonly string[];
  readonly department_names: Readonly<Record<string, Text>>;
}

/** What is being typed for a new one, with what the server found wrong in it. */
export interface Draft {
  readonly name: string;
  readonly audience: Audience;
  readonly address: string;
  /** Of staff alone; empty: it is told of everything. */
  readonly department: string;
  readonly flaws: Readonly<Partial<Record<"name" | "address", string>>>;
}

export const BLANK: Draft = { name: "", audience: "visitors", address: "", department: "", flaws: {} };

export interface CarriersState extends Framed {
  readonly items: readonly Carrier[] | null;
  readonly departments: readonly string[];
  /** What departments are called. */
  readonly called: Readonly<Record<string, Text>>;
  readonly draft: Draft;
  /** Where a test for a carrier of visitors goes, by the carrier's id. */
  readonly phones: Readonly<Record<string, string>>;
  /** The carrier that is about to be taken away. */
  readonly removing: Carrier | null;
}

export function beginning(session: Session, code: string): CarriersState {
  return {
    ...framed(session, code),
    items: null,
    departments: [],
    called: {},
    draft: BLANK,
    phones: {},
    removing: null,
  };
}

/** How a carrier does; while something waits that it did not take it may still go well. */
export function standing({ waiting, delivered_at, failing_since }: Carrier): "new" | "good" | "trying" | "failed" {
  if (failing_since !== null) return waiting > 0 ? "trying" : "failed";
  return delivered_at === null ? "new" : "good";
}
