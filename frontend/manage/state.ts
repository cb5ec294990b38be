// Everything the manager's board shows, as one value.

import type { Standing } from "../shared/feed";
import type { Board, JournalEntry, Session } from "../staff/shapes";
import { CONNECTING, framed, type Framed } from "../staff/state";
import type { Draft } from "./plan";
import type { AlarmedRecords } from "./records";

export interface ManageState extends Framed {
  readonly board: Board | null;
  readonly journal: readonly JournalEntry[];
  /** Ids of alarms that came while the page was open, shown as new for a moment. */
  readonly fresh: ReadonlySet<string>;
  /** Of the red cards among the alarms. */
  readonly records: AlarmedRecords;
  /** What was last told to readers of the screen. */
  readonly announced: string;
  /** All alarms are listed, not the first few alone. */
  readonly allAlarms: boolean;
  /** Services that nobody waits for are listed on a phone too. */
  readonly allServices: boolean;
  /** On a phone: the menu is open. */
  readonly menu: boolean;
  /** A new alarm chimes. */
  readonly chimes: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly draft: Draft;
  /** The name under which the preview would be saved; null while nobody asks. */
  readonly presetName: string | null;
  /** The question whether to close for the day is open. */
  readonly closing: boolean;

  readonly standing: Standing;
  /** Milliseconds of the server's clock. */
  readonly now: number;
}

export function beginning(session: Session, code: string): ManageState {
  return {
    ...framed(session, code),
    board: null,
    journal: [],
    fresh: new Set(),
    records: new Map(),
    announced: "",
    allAlarms: false,
    allServices: false,
    menu: false,
    chimes: true,
    chosen: new Set(),
    draft: new Map(),
    presetName: null,
    closing: false,
    standing: CONNECTING,
    now: Date.now(),
  };
}
