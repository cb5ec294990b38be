// Days and times of a hall's own time zone, as instants.

/** The day it is there, such as "2026-11-23", so many days ago. */
export function dayThere(zone: string, now: Date, daysAgo = 0): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const today = parts.format(now);
  return new Date(Date.parse(`${today}T00:00:00Z`) - daysAgo * 86_400_000).toISOString().slice(0, 10);
}

/** The instant at which clocks there show `time` ("09:05") on `day`. */
export function instantThere(zone: string, day: string, time: string): Date {
  const shown = Date.parse(`${day}T${time}:00Z`);
  // Twice, since the clock may have been changed between the first guess and the instant itself.
  const guess = shown - ahead(zone, shown);
  return new Date(shown - ahead(zone, guess));
}

/** By how many milliseconds clocks there are ahead of UTC at an instant. */
function ahead(zone: string, at: number): number {
  const shown = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const part = Object.fromEntries(shown.formatToParts(new Date(at)).map(({ type, value }) => [type, Number(value)]));
  const told = Date.UTC(part["year"] ?? 0, (part["month"] ?? 1) - 1, part["day"], part["hour"], part["minute"], part["second"]);
  return told - Math.floor(at / 1000) * 1000;
}
