/**
 * What a zone's voice says next, and what it leaves out when too much waits. Pure: no sound, no clock, no network.
 *
 * The rule is that of `hall/display/backlog.py`, its reference:
 * announcements wait in the order of their calls; of each, the hall's first language is said as often as it repeats it,
 * then each further language once. While more than 15 s are still to be said, repeats are left out; if what remains
 * is still over 15 s, the further languages too. The first saying in the first language is never left out.
 * Only a ticket that is still called is spoken, and a retraction only when its call was heard and has not come again;
 * both are asked before every phrase, so that a visitor who has come is not called on. One phrase is given at a time:
 * phrases cannot overlap.
 */

import type { Language } from "../shared/language";

export interface Announcement {
  readonly seq: number;
  readonly ticket: string;
  readonly window: number;
  readonly kind: "call" | "retraction";
  /** The languages to say it in, the hall's own first; none when there is no voice: then it is one chime. */
  readonly languages: readonly Language[];
  readonly repeat: number;
  /** How long one phrase takes, where the server knows. */
  readonly seconds: Partial<Record<Language, number>>;
}

export interface Phrase {
  readonly announcement: Announcement;
  /** null: nothing to say, the chime alone. */
  readonly language: Language | null;
  /** The first phrase of its announcement: a chime goes before it. */
  readonly first: boolean;
}

/** The window that calls this ticket now, or null. */
export type CallingWindow = (ticket: string) => number | null;

export const LIMIT_SECONDS = 15;

/** What a phrase takes when nobody says: the middle of the 3.5 to 5 s that phrases take. */
export const PHRASE_SECONDS = 4.25;
const CHIME_SECONDS = 1;

/** How much a part is needed; the highest are left out first. */
const ALWAYS = 0;
const OTHER_LANGUAGE = 1;
const REPEAT = 2;

interface Part {
  readonly language: Language | null;
  readonly seconds: number;
  readonly need: number;
}

interface Entry {
  readonly announcement: Announcement;
  readonly parts: readonly Part[];
  /** Parts that are behind it. */
  said: number;
}

export class VoiceQueue {
  private entries: Entry[] = [];
  private last = 0;

  /** Takes an announcement once: one that came before, or out of order, is dropped and answered with false. */
  add(announcement: Announcement): boolean {
    if (announcement.seq <= this.last) return false;
    this.last = announcement.seq;
    if (announcement.kind === "retraction" && this.withdraw(announcement.ticket)) return false;
    this.entries.push({ announcement, parts: partsOf(announcement), said: 0 });
    return true;
  }

  /** Forgets everything that waits: another device speaks in this zone from now on. */
  clear(): void {
    this.entries = [];
  }

  /** The phrase to say now that the one before has ended; null when there is nothing to say. */
  next(calling: CallingWindow): Phrase | null {
    this.entries = this.entries.filter((entry) => due(entry.announcement, calling));
    const allowed = [REPEAT, OTHER_LANGUAGE].find((need) => this.backlog(need) <= LIMIT_SECONDS) ?? ALWAYS;
    for (let head = this.entries[0]; head !== undefined; head = this.entries[0]) {
      const at = openParts(head, allowed)[0];
      if (at !== undefined) return say(head, at);
      this.entries.shift();
    }
    return null;
  }

  /** Seconds still to be said when parts less needed than `need` are left out. */
  private backlog(need: number): number {
    const open = this.entries.flatMap((entry) => openParts(entry, need).map((at) => entry.parts[at]?.seconds ?? 0));
    return open.reduce((sum, seconds) => sum + seconds, 0);
  }

  /** Drops a call that nobody has heard yet; true when there was one. */
  private withdraw(ticket: string): boolean {
    const unheard = this.entries.filter((one) => one.announcement.ticket === ticket && one.said === 0);
    this.entries = this.entries.filter((one) => !unheard.includes(one));
    return unheard.some((one) => one.announcement.kind === "call");
  }
}

/** Whether it should still be said: its ticket is called there, or, for a retraction, nowhere. */
export function due({ kind, ticket, window }: Announcement, calling: CallingWindow): boolean {
  return calling(ticket) === (kind === "call" ? window : null);
}

function partsOf({ languages, repeat, seconds }: Announcement): Part[] {
  const [own, ...others] = languages;
  if (own === undefined) return [{ language: null, seconds: CHIME_SECONDS, need: ALWAYS }];
  const part = (language: Language, need: number): Part => ({ language, seconds: seconds[language] ?? PHRASE_SECONDS, need });
  const repeats = new Array<Part>(Math.max(0, repeat - 1)).fill(part(own, REPEAT));
  return [part(own, ALWAYS), ...repeats, ...others.map((language) => part(language, OTHER_LANGUAGE))];
}

/** The places of the parts that are still to be said. */
function openParts(entry: Entry, allowed: number): number[] {
  return [...entry.parts.keys()].filter((at) => at >= entry.said && (entry.parts[at]?.need ?? ALWAYS) <= allowed);
}

function say(entry: Entry, at: number): Phrase {
  const first = entry.said === 0;
  entry.said = at + 1;
  return { announcement: entry.announcement, language: entry.parts[at]?.language ?? null, first };
}
