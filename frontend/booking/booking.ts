// What happens when somebody books: four steps, each of which the phone's own way back leads back from.

import { Elsewhere } from "../shared/elsewhere";
import { readHall } from "../shared/hall";
import { newKey, Refusal, sentence, type Http } from "../shared/http";
import { language, say } from "../shared/language";
import { HAND_IN, LOOKED_AT } from "../shared/materials";
import type { Shown } from "../shared/page";
import type { Reach } from "../shared/reach";
import { ReadAloud } from "../shared/read-aloud";
import { forgetHeld, heldElsewhere, heldIn, keepHeld } from "./held";
import { Picker } from "./picker";
import { bodyOf, bookable, initial, problemsOf, serviceOf, shownFields, STEPS, type BookingState, type Kind, type Step } from "./state";
import { comeBackWith, withField, withKind, withoutPrincipal, withParty, withPrincipal } from "./people";
import { keepTyped } from "./typed";
import { AT_HOME, type Appointment, type Slot } from "./types";

export class Booking {
  readonly picker: Picker;
  readonly reader: ReadAloud;
  readonly elsewhere: Elsewhere;
  private key = newKey();
  private sent = "";

  constructor(private readonly shown: Shown<BookingState>, private readonly http: Http, readonly reach: Reach, private readonly hall: string) {
    const around = {
      get: () => this.state.picking,
      put: (picking: BookingState["picking"]) => this.shown.change({ picking }),
      zone: () => this.state.hall?.timezone ?? "Asia/Shanghai",
      hall: () => hall,
    };
    this.picker = new Picker(around, http, reach);
    this.reader = new ReadAloud(() => hall, () => this.shown.change({}));
    this.elsewhere = new Elsewhere(http, () => this.shown.change({}));
  }

  private get state(): BookingState {
    return this.shown.state;
  }

  private get path(): string {
    return `/halls/${encodeURIComponent(this.hall)}`;
  }

  /** Reads the hall, and the place kept in this tab; `service` is what the address asked for, if it can be booked. */
  async load(service: string | null): Promise<void> {
    this.shown.change({ problem: null });
    try {
      const [{ hall, list }, held] = await Promise.all([readHall(this.http, this.hall), this.readHeld()]);
      this.reach.heard();
      this.shown.change({ hall, services: list.items });
      if (held !== null) return this.comeBackTo(held);
    } catch (error) {
      this.reach.failed(error);
      return this.shown.change({ problem: sentence(error) });
    }
    if (bookable(this.state).some(({ code }) => code === service) && service !== null) this.choose(service);
  }

  /** The place that was kept before the page was loaded anew, while it still is. */
  private async readHeld(): Promise<Appointment | null> {
    const id = heldIn(this.hall);
    if (id === null) return null;
    const found = await this.http.get<Appointment>(`/appointments/${encodeURIComponent(id)}`).catch((error: unknown) => {
      if (error instanceof Refusal && error.status === 404) return null;
      throw error;
    });
    if (found?.state === "reserved") return found;
    forgetHeld(this.hall, id);
    history.replaceState({ step: "service" }, "");
    return null;
  }

  /** The last step of that place. What was typed for it is gone, so the page shows it as the server does: in part. */
  private comeBackTo(reserved: Appointment): void {
    const behind = STEPS.slice(STEPS.indexOf(this.state.step) + 1);
    if ((history.state as { step?: Step } | null)?.step !== "confirm") for (const step of behind) history.pushState({ step }, "");
    this.shown.change({ reserved, ...comeBackWith({ ...this.state, form: initial.form }, reserved), refused: null, step: "confirm" });
    void this.picker.resume(reserved);
  }

  // --- from step to step

  /** Onward: the way back of the phone leads here again. */
  protected go(step: Step): void {
    history.pushState({ step }, "");
    this.shown.change({ step });
  }

  back(): void {
    history.back();
  }

  /** The phone went back, or forward to where nothing has been chosen yet. */
  arrive(step: Step): void {
    const { picking, reserved } = this.state;
    const able = step === "service" || (picking.service !== null && (step === "when" || picking.slot !== null));
    if (!able || (step === "confirm" && reserved === null)) return history.back();
    if (reserved !== null && step !== "confirm") void this.release(reserved);
    if (STEPS.indexOf(step) < STEPS.indexOf("who")) this.shown.change({ refused: null });
    if (step === "when" && picking.slots !== null) void this.picker.load();
    this.shown.change({ step });
  }

  typeQuery(query: string): void {
    this.shown.change({ query });
  }

  choose(code: string): void {
    const { form } = this.state;
    void this.picker.open(code);
    this.shown.change({ refused: null, form: { ...form, materials: "" } });
    void this.elsewhere.look(this.hall, code, serviceOf(this.state)?.wait ?? null);
    const audience = serviceOf(this.state)?.audience ?? [];
    if (audience.length === 1) this.shown.change({ kind: audience[0] === "organisation" ? "organisation" : "person" });
    this.go("when");
  }

  chooseSlot(slot: Slot): void {
    this.picker.chooseSlot(slot);
    const { form } = this.state;
    // What a service asks for is what most people want looked at: they strike out what they do not have.
    const materials = form.materials || (serviceOf(this.state)?.materials ?? []).map(say).join("\n");
    this.shown.change({ refused: null, form: { ...form, materials } });
    this.go("who");
  }

  /** Another slot, chosen without going back: the focus goes with what was typed. */
  moveTo(slot: Slot): void {
    this.picker.showSlot(slot);
    this.shown.change({ refused: null });
  }

  // --- who

  /** A person or a company: of whoever books, or of the one at a place whom an agent books for. */
  setKind(kind: Kind, at: number | null): void {
    this.shown.change(withKind(this.state, kind, at));
  }

