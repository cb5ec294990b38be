/** The manager's board: the hall on one screen, and windows moved to where people wait. */

import { Feed } from "../shared/feed";
import { say, type Text } from "../shared/language";
import { remembered, type Shown } from "../shared/page";
import type { Fact, Hall, View } from "../shared/types";
import { onKeys } from "../staff/keys";
import { shownIn } from "../staff/page";
import { mayOpen } from "../staff/places";
import { staffHttp } from "../staff/session";
import type { Alarm, Allocation, Board, JournalEntry, List, Preset, Session } from "../staff/shapes";
import { Wire } from "../staff/wire";
import { newcomers, standingIds, unanswered } from "./alarms";
import { chime, openChime } from "./chime";
import { allot, change, fromAllocations, inverse, type Draft } from "./plan";
import { beginning, type ManageState } from "./state";
import { drawManage } from "./view";
import { words } from "./words";

/** How many of the last entries are told. */
const TOLD = 40;

/** A new alarm looks new so long. */
const FRESH_MS = 8_000;
const SILENT = "alarms-silent";

export class Manage {
  readonly shown: Shown<ManageState>;
  readonly wire: Wire<ManageState>;
  private skew = 0;
  private known: ReadonlySet<string> | null = null;

  constructor(root: HTMLElement, session: Session, code: string) {
    const first = { ...beginning(session, code), chimes: remembered.get(SILENT) === null };
    this.shown = shownIn(root, first, titleOf, (state) => drawManage(state, this));
    this.wire = new Wire(this.shown, { passing: true });
  }

  /** Who sees the hall from the county does not answer for it. */
  get mayAcknowledge(): boolean {
    return this.shown.state.session.roles.includes("manager");
  }

  start(): void {
    const { code, session } = this.shown.state;
    this.shown.change({});
    if (!mayOpen("board", session)) return;
    new Feed<Board>({
      namespace: "/desk",
      auth: { hall: code },
      snapshot: (board) => this.takeBoard(board, true),
      view: (view: View) => view.kind === "board" && this.takeBoard(view.data as unknown as Board, false),
      fact: (fact) => this.hear(fact),
      standing: (standing) => this.shown.change({ standing }),
    }).start();
    window.setInterval(() => this.shown.change({ now: Date.now() + this.skew }), 1000);
    void this.wire.get<Hall>(`/halls/${code}`).then((hall) => this.shown.change({ hall }));
    onKeys((event) => event.key === "Escape" && this.escape());
    openChime();
  }

