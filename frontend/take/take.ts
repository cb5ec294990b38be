// What happens when a phone takes a ticket: for what, from where, and on to the ticket's own page.

import { readHall } from "../shared/hall";
import { newKey, Refusal, sentence, type Http } from "../shared/http";
import { language } from "../shared/language";
import { remembered, type Shown } from "../shared/page";
import { whereAmI } from "../shared/place";
import type { Reach } from "../shared/reach";
import { Elsewhere } from "../shared/elsewhere";
import { ReadAloud } from "../shared/read-aloud";
import type { Ticket } from "../shared/types";
import { bodyOf, FIELDS, serviceOf, type Field, type Step, type TakeState } from "./state";

/** What the address says: the matter, and the code at the door that was scanned. */
export interface Asked {
  readonly service: string | null;
  readonly door_code: string | null;
}

export class Take {
  readonly reader: ReadAloud;
  readonly elsewhere: Elsewhere;
  private key = newKey();
  private sent = "";

  constructor(
    private readonly shown: Shown<TakeState>,
    private readonly http: Http,
    readonly reach: Reach,
    private readonly hall: string,
    private readonly asked: Asked,
  ) {
    this.reader = new ReadAloud(() => hall, () => this.shown.change({}));
    this.elsewhere = new Elsewhere(http, () => this.shown.change({}));
  }

  private get state(): TakeState {
    return this.shown.state;
  }

  get path(): string {
    return `/halls/${encodeURIComponent(this.hall)}`;
  }

  /** Whether the code at the door was scanned. */
  get atDoor(): boolean {
    return this.asked.door_code !== null;
  }

  /** The ticket this phone took here last, if it remembers one. */
  get mine(): string | null {
    return remembered.get(this.memory);
  }

  private get memory(): string {
    return `ticket.${this.hall}`;
  }

  async load(): Promise<void> {
    this.shown.change({ problem: null });
    try {
      const { hall, list } = await readHall(this.http, this.hall);
      this.reach.heard();
      this.shown.change({ hall, services: list.items });
    } catch (error) {
      this.reach.failed(error);
      return this.shown.change({ problem: sentence(error) });
    }
    const { service } = this.asked;
    if (this.state.step === "service" && service !== null && this.state.services.some(({ code }) => code === service)) this.choose(service);
  }

  typeQuery(query: string): void {
    this.shown.change({ query });
  }

  /** Whoever scanned the code at the door has nothing more to say; others say where they are. */
  choose(service: string): void {
    const step: Step = this.atDoor ? "taking" : "where";
    history.pushState({ step }, "");
    this.shown.change({ service, step, refused: null, unplaced: null });
    if (this.atDoor) return void this.atTheDoor();
    const chosen = serviceOf(this.state);
    if (chosen !== null) void this.elsewhere.look(this.hall, service, chosen.wait ?? null);
  }

  /** The phone's own way back, or forward to where nothing is chosen. */
  arrive(step: Step): void {
    if (step === "service" || this.state.service !== null) this.shown.change({ step, refused: null, unplaced: null });
    else history.back();
  }

  back(): void {
    history.back();
  }

  fill(field: Field, text: string): void {
    const { form, problems } = this.state;
    this.shown.change({ form: { ...form, [field]: text }, problems: { ...problems, [field]: undefined } });
  }

  setHelp(needsHelp: boolean): void {
    this.shown.change({ needsHelp });
  }

  setMinutes(minutes: number): void {
    this.shown.change({ minutes, refused: null });
  }

  // --- how the hall knows

  async locate(): Promise<void> {
    if (this.state.busy) return;
    this.shown.change({ busy: true, unplaced: null, refused: null });
    const { service } = this.state;
    const position = await whereAmI();
    this.shown.change({ busy: false });
    // A phone may take a while to know; who went back meanwhile takes no ticket.
    if (this.state.step !== "where" || this.state.service !== service) return;
    if (typeof position === "string") this.shown.change({ unplaced: position });
    else await this.take({ channel: "phone", position });
  }

  async comeSoon(): Promise<void> {
    const { minutes } = this.state;
    if (minutes !== null) await this.take({ channel: "phone", arrives_in_minutes: minutes });
  }

  async atTheDoor(): Promise<void> {
    await this.take({ channel: "door", door_code: this.asked.door_code });
  }

  private async take(how: object): Promise<void> {
    if (this.state.busy) return;
    const body = { ...bodyOf(this.state), ...how };
    this.shown.change({ busy: true, refused: null, unplaced: null, problems: {} });
    try {
      const { body: ticket } = await this.http.act<Ticket>("POST", `${this.path}/tickets`, body, this.keyFor(body));
      this.reach.heard();
      remembered.set(this.memory, ticket.id);
      // Nothing leads back here: what was scanned or said holds for this one ticket.
      location.replace(`/t/${encodeURIComponent(ticket.id)}?lang=${language()}`);
    } catch (error) {
      this.refuse(error);
      this.shown.change({ busy: false });
    }
  }

  /** The same wish sent again, after no answer came, is the same ticket. */
  private keyFor(body: object): string {
    const sent = JSON.stringify(body);
    if (sent !== this.sent) this.key = newKey();
    this.sent = sent;
    return this.key;
  }

  private refuse(error: unknown): void {
    if (!this.reach.failed(error)) this.sent = "";
    const refusal = error instanceof Refusal ? error : null;
    const problems = Object.fromEntries(FIELDS.map((field) => [field, refusal?.field(field) ?? undefined]));
    if (FIELDS.some((field) => problems[field] !== undefined)) return this.shown.change({ problems, faults: this.state.faults + 1 });
    const instead = (refusal?.problem["instead"] as readonly string[] | undefined) ?? ["book", "come"];
    this.shown.change({ refused: { sentence: sentence(error), code: refusal?.code ?? "", instead } });
  }
}
