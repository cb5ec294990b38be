/** The administrator's page of carriers: what is set up and how it does, a test, a new one. */

import { render } from "lit";

import { FocusKept } from "../shared/focus";
import { newKey, Refusal, sentence } from "../shared/http";
import { say } from "../shared/language";
import { Shown } from "../shared/page";
import type { Hall } from "../shared/types";
import { leave, mayManage, staffHttp } from "../staff/session";
import type { Session } from "../staff/shapes";
import { beginning, BLANK, type Carried, type Carrier, type CarriersState, type Draft, type Message } from "./state";
import { drawCarriers } from "./view";
import { words } from "./words";

const READ_EVERY_MS = 15_000;
/** How a test ended is told by the list: it is read anew so often, so many times. */
const AFTER_A_TEST_MS = 1_000;
const AFTER_A_TEST = 10;

export class Carriers {
  readonly shown: Shown<CarriersState>;
  private looks = 0;
  private key = newKey();

  constructor(root: HTMLElement, session: Session, code: string) {
    const focus = new FocusKept(root);
    this.shown = new Shown(beginning(session, code), (state) => {
      render(drawCarriers(state, this), root);
      document.title = say(words.title);
      focus.keep();
    });
  }

  private get state(): CarriersState {
    return this.shown.state;
  }

  private get path(): string {
    return `/halls/${this.state.code}/carriers`;
  }

  get maySet(): boolean {
    return this.state.session.roles.includes("admin");
  }

  /** Those who see how the hall does see how its carriers do. */
  get maySee(): boolean {
    return this.maySet || mayManage(this.state.session);
  }

  async start(): Promise<void> {
    this.shown.change({});
    if (!this.maySee) return;
    try {
      this.shown.change({ hall: await staffHttp.get<Hall>(`/halls/${this.state.code}`) });
      if (this.state.session.halls.length > 1) await this.readNames();
    } catch (error) {
      this.tell(error);
    }
    window.setInterval(() => void this.read(), READ_EVERY_MS);
    await this.read();
  }

  /** One chooses among halls by their names. */
  private async readNames(): Promise<void> {
    const { items } = await staffHttp.get<{ readonly items: readonly Pick<Hall, "code" | "name">[] }>("/halls");
    this.shown.change({ names: Object.fromEntries(items.map(({ code, name }) => [code, name])) });
  }

  /** What is typed now is another intention than what was sent before. */
  write(patch: Partial<Omit<Draft, "flaws">>): void {
    this.key = newKey();
    this.shown.change({ draft: { ...this.state.draft, ...patch, flaws: {} } });
  }

  async add(): Promise<void> {
    const { name, audience, address, department } = this.state.draft;
    const flaws = {
      ...(name.trim() === "" ? { name: say(words.nameNeeded) } : {}),
      ...(address.trim() === "" ? { address: say(words.addressNeeded) } : {}),
    };
    if (Object.keys(flaws).length > 0) return this.shown.change({ draft: { ...this.state.draft, flaws } });
    const sent = this.state.draft;
    await this.send(async () => {
      const body = { name: name.trim(), audience, address: address.trim() };
      const own = audience === "staff" && department !== "" ? { department } : {};
      await staffHttp.act("POST", this.path, { ...body, ...own }, this.key);
      // Whoever has begun with the next one meanwhile goes on with it.
      if (this.state.draft === sent) {
        this.key = newKey();
        this.shown.change({ draft: { ...BLANK, audience } });
      }
      return { look: "good", text: words.added };
    });
  }

  async test(carrier: Carrier): Promise<void> {
    const phone = (this.state.phones[carrier.id] ?? "").replace(/\s/g, "");
    const body = carrier.audience === "visitors" ? { phone } : {};
    await this.send(async () => {
      await staffHttp.act("POST", `${this.path}/${carrier.id}/try`, body);
      this.looks = AFTER_A_TEST;
      window.setTimeout(() => void this.lookAgain(), AFTER_A_TEST_MS);
      return { look: "good", text: words.testQueued };
    });
  }

  async remove(): Promise<void> {
    const { removing } = this.state;
    if (removing === null) return;
    await this.send(async () => {
      await staffHttp.act("DELETE", `${this.path}/${removing.id}`);
      return { look: "good", text: words.removed };
    });
    this.shown.change({ removing: null });
  }

  private async lookAgain(): Promise<void> {
    await this.read();
    this.looks -= 1;
    if (this.looks > 0) window.setTimeout(() => void this.lookAgain(), AFTER_A_TEST_MS);
  }

  private async read(): Promise<void> {
    try {
      const { items, departments } = await staffHttp.get<Carried>(this.path);
      this.shown.change({ items, departments });
    } catch (error) {
      this.tell(error);
    }
  }

  private async send(deed: () => Promise<Message>): Promise<void> {
    if (this.state.busy) return;
    this.shown.change({ busy: true, message: null });
    try {
      this.shown.change({ message: await deed() });
      await this.read();
    } catch (error) {
      this.tell(error);
    }
    this.shown.change({ busy: false });
  }

  private tell(error: unknown): void {
    if (error instanceof Refusal && error.status === 401) return void leave();
    const flaw = error instanceof Refusal ? error.field("address") : null;
    if (flaw !== null) this.shown.change({ draft: { ...this.state.draft, flaws: { address: flaw } } });
    this.shown.change({ message: { look: "bad", text: sentence(error) } });
  }
}
