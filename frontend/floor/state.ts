// Everything the page of a hall's plan shows, as one value.

import type { Session } from "../staff/shapes";
import { framed, type Framed } from "../staff/state";
import type { Marks } from "./marks";

/** As much as the server takes. */
export const LARGEST_BYTES = 200_000;

/** A file that was chosen and not put up yet; `sound` once the server has drawn it anew, and with which window lit. */
export interface Chosen {
  readonly name: string;
  readonly text: string;
  readonly marks: Marks;
  readonly sound: boolean;
  readonly lit: number | null;
}

export interface FloorState extends Framed {
  readonly chosen: Chosen | null;
  /** The window that is lit on the plan that is up, as on a called visitor's phone. */
  readonly lit: number | null;
  readonly asking: boolean;
}

export function beginning(session: Session, code: string): FloorState {
  return { ...framed(session, code), chosen: null, lit: null, asking: false };
}
