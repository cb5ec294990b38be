// Choosing when: what is offered, and what was chosen of it. Pure.

import type { ModeOffer, Slot } from "./types";

export interface Picking {
  readonly service: string | null;
  /** Null until the server has told. */
  readonly modes: readonly ModeOffer[] | null;
  readonly mode: string | null;
  readonly slots: readonly Slot[] | null;
  /** False where some year's working days are not published yet. */
  readonly official: boolean;
  /** YYYY-MM-DD where the hall is. */
  readonly day: string | null;
  readonly slot: Slot | null;
  readonly problem: string | null;
}

export const UNPICKED: Picking = {
  service: null,
  modes: null,
  mode: null,
  slots: null,
  official: true,
  day: null,
  slot: null,
  problem: null,
};

export interface Day {
  readonly day: string;
  readonly free: number;
}

/** The days that have slots, each with how many places are free. */
export function daysOf(slots: readonly Slot[], zone: string): Day[] {
  const free = new Map<string, number>();
  for (const slot of slots) {
    const day = dayOf(slot, zone);
    free.set(day, (free.get(day) ?? 0) + slot.free);
  }
  return [...free].map(([day, places]) => ({ day, free: places }));
}

/** The chosen day's slots, before and after noon. */
export function halvesOf(slots: readonly Slot[], day: string | null, zone: string): readonly [Slot[], Slot[]] {
  const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: zone });
  const those = slots.filter((slot) => dayOf(slot, zone) === day);
  const early = those.filter((slot) => Number(hour.format(new Date(slot.start))) < 12);
  return [early, those.filter((slot) => !early.includes(slot))];
}

/** The day to begin with: the one chosen before, if it is still there, else the first with a free place. */
export function firstDay(slots: readonly Slot[], zone: string, before: string | null): string | null {
  const days = daysOf(slots, zone);
  return (days.find(({ day }) => day === before) ?? days.find(({ free }) => free > 0) ?? days[0])?.day ?? null;
}

export function dayOf(slot: Pick<Slot, "start">, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(slot.start));
}

export function offerOf({ modes, mode }: Picking): ModeOffer | null {
  return modes?.find((offer) => offer.mode === mode) ?? null;
}

/** The modes an appointment may go to: those that ask for the same as its own. */
export function alike(modes: readonly ModeOffer[], mode: string): readonly ModeOffer[] {
  const own = modes.find((offer) => offer.mode === mode)?.fields.join() ?? "";
  return modes.filter((offer) => offer.fields.join() === own);
}
