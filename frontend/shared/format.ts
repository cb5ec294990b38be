// Times and bands as people read them.

import { shownBand } from "./bands";
import { language, languageTag, say } from "./language";
import type { Wait } from "./types";
import { words } from "./words";

/** "09:05" in the hall's own time zone. */
export function clockTime(at: string | Date, zone?: string): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(new Date(at));
}

/** "09:05:07", for what ends within a minute. */
export function clockSeconds(at: string | Date, zone?: string): string {
  const parts = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: zone }).format(new Date(at));
}

/** "11月23日 星期一" · "Monday 23 November". */
export function longDate(at: string | Date, zone?: string): string {
  const locale = language() === "en" ? "en-GB" : languageTag(language());
  const part = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(new Date(at));
  const day = part({ month: "long", day: "numeric" });
  const weekday = part({ weekday: "long" });
  return language() === "zh" ? `${day} ${weekday}` : `${weekday} ${day}`;
}

/**
 * A limit as people say it: at midnight it is the day before that ends. `within` is an instant of the day that is named,
 * `time` what clocks are said to show.
 */
export function untilThere(at: string | Date, zone?: string): { readonly within: Date; readonly time: string } {
  const limit = new Date(at);
  const midnight = clockSeconds(limit, zone) === "00:00:00";
  return midnight ? { within: new Date(limit.getTime() - 1000), time: "24:00" } : { within: limit, time: clockTime(limit, zone) };
}

/** "11月23日 星期一 24:00", in the hall's own time zone. */
export function untilWords(at: string | Date, zone?: string): string {
  const { within, time } = untilThere(at, zone);
  return `${longDate(within, zone)} ${time}`;
}

/** The day in this zone, YYYY-MM-DD. */
export function dayIn(zone: string | undefined, at: Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
}

/** True when both instants are on one day of the zone. */
export function sameDay(a: string | Date, b: string | Date, zone?: string): boolean {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
  return day.format(new Date(a)) === day.format(new Date(b));
}

export function minutesSince(at: string, now: Date = new Date()): number {
  return Math.max(0, Math.floor((now.getTime() - new Date(at).getTime()) / 60_000));
}

/** "约 15–25 分钟": the 10th to the 90th of a hundred, rounded outward to five minutes. */
export function band(wait: Wait): string {
  return say(words.band(...shownBand(wait.p10_minutes, wait.p90_minutes)));
}
