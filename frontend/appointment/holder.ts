// What the holder of an appointment does with it: look, confirm, move, give up, check in.

import { Picker } from "../booking/picker";
import type { Appointment, Slot } from "../booking/types";
import { newKey, Refusal, sentence, type Http } from "../shared/http";
import { language } from "../shared/language";
import type { Kept } from "../shared/kept";
import { Latest } from "../shared/latest";
import type { Shown } from "../shared/page";
import { LOOKED_AT } from "../shared/materials";
import { ReadAloud } from "../shared/read-aloud";
import type { Reach } from "../shared/reach";
import type { Hall, Ticket } from "../shared/types";
import { dayThere } from "../shared/zones";
import { Handing } from "./handing";
import { isComing, type Known, type PageState } from "./state";

export class Holder {
  readonly picker: Picker;
  readonly reader: ReadAloud;
  readonly handing: Handing;

  private readonly reading = new Latest();

  constructor(
    private readonly shown: Shown<PageState>,
    private readonly http: Http,
    readonly reach: Reach,
    private readonly id: string,
    private readonly kept: Kept<Known>,
  ) {
    const around = {
      get: () => this.state.picking,
      put: (picking: PageState["picking"]) => this.shown.change({ picking }),
      zone: () => this.zone,
      hall: () => this.state.appointment?.hall ?? "",
    };
    this.picker = new Picker(around, http, reach);
    this.handing = new Handing(shown, http, reach, id);
    this.reader = new ReadAloud(() => this.state.appointment?.hall ?? "", () => this.shown.change({}));
  }

  private get state(): PageState {
    return this.shown.state;
  }

  private get path(): string {
    return `/appointments/${encodeURIComponent(this.id)}`;
  }

  get zone(): string {
    return this.state.hall?.timezone ?? "Asia/Shanghai";
  }

  get today(): string {
    return dayThere(this.zone, this.state.now);
  }

  /** Begins with what this phone still knows, for the server may be out of reach. */
  async recall(): Promise<void> {
    const known = await this.kept.read();
    if (known === null || this.state.appointment !== null) return;
    this.shown.change({ appointment: known.appointment, hall: known.hall, knownAt: new Date(known.at) });
  }

  /** Reads the appointment, and once its hall; what is shown stays when the server cannot be reached. */
  async read(): Promise<void> {
    const isLatest = this.reading.begin();
    try {
      const appointment = await this.http.get<Appointment>(this.path);
      this.reach.heard();
      await this.readHall(appointment.hall);
      // While a file is on its way its own answer says how things stand.
      if (appointment.mode === LOOKED_AT && this.state.sending === null) await this.handing.read();
      if (isLatest()) this.see(appointment);
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) this.lose();
      else if (this.reach.failed(error)) this.shown.change({ unreachable: true });
    }
  }

  private async readHall(code: string): Promise<void> {
    if (this.state.hall === null) this.shown.change({ hall: await this.http.get<Hall>(`/halls/${encodeURIComponent(code)}`) });
  }

  private lose(): void {
    this.kept.drop();
    this.shown.change({ missing: true, appointment: null });
  }

  /** What is over is of no use without network. */
  private keepOrDrop(appointment: Appointment, at: Date): void {
    if (isComing(appointment)) this.kept.write({ appointment, hall: this.state.hall, at: at.toISOString() });
    else this.kept.drop();
  }

  private see(appointment: Appointment): void {
    const before = this.state.appointment;
    const knownAt = new Date();
    this.shown.change({ appointment, missing: false, unreachable: false, knownAt });
    this.keepOrDrop(appointment, knownAt);
    const { state, ticket, day } = appointment;
    // What counts from now on is the ticket; an appointment of a day that is over is only looked up.
    const fresh = before?.state === "confirmed" || day === this.today;
    if (state === "checked_in" && ticket !== null && fresh) this.follow(ticket);
  }

  private follow(ticket: string): void {
    location.replace(`/t/${encodeURIComponent(ticket)}?lang=${language()}`);
  }

  tick(): void {
    this.shown.change({ now: new Date() });
  }

  // --- confirming, moving, giving up

  async confirm(): Promise<void> {
    await this.act("POST", "/confirm");
  }

  askToCancel(): void {
    this.shown.change({ asking: "cancel", problem: null, done: null });
  }

  keep(): void {
    this.shown.change({ asking: null, problem: null });
  }

  async cancel(): Promise<void> {
    if ((await this.act("DELETE", "")) === null) this.shown.change({ asking: null });
  }

  change(): void {
    const { appointment } = this.state;
    if (appointment === null) return;
    this.shown.change({ changing: true, problem: null, done: null });
    void this.picker.open(appointment.service, appointment.mode, appointment.places);
  }

  stay(): void {
    this.shown.change({ changing: false, problem: null });
  }

  /** Moves it to the chosen slot. One that has become full since is seen so, and the next free one stands chosen. */
  async move({ id, mode }: Slot): Promise<void> {
    const error = await this.act("PATCH", "", { slot: id, mode });
    if (error === null) return this.shown.change({ changing: false, done: "changed" });
    await this.picker.load();
    const next = error instanceof Refusal ? (error.problem["next"] as Slot | null | undefined) : undefined;
    if (next) this.picker.showSlot(next);
    this.shown.change({ problem: sentence(error) });
  }

  // --- coming

  /** From the phone, in the hall: one step to the ticket. */
  async checkIn(): Promise<void> {
    const { appointment, busy } = this.state;
    if (appointment === null || busy) return;
    this.shown.change({ busy: true, problem: null });
    try {
      const door = `/halls/${encodeURIComponent(appointment.hall)}/check-in`;
      const { body } = await this.http.act<Ticket>("POST", door, { code: appointment.code }, newKey());
      this.follow(body.id);
    } catch (error) {
      this.reach.failed(error);
      this.shown.change({ problem: sentence(error) });
    } finally {
      this.shown.change({ busy: false });
    }
  }

  /** What went wrong, or null once it is done. */
  private async act(method: "POST" | "PATCH" | "DELETE", door: string, body: object | null = null): Promise<unknown> {
    this.shown.change({ busy: true, problem: null });
    try {
      const { body: appointment } = await this.http.act<Appointment>(method, this.path + door, body);
      this.reading.forget();
      this.see(appointment);
      this.reach.heard();
      return null;
    } catch (error) {
      this.shown.change({ problem: sentence(error) });
      // It may stand otherwise than this page knew.
      if (!this.reach.failed(error)) void this.read();
      return error;
    } finally {
      this.shown.change({ busy: false });
    }
  }
}
