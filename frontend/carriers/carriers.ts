/** The administrator's page of carriers: what is set up and how it does, a test, a new one. */

import { newKey, type Refusal } from "../shared/http";
import { say } from "../shared/language";
import type { Shown } from "../shared/page";
import { Reach } from "../shared/reach";
import type { Hall } from "../shared/types";
import { shownIn, type Draw } from "../staff/page";
import { mayOpen } from "../staff/places";
import type { Session } from "../staff/shapes";
import type { Message } from "../staff/state";
import { Wire } from "../staff/wire";
import { beginning, BLANK, type Carried, type Carrier, type CarriersState, type Draft } from "./state";
import { words } from "./words";

const READ_EVERY_MS = 15_000;
/** How a test ended is told by the list: it is read anew so often, so many times. */
const AFTER_A_TEST_MS = 1_000;
const AFTER_A_TEST = 10;

export class Carriers {
  readonly shown: Shown<CarriersState>;
  readonly reach = new Reach(() => this.shown.change({}));
  readonly wire: Wire<CarriersState>;
  private looks = 0;
  private key = newKey();

  constructor(root: HTMLElement, draw: Draw<CarriersState, Carriers>, session: Session, code: string) {
    this.shown = shownIn(root, beginning(session, code), () => words.title, (state) => draw(state, this));
    this.wire = new Wire(this.shown, { reach: this.reach });
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
    return mayOpen("carriers", this.state.session);
  }

  async start(): Promise<void> {
    this.shown.change({});
    if (!this.maySee) return;
    this.shown.change({ hall: await this.wire.need<Hall>(`/halls/${this.state.code}`) });
    window.setInterval(() => void this.read(), READ_EVERY_MS);
    await this.read();
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
    const own = audience === "staff" && department !== "" ? { department } : {};
    const body = { name: name.trim(), audience, address: address.trim(), ...own };
    const added = (): Message => {
      // Whoever has begun with the next one meanwhile goes on with it.
      if (this.state.draft === sent) {
        this.key = newKey();
        this.shown.change({ draft: { ...BLANK, audience } });
      }
      return { look: "good", text: words.added };
    };
    const refused = (refusal: Refusal): void => {
      const flaw = refusal.field("address");
      if (flaw !== null) this.shown.change({ draft: { ...this.state.draft, flaws: { address: flaw } } });
    };
    if (await this.wire.press("add", this.path, body, added, this.key, refused)) await this.read();
  }

  async test(carrier: Carrier): Promise<void> {
    const phone = (this.state.phones[carrier.id] ?? "").replace(/\s/g, "");
    const body = carrier.audience === "visitors" ? { phone } : {};
    const done = await this.wire.press("test", `${this.path}/${carrier.id}/try`, body, () => ({ look: "good", text: words.testQueued }));
    if (!done) return;
    const looks = this.looks;
    this.looks = AFTER_A_TEST;
    await this.read();
    if (looks === 0) this.lookLater();
  }

  async remove(): Promise<void> {
    const { removing } = this.state;
    if (removing === null) return;
    const path = `${this.path}/${removing.id}`;
    const done = await this.wire.send("DELETE", "remove", path, null, () => ({ look: "good", text: words.removed }));
    this.shown.change({ removing: null });
    if (done) await this.read();
  }

  /** Tests under way are looked after together. */
  private lookLater(): void {
    window.setTimeout(() => void this.lookAgain(), AFTER_A_TEST_MS);
  }

  private async lookAgain(): Promise<void> {
    await this.read();
    this.looks -= 1;
    if (this.looks > 0) this.lookLater();
  }

  private async read(): Promise<void> {
    const carried = await this.wire.get<Carried>(this.path);
    if (carried !== null) this.shown.change({ items: carried.items, departments: carried.departments, called: carried.department_names });
  }
}
