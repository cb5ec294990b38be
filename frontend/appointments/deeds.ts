/** What staff do with the appointment that is open, for whoever holds it. */

import type { Picker } from "../booking/picker";
import type { Slot } from "../booking/types";
import type { Shown } from "../shared/page";
import { staffHttp } from "../staff/session";
import { printSlip } from "../staff/slip";
import type { Message } from "../staff/state";
import type { Wire } from "../staff/wire";
import type { AppointmentsState, Booked, CheckedIn } from "./state";
import { words } from "./words";

export class Deeds {
  constructor(
    private readonly shown: Shown<AppointmentsState>,
    private readonly wire: Wire<AppointmentsState>,
    private readonly picker: Picker,
    /** The hall's. */
    private readonly path: string,
    private readonly readSoon: () => void,
  ) {}

  private get state(): AppointmentsState {
    return this.shown.state;
  }

  async checkIn({ id, code }: Booked): Promise<void> {
    const done = (ticket: CheckedIn): Message => {
      this.shown.change({ ticket });
      if (ticket.arrival !== "already") void this.print(ticket);
      return { look: "good", text: ticket.message };
    };
    if (await this.wire.press("check-in", `${this.path}/check-in`, { code }, done)) await this.see(id);
  }

  print(ticket: CheckedIn): Promise<void> {
    return printSlip(ticket, (message) => this.wire.say(message));
  }

  async move(one: Booked, slot: Slot): Promise<void> {
    const body = { slot: slot.id, mode: slot.mode };
    if (!(await this.send("PATCH", "change", one, "", body, words.changed))) await this.picker.load();
  }

  async cancel(one: Booked): Promise<void> {
    await this.send("DELETE", "cancel", one, "", null, words.cancelled);
  }

  async excuse(one: Booked): Promise<void> {
    await this.send("POST", "excuse", one, "/excuse", { reason: this.state.reason.trim() }, words.excused);
  }

  async recordVisit(one: Booked, result: "visited" | "not_met"): Promise<void> {
    const note = this.state.reason.trim();
    await this.send("POST", result, one, "/visit", { result, ...(note && { note }) }, words.recorded);
  }

  async unmask({ id }: Booked): Promise<void> {
    await this.wire.press("unmask", `/appointments/${id}/details`, {}, ({ details }: { details: Booked["details"] }) => {
      if (this.state.one?.id === id) this.shown.change({ unmasked: details });
      return null;
    });
  }

  private send(method: "POST" | "PATCH" | "DELETE", name: string, one: Booked, door: string, body: object | null, said: Message["text"]): Promise<boolean> {
    const done = (after: Booked): Message => {
      this.replace(after);
      this.shown.change({ reason: "" });
      return { look: "good", text: said };
    };
    return this.wire.send(method, name, `/appointments/${one.id}${door}`, body, done);
  }

  /** An appointment as it is now, wherever it is shown. */
  private async see(id: string): Promise<void> {
    const now = await staffHttp.get<Booked>(`/appointments/${id}`).catch(() => null);
    if (now !== null) this.replace(now);
  }

  private replace(after: Booked): void {
    const { found, items, one } = this.state;
    const now = (other: Booked): Booked => (other.id === after.id ? after : other);
    this.shown.change({ one: one && now(one), items: items?.map(now) ?? null, found: found && { ...found, items: found.items.map(now) } });
    this.readSoon();
  }
}