  /** `field` by the server's name for it. */
  fill(field: string, text: string): void {
    this.shown.change(withField(this.state, field, text));
  }

  /** Somebody books for others, or for themselves after all. */
  setAgent(on: boolean): void {
    this.seat({ principals: on ? withPrincipal(this.state) : [], problems: {}, refused: null });
  }

  /** For how many it is to be: the slots tell which hold them, and the next step asks for each. */
  setParty(party: number): void {
    this.picker.setParty(party);
    this.shown.change({ principals: withParty(this.state, party), problems: {}, refused: null });
  }

  addPrincipal(): void {
    this.seat({ principals: withPrincipal(this.state) });
  }

  dropPrincipal(at: number): void {
    this.seat(withoutPrincipal(this.state, at));
  }

  /** Other people: the slot that was chosen stays, and the page says so if it has too few places now. */
  private seat(people: Partial<BookingState>): void {
    const party = Math.max(1, people.principals?.length ?? 1);
    this.shown.change({ ...people, picking: { ...this.state.picking, party } });
  }

  setHelp(needsHelp: boolean): void {
    this.shown.change({ needsHelp });
  }

  setContact(otherContact: boolean): void {
    this.shown.change({ otherContact, problems: {} });
  }

  /** Has the place kept, and goes on to the last step. */
  async reserve(): Promise<void> {
    const { busy, step: from } = this.state;
    if (busy) return;
    const found = await this.send(bodyOf(this.state));
    if (found === null) return this.lookForHeld();
    // Whoever went back meanwhile wants something else.
    if (this.state.step !== from) return void this.release(found);
    keepHeld(this.hall, found);
    this.shown.change({ reserved: found });
    this.go("confirm");
  }

  /** What stands in the way may be a place that another tab of this phone has had kept. */
  private async lookForHeld(): Promise<void> {
    const { refused, picking } = this.state;
    if (refused === null || refused.heldOn === null || picking.service === null) return;
    const held = await heldElsewhere(this.http, picking.service, refused.heldOn);
    if (held !== null && this.state.refused === refused) this.shown.change({ refused: { ...refused, held } });
  }

  /** On with the place that another tab has had kept, at its own hall. */
  goOnWith(held: Appointment): void {
    keepHeld(held.hall, held);
    if (held.hall === this.hall) return this.comeBackTo(held);
    location.assign(`/book/${encodeURIComponent(held.hall)}?lang=${language()}`);
  }

  /** Lets the place of another tab go, for the one that was chosen here. */
  async takeInsteadOf({ hall, id }: Appointment): Promise<void> {
    const gone = await this.act(() => this.http.act<Appointment>("DELETE", `/appointments/${encodeURIComponent(id)}`));
    if (gone === null) return;
    forgetHeld(hall, id);
    await this.reserve();
  }

  /** The appointment that this makes; null when it was refused, which the page says. */
  protected send(body: object): Promise<Appointment | null> {
    return this.act(() => this.http.act<Appointment>("POST", `${this.path}/appointments`, body, this.keyFor(body)));
  }

  /** One tap to the slot that the refusal names. */
  async takeInstead(slot: Slot): Promise<void> {
    this.picker.chooseSlot(slot);
    await this.reserve();
  }

  // --- confirming

  async confirm(): Promise<void> {
    const { reserved } = this.state;
    if (reserved === null) return;
    const found = await this.act(() => this.http.act<Appointment>("POST", `/appointments/${encodeURIComponent(reserved.id)}/confirm`));
    if (found === null) return;
    forgetHeld(this.hall, found.id);
    if (found.mode === AT_HOME) keepTyped(found.id, this.state);
    // What is looked at beforehand is handed in there, at once.
    location.replace(`/a/${encodeURIComponent(found.id)}?lang=${language()}${found.mode === LOOKED_AT ? HAND_IN : ""}`);
  }

  /** Back to the times from a place that was kept no longer, or that somebody else has. */
  pickAgain(): void {
    history.go(STEPS.indexOf("when") - STEPS.indexOf(this.state.step));
  }

  /** Whoever goes back wants something else: the place is free for others at once, and else a few minutes later. */
  private async release({ id }: Appointment): Promise<void> {
    forgetHeld(this.hall, id);
    this.shown.change({ reserved: null, refused: null });
    this.sent = "";
    await this.http.act("DELETE", `/appointments/${encodeURIComponent(id)}`).catch(() => undefined);
    await this.picker.load();
  }

  /** The same wish sent again, after no answer came, is the same booking. */
  private keyFor(body: object): string {
    const sent = JSON.stringify(body);
    if (sent !== this.sent) this.key = newKey();
    this.sent = sent;
    return this.key;
  }

  private async act(work: () => Promise<{ readonly body: Appointment }>): Promise<Appointment | null> {
    this.shown.change({ busy: true, refused: null, problems: {} });
    try {
      const { body } = await work();
      this.reach.heard();
      return body;
    } catch (error) {
      this.refuse(error);
      return null;
    } finally {
      this.shown.change({ busy: false });
    }
  }

  private refuse(error: unknown): void {
    const lost = this.reach.failed(error);
    if (!lost) this.sent = "";
    const refusal = error instanceof Refusal ? error.problem : null;
    const problems = problemsOf(refusal?.errors ?? [], shownFields(this.state));
    const told = Object.keys(problems).length > 0;
    const next = (refusal?.["next"] as Slot | null | undefined) ?? null;
    const heldOn = refusal?.["held_until"] ? String(refusal["day"]) : null;
    if (told) this.shown.change({ faults: this.state.faults + 1 });
    this.shown.change({ problems, refused: told ? null : { sentence: sentence(error), code: refusal?.code ?? "", next, heldOn, held: null } });
  }
}
