/** The page of a hall's plan: what is up, with any window lit, and a new file looked at before it is put up. */

import type { Shown } from "../shared/page";
import { Reach } from "../shared/reach";
import type { Hall, PlanMarks } from "../shared/types";
import { shownIn, type Draw } from "../staff/page";
import { mayOpen } from "../staff/places";
import { staffHttp } from "../staff/session";
import type { Session } from "../staff/shapes";
import { Wire } from "../staff/wire";
import { HallPlan } from "../visitor/plan";
import { marksOf } from "./marks";
import { beginning, LARGEST_BYTES, type FloorState } from "./state";
import { words } from "./words";

export class Floor {
  readonly shown: Shown<FloorState>;
  readonly reach = new Reach(() => this.shown.change({}));
  /** As a called visitor's phone draws it. */
  readonly plan: HallPlan;
  /** The file that was chosen, drawn anew by the server as it would be kept. */
  readonly fresh: HallPlan;
  readonly wire: Wire<FloorState>;

  constructor(root: HTMLElement, draw: Draw<FloorState, Floor>, session: Session, code: string) {
    this.shown = shownIn(root, beginning(session, code), () => words.title, (state) => draw(state, this));
    this.wire = new Wire(this.shown, { reach: this.reach });
    this.plan = new HallPlan(staffHttp, () => this.shown.change({}));
    this.fresh = new HallPlan(staffHttp, () => this.shown.change({}));
  }

  private get state(): FloorState {
    return this.shown.state;
  }

  private get path(): string {
    return `/halls/${encodeURIComponent(this.state.code)}`;
  }

  get maySet(): boolean {
    return mayOpen("floor", this.state.session);
  }

  async start(): Promise<void> {
    this.shown.change({});
    if (this.maySet) await this.read();
  }

  private async read(): Promise<void> {
    const hall = await this.wire.need<Hall>(this.path);
    this.shown.change({ hall });
    await this.plan.read(hall);
  }

  light(window: number): void {
    this.shown.change({ lit: this.state.lit === window ? null : window });
  }

  /** The same of the file that is to come. */
  lightFresh(window: number): void {
    const { chosen } = this.state;
    if (chosen !== null) this.shown.change({ chosen: { ...chosen, lit: chosen.lit === window ? null : window } });
  }

  /** Looks at a file, with the server: what it would refuse is said here already. */
  async choose(file: File): Promise<void> {
    this.shown.change({ chosen: null, message: null });
    if (file.size > LARGEST_BYTES) return this.shown.change({ message: { look: "bad", text: words.tooLarge } });
    const text = await file.text();
    const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    if (drawn.localName !== "svg") return this.shown.change({ message: { look: "bad", text: words.noSvg } });
    const ids = [...drawn.querySelectorAll("[id]")].map(({ id }) => id);
    this.shown.change({ chosen: { name: file.name, text, marks: marksOf(ids), sound: false, lit: null } });
    await this.lookAt(text);
  }

  private async lookAt(text: string): Promise<void> {
    await this.wire.press<PlanMarks & { readonly svg: string }>("look", `${this.path}/plan/look`, { svg: text }, (made) => {
      const { chosen } = this.state;
      if (chosen?.text !== text) return null;
      this.fresh.draw(made.svg);
      this.shown.change({ chosen: { ...chosen, marks: made, sound: true } });
      return null;
    });
  }

  discard(): void {
    this.shown.change({ chosen: null, message: null });
  }

  async putUp(): Promise<void> {
    const { chosen } = this.state;
    if (chosen === null) return;
    const done = await this.wire.press("put-up", `${this.path}/plan`, { svg: chosen.text }, () => {
      this.shown.change({ chosen: null, lit: null });
      return { look: "good", text: words.done };
    });
    if (done) await this.read();
  }

  ask(asking: boolean): void {
    this.shown.change({ asking });
  }

  async takeDown(): Promise<void> {
    this.ask(false);
    const done = await this.wire.send("DELETE", "take-down", `${this.path}/plan`, null, () => {
      this.shown.change({ lit: null });
      return { look: "good", text: words.takenDown };
    });
    if (done) await this.read();
  }
}
