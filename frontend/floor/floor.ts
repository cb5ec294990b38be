/** The page of a hall's plan: what is up, with any window lit, and a new file looked at before it is put up. */

import { render } from "lit";

import { FocusKept } from "../shared/focus";
import { newKey, Refusal, sentence } from "../shared/http";
import { say } from "../shared/language";
import { Shown } from "../shared/page";
import type { Hall } from "../shared/types";
import { leave, staffHttp } from "../staff/session";
import type { Session } from "../staff/shapes";
import { HallPlan } from "../visitor/plan";
import { marksOf } from "./marks";
import { beginning, LARGEST_BYTES, type FloorState, type Message } from "./state";
import { drawFloor } from "./view";
import { words } from "./words";

const PUTS_UP: ReadonlySet<string> = new Set(["manager", "admin"]);

export class Floor {
  readonly shown: Shown<FloorState>;
  /** As a called visitor's phone draws it. */
  readonly plan: HallPlan;

  constructor(root: HTMLElement, session: Session, code: string) {
    const focus = new FocusKept(root);
    this.shown = new Shown(beginning(session, code), (state) => {
      render(drawFloor(state, this), root);
      document.title = say(words.title);
      focus.keep();
    });
    this.plan = new HallPlan(staffHttp, () => this.shown.change({}));
  }

  private get state(): FloorState {
    return this.shown.state;
  }

  private get path(): string {
    return `/halls/${encodeURIComponent(this.state.code)}`;
  }

  get maySet(): boolean {
    return this.state.session.roles.some((role) => PUTS_UP.has(role));
  }

  async start(): Promise<void> {
    this.shown.change({});
    if (this.maySet) await this.read();
  }

  private async read(): Promise<void> {
    try {
      const hall = await staffHttp.get<Hall>(this.path);
      this.shown.change({ hall });
      await this.plan.read(hall);
    } catch (error) {
      this.tell(error);
    }
  }

  light(window: number): void {
    this.shown.change({ lit: this.state.lit === window ? null : window });
  }

  /** Looks at a file; what the server would refuse at once is said here already. */
  async choose(file: File): Promise<void> {
    this.shown.change({ chosen: null, message: null });
    if (file.size > LARGEST_BYTES) return this.shown.change({ message: { look: "bad", text: words.tooLarge } });
    const text = await file.text();
    const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    if (drawn.localName !== "svg") return this.shown.change({ message: { look: "bad", text: words.noSvg } });
    const ids = [...drawn.querySelectorAll("[id]")].map(({ id }) => id);
    this.shown.change({ chosen: { name: file.name, text, marks: marksOf(ids) } });
  }

  discard(): void {
    this.shown.change({ chosen: null, message: null });
  }

  async putUp(): Promise<void> {
    const { chosen } = this.state;
    if (chosen === null) return;
    await this.send(async () => {
      await staffHttp.act("POST", `${this.path}/plan`, { svg: chosen.text }, newKey());
      this.shown.change({ chosen: null, lit: null });
      return { look: "good", text: words.done };
    });
  }

  ask(asking: boolean): void {
    this.shown.change({ asking });
  }

  async takeDown(): Promise<void> {
    this.ask(false);
    await this.send(async () => {
      await staffHttp.act("DELETE", `${this.path}/plan`);
      this.shown.change({ lit: null });
      return { look: "good", text: words.takenDown };
    });
  }

  private async send(deed: () => Promise<Message>): Promise<void> {
    if (this.state.busy) return;
    this.shown.change({ busy: true, message: null });
    try {
      const message = await deed();
      await this.read();
      this.shown.change({ message });
    } catch (error) {
      this.tell(error);
    }
    this.shown.change({ busy: false });
  }

  private tell(error: unknown): void {
    if (error instanceof Refusal && error.status === 401) return void leave();
    this.shown.change({ message: { look: "bad", text: sentence(error) } });
  }
}
