// Choosing when, with the server: which modes a service has, and which places are free in one of them.

import { sentence, type Http } from "../shared/http";
import { Latest } from "../shared/latest";
import type { Reach } from "../shared/reach";
import { alike, dayOf, firstDay, placesOf, UNPICKED, type Picking } from "./picking";
import type { Appointment, Slot, SlotList } from "./types";

/** What the picker is in: the page's own state holds what was picked. */
export interface Around {
  readonly get: () => Picking;
  readonly put: (picking: Picking) => void;
  readonly zone: () => string;
  readonly hall: () => string;
}

export class Picker {
  private readonly latest = new Latest();

  constructor(private readonly around: Around, private readonly http: Http, private readonly reach: Reach) {}

  private change(patch: Partial<Picking>): void {
    this.around.put({ ...this.around.get(), ...patch });
  }

  /**
   * Begins with a service, for as many people as before. `as`: the mode of the appointment that is to be moved, which
   * others may replace.
   */
  async open(service: string, as: string | null = null, party = this.around.get().party): Promise<void> {
    this.around.put({ ...UNPICKED, service, party });
    await this.asking(async (current) => {
      const { modes } = await this.page(service, null, null, 1);
      if (!current()) return;
      const offered = as === null ? modes : alike(modes, as);
      this.change({ modes: offered });
      const mode = offered.find((offer) => offer.mode === as) ?? offered[0];
      if (mode !== undefined) await this.chooseMode(mode.mode);
    });
  }

  /** Goes on with a place that is kept: its slot is chosen already, and free for as many once it is let go. */
  async resume({ service, mode, slot, places, people }: Appointment): Promise<void> {
    const chosen = { ...slot, service, mode, capacity: places, free: places };
    const party = Math.max(1, people.filter(({ agent }) => !agent).length);
    this.around.put({ ...UNPICKED, service, mode, party, slot: chosen, day: dayOf(slot, this.around.zone()) });
    await this.asking(async (current) => {
      const { modes } = await this.page(service, null, null, 1);
      if (current()) this.change({ modes });
    });
    await this.load();
  }

  async chooseMode(mode: string): Promise<void> {
    this.change({ mode, slots: null, slot: null, problem: null });
    await this.load();
  }

  chooseDay(day: string): void {
    this.change({ day, slot: null });
  }

  /** For how many; the day that was chosen stays, and a slot that holds them does. */
  setParty(party: number): void {
    const { slot, mode } = this.around.get();
    this.change({ party, slot: slot !== null && slot.free >= placesOf({ party, mode }) ? slot : null });
  }

  chooseSlot(slot: Slot): void {
    this.change({ slot });
  }

  /** Chooses a slot on whatever day it is. */
  showSlot(slot: Slot): void {
    this.change({ slot, day: dayOf(slot, this.around.zone()) });
  }

  /** Reads the places anew; the day that was chosen stays. */
  async load(): Promise<void> {
    const { service, mode } = this.around.get();
    if (service === null || mode === null) return;
    await this.asking(async (current) => {
      const slots: Slot[] = [];
      let official = true;
      for (let after: string | null = ""; after !== null; ) {
        const page: SlotList = await this.page(service, mode, after);
        slots.push(...page.items);
        official &&= page.official;
        after = page.next;
      }
      if (!current()) return;
      const picking = this.around.get();
      const day = firstDay(slots, this.around.zone(), picking.day, placesOf(picking));
      this.change({ slots, official, day, problem: null });
    });
  }

  /** What was asked before and is answered late changes nothing any more. */
  private async asking(work: (current: () => boolean) => Promise<void>): Promise<void> {
    const current = this.latest.begin();
    try {
      await work(current);
      this.reach.heard();
    } catch (error) {
      this.reach.failed(error);
      if (current()) this.change({ problem: sentence(error) });
    }
  }

  private page(service: string, mode: string | null, after: string | null, limit = 200): Promise<SlotList> {
    const query = new URLSearchParams({ service, limit: String(limit) });
    if (mode !== null) query.set("mode", mode);
    if (after) query.set("after", after);
    return this.http.get<SlotList>(`/halls/${encodeURIComponent(this.around.hall())}/slots?${query}`);
  }
}
