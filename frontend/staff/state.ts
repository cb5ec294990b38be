// What every staff page knows. Pure.

import type { Standing } from "../shared/feed";
import type { Text } from "../shared/language";
import type { Hall } from "../shared/types";
import type { Session } from "./shapes";

/** The last word to whoever works on the page: what was done, or why not. */
export interface Message {
  readonly look: "good" | "bad" | "wait";
  readonly text: Text | string;
  /** Repeats a press whose answer was lost, under the same key. */
  readonly again?: () => void;
  /** Puts back what was done. */
  readonly undo?: () => void;
}

/** What of a page's value a press changes. */
export interface Wired {
  /** The press whose answer is awaited. */
  readonly busy: string | null;
  readonly message: Message | null;
}

export interface Framed extends Wired {
  readonly session: Session;
  /** The hall's, as the address or the session names it. */
  readonly code: string;
  readonly hall: Hall | null;
}

export function framed(session: Session, code: string): Framed {
  return { session, code, hall: null, busy: null, message: null };
}

/** How a page with a feed stands before anything has come. */
export const CONNECTING: Standing = { state: "connecting", since: null, problem: null };
