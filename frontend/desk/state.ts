// Everything a desk shows, as one value.

import type { TicketHelp } from "../help/asking";
import type { Standing } from "../shared/feed";
import type { Service } from "../shared/types";
import type { Board, DayAnswer, NextAnswer, OwnReview, Session, StaffTicket, StaffWindow, Successor, Undoable } from "../staff/shapes";
import { CONNECTING, framed, type Framed } from "../staff/state";
import type { WithForms } from "../staff/wire";
import type { Draft } from "./finish";

/** The form that lies over the page; it holds what was typed into it so far. */
export type Panel =
  | { readonly name: "finish"; readonly draft: Draft }
  | {
      readonly name: "transfer";
      readonly to: "window" | "service";
      readonly target: string;
      /** Digits of a window's number so far. */
      readonly typed: string;
      readonly reason: string;
    }
  | { readonly name: "pause"; readonly minutes: number | null; readonly reason: string }
  | { readonly name: "help"; readonly whom: "manager" | "escalation"; readonly reason: string }
  | { readonly name: "hand-over"; readonly to: string; readonly people: readonly Successor[] | null; readonly search: string }
  | { readonly name: "leave" }
  | { readonly name: "sign-out" }
  | { readonly name: "pin"; readonly pin: string; readonly again: string; readonly password: string }
  | {
      readonly name: "find";
      readonly number: string;
      readonly found: StaffTicket | null;
      readonly reason: string;
      readonly category: string;
    }
  /** `appeal`: the review that is appealed against; null while they are looked at. */
  | { readonly name: "reviews"; readonly appeal: string | null; readonly reason: string }
  | { readonly name: "keys" };

/** A paper that the visitor should take along: what was told, or why not. */
export interface Paper {
  readonly ticket: string;
  readonly number: string;
  readonly what: "notice" | "refusal";
  /** One intention to print, however often the key is pressed. */
  readonly key: string;
}

export interface DeskState extends Framed, WithForms {
  readonly services: readonly Service[];
  readonly board: Board | null;
  /** Where this person is on duty. */
  readonly window: StaffWindow | null;
  readonly next: NextAnswer | null;
  readonly day: DayAnswer | null;
  /** What visitors said of my work lately. */
  readonly reviews: readonly OwnReview[] | null;
  readonly undo: Undoable | null;
  /** What was put on hold last: that cannot be undone, but taken up again. */
  readonly lastHeld: string | null;
  /** Help for the ticket at the window, as it was told last. */
  readonly help: { readonly ticket: string; readonly of: TicketHelp } | null;
  /** Papers of the ticket that was finished last. */
  readonly papers: readonly Paper[];
  /** The number of the ticket that was finished last, when something of it could not get done. */
  readonly failed: string | null;
  /** When the ticket at the window was last called from here. */
  readonly lastCallAt: number | null;
  readonly panel: Panel | null;
  readonly standing: Standing;
  /** Milliseconds of the server's clock. */
  readonly now: number;
}

export function beginning(session: Session): DeskState {
  return {
    ...framed(session, session.window?.hall ?? session.halls[0] ?? ""),
    services: [],
    board: null,
    window: null,
    next: null,
    day: null,
    reviews: null,
    undo: null,
    lastHeld: null,
    help: null,
    papers: [],
    failed: null,
    lastCallAt: null,
    panel: null,
    flaw: null,
    standing: CONNECTING,
    now: Date.now(),
  };
}
