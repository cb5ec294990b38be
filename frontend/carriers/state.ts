// Everything the page of carriers shows, as one value. Pure.

import type { Text } from "../shared/language";
import type { Hall } from "../shared/types";
import type { Session } from "../staff/shapes";

export type Audience = "visitors" | "staff";

/** A carrier as the server tells it: everything but its address. */
export interface Carrier {
  readonly id: string;
  readonly name: string;
  readonly audience: Audience;
  readonly scheme: string;
  readonly service: string;
  readonly waiting: number;
  readonly delivered_at: string | null;
  readonly failed_at: string | null;
}

/** What is being typed for a new one, with what the server found wrong in it. */
export interface Draft {
  readonly name: string;
  readonly audience: Audience;
  readonly address: string;
  readonly flaws: Readonly<Partial<Record<"name" | "address", string>>>;
}

export const BLANK: Draft = { name: "", audience: "visitors", address: "", flaws: {} };

export interface Message {
  readonly look: "good" | "bad";
  readonly text: Text | string;
}

export interface CarriersState {
  readonly session: Session;
  readonly code: string;
  readonly hall: Hall | null;
  readonly items: readonly Carrier[] | null;
  readonly draft: Draft;
  /** Where a test for a carrier of visitors goes, by the carrier's id. */
  readonly phones: Readonly<Record<string, string>>;
  /** The carrier that is about to be taken away. */
  readonly removing: Carrier | null;
  readonly message: Message | null;
  readonly busy: boolean;
}

export function beginning(session: Session, code: string): CarriersState {
  return {
    session,
    code,
    hall: null,
    items: null,
    draft: BLANK,
    phones: {},
    removing: null,
    message: null,
    busy: false,
  };
}

/** How a carrier does: what it last took or did not, whichever is newer; while something waits it may still go wrong. */
export function standing({ waiting, delivered_at, failed_at }: Carrier): "new" | "good" | "trying" | "failed" {
  if (failed_at !== null && (delivered_at === null || failed_at > delivered_at)) return waiting > 0 ? "trying" : "failed";
  return delivered_at === null ? "new" : "good";
}
