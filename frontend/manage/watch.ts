/** Keeps the board current: what is told by the socket, alarms that are new, and what happened last. */

import { say } from "../shared/language";
import type { Shown } from "../shared/page";
import type { Hall } from "../shared/types";
import { chime, openChime } from "../staff/chime";
import { LiveBoard } from "../staff/live-board";
import { newcomers, standingIds } from "../staff/new-alarms";
import { mayReadJournal } from "../staff/places";
import { staffHttp } from "../staff/session";
import type { Alarm, Board, JournalEntry, List } from "../staff/shapes";
import type { Wire } from "../staff/wire";
import { words as staff } from "../staff/words";
import { fromAllocations } from "./plan";
import { Records } from "./records";
import type { ManageState } from "./state";

/** How many of the last entries are told. */
const TOLD = 40;
/** A new alarm looks new so long. */
const FRESH_MS = 8_000;

export class Watch {
  private known: ReadonlySet<string> | null = null;
  private readonly records = new Records((records) => this.shown.change({ records }));

  constructor(private readonly shown: Shown<ManageState>, private readonly wire: Wire<ManageState>) {}

  async start(): Promise<void> {
    const { code } = this.shown.state;
    openChime();
    new LiveBoard({
      board: (board, anew) => this.takeBoard(board, anew),
      fact: ({ kind, seq, at, data }) => this.note([{ seq, at, kind, data }]),
      standing: (standing) => this.shown.change({ standing }),
      tick: (now) => this.shown.change({ now }),
    }).start(code);
    this.shown.change({ hall: await this.wire.need<Hall>(`/halls/${code}`) });
  }

  private takeBoard(board: Board, anew: boolean): void {
    // What somebody else has done meanwhile is no difference any more.
    const draft = fromAllocations(board, [...this.shown.state.draft.values()]);
    this.shown.change({ board, draft });
    this.notice(board.alarms);
    void this.records.follow(board.alarms);
    if (anew) void this.readJournal(board.seq);
  }

  /** Alarms that came since the last picture are heard, shown as new and told to readers of the screen. */
  private notice(alarms: readonly Alarm[]): void {
    const came = this.known === null ? [] : newcomers(alarms, this.known);
    this.known = standingIds(alarms);
    const first = alarms.find(({ id }) => id === came[0]);
    if (!first) return;
    if (this.shown.state.chimes) chime();
    this.shown.change({ fresh: new Set([...this.shown.state.fresh, ...came]), announced: say(staff.newAlarm(say(first.text))) });
    window.setTimeout(() => this.shown.change({ fresh: without(this.shown.state.fresh, came) }), FRESH_MS);
  }

  /** The last entries before the snapshot, for whoever may read them; those after it come as facts. */
  private async readJournal(seq: number): Promise<void> {
    if (!mayReadJournal(this.shown.state.session)) return;
    const path = `/halls/${this.shown.state.code}/journal?after=${Math.max(0, seq - TOLD)}&limit=${TOLD}`;
    const page = await staffHttp.get<List<JournalEntry>>(path).catch(() => null);
    if (page) this.note(page.items);
  }

  private note(entries: readonly JournalEntry[]): void {
    const all = new Map([...this.shown.state.journal, ...entries].map((entry) => [entry.seq, entry]));
    const journal = [...all.values()].sort((one, other) => other.seq - one.seq).slice(0, TOLD);
    this.shown.change({ journal });
  }
}

function without(ids: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  return new Set([...ids].filter((id) => !gone.includes(id)));
}