  /** Chooses a window or lets it go. */
  choose(id: string): void {
    const chosen = new Set(this.shown.state.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.shown.change({ chosen });
  }

  chooseNone(): void {
    this.shown.change({ chosen: new Set() });
  }

  allot(service: string, on: boolean): void {
    const { board, draft, chosen } = this.shown.state;
    if (board) this.shown.change({ draft: allot(board, draft, chosen, service, on), message: null });
  }

  /** Changes kind or state of the chosen windows, in the preview. */
  set(how: Pick<Allocation, "kind" | "state">): void {
    const { board, draft, chosen } = this.shown.state;
    if (board) this.shown.change({ draft: change(board, draft, chosen, () => how), message: null });
  }

  discard(): void {
    this.shown.change({ draft: new Map(), chosen: new Set(), presetName: null, closing: false });
  }

  /** Gives up the innermost thing: the name being typed, else the whole preview. */
  private escape(): void {
    if (this.shown.state.menu) this.shown.change({ menu: false });
    else if (this.shown.state.presetName !== null) this.shown.change({ presetName: null });
    else this.discard();
  }

  /** Shows what a preset would change; one that changes nothing says so. */
  preview(preset: Preset): void {
    const { board } = this.shown.state;
    if (!board) return;
    const draft = fromAllocations(board, preset.windows);
    this.shown.change({ draft, chosen: new Set(draft.keys()) });
    this.wire.say(draft.size ? null : { look: "good", text: words.presetSame(preset.name) });
  }

  /** Carries the preview out: one window by itself, several in one step. */
  async apply(): Promise<void> {
    const { board, draft, code } = this.shown.state;
    const allocations = [...draft.values()];
    const [only, ...more] = allocations;
    if (!board || only === undefined) return;
    const before = inverse(board, draft);
    const undo = (): void => void this.undo(before);
    const { window, ...changes } = only;
    const [method, path, body] = more.length
      ? (["POST", `/halls/${code}/allocations`, { windows: allocations, apply: true }] as const)
      : (["PATCH", `/windows/${window}`, changes] as const);
    const done = await this.wire.send(method, "apply", path, body, () => ({ look: "good", text: words.applied(allocations.length), undo }));
    if (done) this.discard();
  }

  private async undo(allocations: readonly Allocation[]): Promise<void> {
    const path = `/halls/${this.shown.state.code}/allocations`;
    await this.wire.press("undo", path, { windows: allocations, apply: true }, () => ({ look: "good", text: words.undone }));
  }

  /** Keeps the preview under a name, without carrying it out. */
  async save(): Promise<void> {
    const { draft, code, presetName } = this.shown.state;
    const name = presetName?.trim();
    if (!name || !draft.size) return;
    const body = { name, windows: [...draft.values()], apply: false };
    const done = await this.wire.press("save", `/halls/${code}/allocations`, body, ({ presets }: { presets: readonly Preset[] }) => {
      const { board } = this.shown.state;
      this.shown.change({ board: board && { ...board, presets } });
      return { look: "good", text: words.saved(name) };
    });
    if (done) this.shown.change({ presetName: null });
  }

  async closeHall(): Promise<void> {
    const path = `/halls/${this.shown.state.code}/close`;
    await this.wire.press("close-hall", path, {}, (answer: { unserved: number }) => ({
      look: "good",
      text: words.closedNow(answer.unserved),
    }));
    this.shown.change({ closing: false });
  }

  async reopenHall(): Promise<void> {
    await this.wire.press("reopen-hall", `/halls/${this.shown.state.code}/reopen`, {}, () => ({ look: "good", text: words.reopened }));
  }

  /** Takes care of these alarms, one after the other; everybody sees who does. What is over meanwhile is left out. */
  async acknowledge(ids: readonly string[]): Promise<void> {
    const stands = (id: string): boolean =>
      this.shown.state.board?.alarms.some((one) => one.id === id && one.acknowledged === null) ?? false;
    for (const id of ids) {
      if (!stands(id)) continue;
      const done = await this.wire.press("acknowledge", `/alarms/${id}/acknowledge`, {}, ({ acknowledged }: Alarm) => {
        const { board } = this.shown.state;
        const alarms = board?.alarms.map((one) => (one.id === id ? { ...one, acknowledged } : one)) ?? [];
        this.shown.change({ board: board && { ...board, alarms } });
        return null;
      });
      if (!done) return;
    }
  }

  setChimes(chimes: boolean): void {
    remembered.set(SILENT, chimes ? null : "1");
    this.shown.change({ chimes });
    if (chimes) chime();
  }

  private takeBoard(board: Board, anew: boolean): void {
    this.skew = Date.parse(board.at) - Date.now();
    // What somebody else has done meanwhile is no difference any more.
    const draft: Draft = fromAllocations(board, [...this.shown.state.draft.values()]);
    this.shown.change({ board, draft });
    this.notice(board.alarms);
    if (anew) void this.readJournal(board.seq);
  }

  /** Alarms that came since the last picture are heard, shown as new and told to readers of the screen. */
  private notice(alarms: readonly Alarm[]): void {
    const came = this.known === null ? [] : newcomers(alarms, this.known);
    this.known = standingIds(alarms);
    const first = alarms.find(({ id }) => id === came[0]);
    if (!first) return;
    if (this.shown.state.chimes) chime();
    this.shown.change({ fresh: new Set([...this.shown.state.fresh, ...came]), announced: say(words.newAlarm(say(first.text))) });
    window.setTimeout(() => this.shown.change({ fresh: without(this.shown.state.fresh, came) }), FRESH_MS);
  }

  /** The last entries before the snapshot; those after it come as facts. */
  private async readJournal(seq: number): Promise<void> {
    const path = `/halls/${this.shown.state.code}/journal?after=${Math.max(0, seq - TOLD)}&limit=${TOLD}`;
    const page = await staffHttp.get<List<JournalEntry>>(path).catch(() => null);
    if (page) this.note(page.items);
  }

  private hear({ kind, seq, at, data }: Fact): void {
    this.note([{ seq, at, kind, data }]);
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

/** The tab of the browser counts the alarms that nobody has taken. */
function titleOf({ board }: ManageState): Text {
  const open = unanswered(board?.alarms ?? []);
  const { zh, en } = words.title;
  return open ? { zh: `(${open}) ${zh}`, en: `(${open}) ${en}` } : words.title;
}
