// Slots and instants in words.

import { clockTime, longDate, untilThere } from "../shared/format";
import type { Slot } from "./types";

/** A dash that no line ends at. */
const TO = "\u2060–\u2060";

/** "11月28日 星期六 09:00–09:30", in the hall's own time zone. */
export function slotWords({ start, end }: Pick<Slot, "start" | "end">, zone: string): string {
  return `${longDate(start, zone)} ${clockTime(start, zone)}${TO}${untilThere(end, zone).time}`;
}

/** "11月28日 星期六 07:00". */
export function instantWords(at: string, zone: string): string {
  return `${longDate(at, zone)} ${clockTime(at, zone)}`;
}
