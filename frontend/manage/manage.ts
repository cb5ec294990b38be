/** The manager's board: the hall on one screen, and windows moved to where people wait. */

import type { Text } from "../shared/language";
import { remembered, type Shown } from "../shared/page";
import { onKeys } from "../staff/keys";
import { shownIn, type Draw } from "../staff/page";
import { mayOpen } from "../staff/places";
import type { Alarm, Allocation, Preset, Session } from "../staff/shapes";
import { Wire } from "../staff/wire";
import { unanswered } from "./alarms";
import { chime } from "../staff/chime";
import { allot, change, fromAllocations, inverse } from "./plan";
import { beginning, type ManageState } from "./state";
import { Watch } from "./watch";
import { words } from "./words";

const SILENT = "alarms-silent";

export class Manage {
  readonly shown: Shown<ManageState>;
  readonly wire: Wire<ManageState>;
  private readonly watch: Watch;

  constructor(root: HTMLElement, draw: Draw<ManageState, Manage>, session: Session, code: string) {
    const first = { ...beginning(session, code), chimes: remembered.get(SILENT) === null };
    this.shown = shownIn(root, first, titleOf, (state) => draw(state, this));
    this.wire = new Wire(this.shown, { passing: true });
    this.watch = new Watch(this.shown, this.wire);
  }

  /** Who sees the hall from the county does not answer for it. */
  get mayAcknowledge(): boolean {
    return this.shown.state.session.roles.includes("manager");
  }

  start(): void {
    this.shown.change({});
    if (!mayOpen("board", this.shown.state.session)) return;
    void this.watch.start();
    onKeys((event) => event.key === "Escape" && this.escape());
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
}

/** The tab of the browser counts the alarms that nobody has taken. */
function titleOf({ board }: ManageState): Text {
  const open = unanswered(board?.alarms ?? []);
  const { zh, en } = words.title;
  return open ? { zh: `(${open}) ${zh}`, en: `(${open}) ${en}` } : words.title;
}
