// Everything the page of a hall's plan shows, as one value.

import type { Text } from "../shared/language";
import type { Hall } from "../shared/types";
import type { Session } from "../staff/shapes";
import type { Marks } from "./marks";

/** As much as the server takes. */
export const LARGEST_BYTES = 200_000;

/** A file that was chosen and not put up yet. */
export interface Chosen {
  readonly name: string;
  readonly text: string;
  readonly marks: Marks;
}

export interface Message {
  readonly look: "good" | "bad";
  readonly text: Text | string;
}

export interface FloorState {
  readonly session: Session;
  readonly code: string;
  readonly hall: Hall | null;
  readonly chosen: Chosen | null;
  /** The window that is lit on the plan that is up, as on a called visitor's phone. */
  readonly lit: number | null;
  readonly asking: boolean;
  readonly busy: boolean;
  readonly message: Message | null;
}

export function beginning(session: Session, code: string): FloorState {
  return { session, code, hall: null, chosen: null, lit: null, asking: false, busy: false, message: null };
}
