/** The manager's board: the hall on one screen, and windows moved to where people wait. */

import { render } from "lit";

import { Feed } from "../shared/feed";
import { newKey, Refusal, sentence, Unreachable } from "../shared/http";
import { remembered, Shown } from "../shared/page";
import type { Fact, Hall, View } from "../shared/types";
import { leave, staffHttp } from "../staff/session";
import type { Allocation, Board, JournalEntry, List, Preset, Session } from "../staff/shapes";
import { allot, change, fromAllocations, inverse, type Draft } from "./plan";
import { beginning, type Help, type ManageState, type Message } from "./state";
import { drawManage } from "./view";
import { words } from "./words";

type Method = "POST" | "PATCH";

/** How many of the last entries are told. */
const TOLD = 40;

/** A window's call for somebody counts as open so long, unless it was answered here. */
const HELP_MS = 15 * 60_000;
const SEEN = "help-seen";

export class Manage {
  readonly shown: Shown<ManageState>;
  private skew = 0;

  constructor(root: HTMLElement, session: Session, code: string) {
    this.shown = new Shown(beginning(session, code), (state) => render(drawManage(state, this), root));
  }

  start(): void {
    const { code } = this.shown.state;
    new Feed<Board>({
      namespace: "/desk",
      auth: { hall: code },
      snapshot: (board) => this.takeBoard(board, true),
      view: (view: View) => view.kind === "board" && this.takeBoard(view.data as unknown as Board, false),
      fact: (fact) => this.hear(fact),
      standing: (standing) => this.shown.change({ standing }),
    }).start();
    window.setInterval(() => this.shown.change({ now: Date.now() + this.skew }), 1000);
    staffHttp.get<Hall>(`/halls/${code}`).then(
      (hall) => this.shown.change({ hall }),
      (error) => this.tell(error),
    );
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.escape());
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
    if (this.shown.state.presetName !== null) this.shown.change({ presetName: null });
    else this.discard();
  }

  /** Shows what a preset would change; one that changes nothing says so. */
  preview(preset: Preset): void {
    const { board } = this.shown.state;
    if (!board) return;
    const draft = fromAllocations(board, preset.windows);
    const message: Message | null = draft.size ? null : { look: "good", text: words.presetSame(preset.name) };
    this.shown.change({ draft, chosen: new Set(draft.keys()), message });
  }

  /** Carries the preview out: one window by itself, several in one step. */
  async apply(): Promise<void> {
    const { board, draft, code } = this.shown.state;
    const allocations = [...draft.values()];
    const [only, ...more] = allocations;
    if (!board || only === undefined) return;
    const undo = inverse(board, draft);
    const { window, ...changes } = only;
    const [method, path, body] = more.length
      ? (["POST", `/halls/${code}/allocations`, { windows: allocations, apply: true }] as const)
      : (["PATCH", `/windows/${window}`, changes] as const);
    const done = await this.send(method, path, body, () => ({ look: "good", text: words.applied(allocations.length), undo }));
    if (done) this.discard();
  }

  async undo(allocations: readonly Allocation[]): Promise<void> {
    const path = `/halls/${this.shown.state.code}/allocations`;
    await this.send("POST", path, { windows: allocations, apply: true }, () => ({ look: "good", text: words.undone }));
  }

  /** Keeps the preview under a name, without carrying it out. */
  async save(): Promise<void> {
    const { draft, code, presetName } = this.shown.state;
    const name = presetName?.trim();
    if (!name || !draft.size) return;
    const body = { name, windows: [...draft.values()], apply: false };
    const done = await this.send("POST", `/halls/${code}/allocations`, body, ({ presets }: { presets: readonly Preset[] }) => {
      const { board } = this.shown.state;
      this.shown.change({ board: board && { ...board, presets } });
      return { look: "good", text: words.saved(name) };
    });
    if (done) this.shown.change({ presetName: null });
  }

  async closeHall(): Promise<void> {
    const path = `/halls/${this.shown.state.code}/close`;
    await this.send("POST", path, {}, (answer: { unserved: number }) => ({
      look: "good",
      text: words.closedNow(answer.unserved),
    }));
    this.shown.change({ closing: false });
  }

  async reopenHall(): Promise<void> {
    await this.send("POST", `/halls/${this.shown.state.code}/reopen`, {}, () => ({ look: "good", text: words.reopened }));
  }

  /** Somebody goes to that window. */
  seen(seq: number): void {
    this.shown.change({ help: this.shown.state.help.filter((one) => one.seq !== seq) });
    remembered.set(SEEN, JSON.stringify([...seenHelp(), seq].slice(-TOLD)));
  }

  dismiss(): void {
    this.shown.change({ message: null });
  }

  private async send<T>(
    method: Method,
    path: string,
    body: object,
    done: (answer: T) => Message,
    key = newKey(),
  ): Promise<boolean> {
    if (this.shown.state.busy) return false;
    this.shown.change({ busy: true, message: null });
    try {
      const { body: answer } = await staffHttp.act<T>(method, path, body, key);
      this.shown.change({ message: done(answer) });
      return true;
    } catch (error) {
      const again = (): void => void this.send(method, path, body, done, key);
      if (error instanceof Unreachable) this.shown.change({ message: { look: "wait", text: sentence(error), again } });
      else this.tell(error);
      return false;
    } finally {
      this.shown.change({ busy: false });
    }
  }

  private tell(error: unknown): void {
    if (error instanceof Refusal && error.status === 401) return void leave();
    this.shown.change({ message: { look: "bad", text: sentence(error) } });
  }

  private takeBoard(board: Board, anew: boolean): void {
    this.skew = Date.parse(board.at) - Date.now();
    // What somebody else has done meanwhile is no difference any more.
    const draft: Draft = fromAllocations(board, [...this.shown.state.draft.values()]);
    this.shown.change({ board, draft });
    if (anew) void this.readJournal(board.seq);
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
    const help = [...this.shown.state.help, ...entries.filter((entry) => this.asksForHelp(entry)).map(helpOf)];
    this.shown.change({ journal, help });
  }

  /** A window's call, unless it is old or somebody here has seen it. */
  private asksForHelp({ kind, seq, at }: JournalEntry): boolean {
    const recent = Date.now() + this.skew - Date.parse(at) < HELP_MS;
    return kind === "help_called" && recent && !seenHelp().includes(seq) && !this.shown.state.help.some((one) => one.seq === seq);
  }
}

function helpOf({ seq, at, data }: JournalEntry): Help {
  return { seq, window: Number(data["window_number"]), escalation: data["whom"] === "escalation", at };
}

function seenHelp(): number[] {
  return JSON.parse(remembered.get(SEEN) ?? "[]") as number[];
}
