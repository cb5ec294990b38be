// Choosing when: what is offered, and what was chosen of it. Pure.

import { AT_HOME, type ModeOffer, type Slot } from "./types";

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
  /** How many people it is to be for. */
  readonly party: number;
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
  party: 1,
  problem: null,
};

/** How many places it takes: everybody's takes one, but one visit goes to all at an address. */
export function placesOf({ party, mode }: Pick<Picking, "party" | "mode">): number {
  return mode === AT_HOME ? 1 : party;
}

/** `free`: how many places are; `holding`: how many of the slots have enough of them for everybody. */
export interface Day {
  readonly day: string;
  readonly free: number;
  readonly holding: number;
}

/** The days that have slots, for so many people. */
export function daysOf(slots: readonly Slot[], zone: string, places = 1): Day[] {
  const found = new Map<string, Day>();
  for (const slot of slots) {
    const day = dayOf(slot, zone);
    const { free, holding } = found.get(day) ?? { free: 0, holding: 0 };
    found.set(day, { day, free: free + slot.free, holding: holding + (slot.free >= places ? 1 : 0) });
  }
  return [...found.values()];
}

/** The first slot that has room for everybody after an instant, or else before it; null where none has. */
export function nextHolding(slots: readonly Slot[], places: number, after = ""): Slot | null {
  const holding = slots.filter(({ free }) => free >= places);
  return holding.find(({ start }) => start > after) ?? holding[0] ?? null;
}

/** The chosen day's slots, before and after noon. */
export function halvesOf(slots: readonly Slot[], day: string | null, zone: string): readonly [Slot[], Slot[]] {
  const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: zone });
  const those = slots.filter((slot) => dayOf(slot, zone) === day);
  const early = those.filter((slot) => Number(hour.format(new Date(slot.start))) < 12);
  return [early, those.filter((slot) => !early.includes(slot))];
}

/** The day to begin with: the one chosen before, if it is still there, else the first that has room for everybody. */
export function firstDay(slots: readonly Slot[], zone: string, before: string | null, places = 1): string | null {
  const days = daysOf(slots, zone, places);
  const found = days.find(({ day }) => day === before) ?? days.find(({ holding }) => holding > 0) ?? days.find(({ free }) => free > 0);
  return (found ?? days[0])?.day ?? null;
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
