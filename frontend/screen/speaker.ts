/**
 * The voice of a zone: takes announcements, plays one phrase after the other as the voice queue says.
 *
 * `announced` is told when the first phrase of an announcement has been heard: from then on nobody needs to hear it
 * from another device. A clip that cannot be had leaves the chime alone and is told as `trouble`.
 */

import type { Language } from "../shared/language";
import type { Sound } from "./sound";
import { due, VoiceQueue, type Announcement, type CallingWindow, type Phrase } from "./voice-queue";

export interface Listener {
  /** The server has made this page its zone's voice. */
  granted(): boolean;
  calling: CallingWindow;
  announced(seq: number): void;
  /** The ticket whose phrase is heard now, or null. */
  saying(ticket: string | null): void;
  trouble(silent: boolean): void;
}

export type Clips = Partial<Record<Language, string>>;

/** Silence after a phrase, so that two do not run into each other. */
const BREATH_MS = 350;

/** How many journal numbers back an announcement may still wait for its turn. */
const KEPT = 10_000;

export class Speaker {
  private readonly queue = new VoiceQueue();
  private readonly clips = new Map<number, Clips>();
  private running = false;

  constructor(
    private readonly sound: Sound,
    private readonly listener: Listener,
  ) {}

  /** Takes an announcement; its clips are fetched while others are heard. */
  add(announcement: Announcement, clips: Clips): void {
    if (!this.queue.add(announcement)) return;
    this.clips.set(announcement.seq, clips);
    for (const old of this.clips.keys()) if (old < announcement.seq - KEPT) this.clips.delete(old);
    for (const url of Object.values(clips)) void this.sound.load(url).catch(() => undefined);
    void this.run();
  }

  /** Says nothing more after the present phrase. */
  silence(): void {
    this.queue.clear();
    this.clips.clear();
  }

  /** Goes on when the sound has just been allowed. */
  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      let chimed = false;
      for (let phrase = this.next(); phrase !== null; phrase = this.next()) {
        if (phrase.first && !chimed) await this.sound.chime();
        // While it chimed the visitor may have come: after an interruption most of what is told is over already.
        chimed = !due(phrase.announcement, this.listener.calling);
        if (chimed) continue;
        this.listener.saying(phrase.announcement.ticket);
        const heard = await this.say(phrase);
        if (heard && phrase.first) this.listener.announced(phrase.announcement.seq);
      }
    } finally {
      this.running = false;
      this.listener.saying(null);
    }
  }

  private next(): Phrase | null {
    return this.sound.blocked() || !this.listener.granted() ? null : this.queue.next(this.listener.calling);
  }

  /** Says one phrase; false when only the chime could be given. */
  private async say({ announcement, language }: Phrase): Promise<boolean> {
    const url = language && this.clips.get(announcement.seq)?.[language];
    if (!url) return false;
    try {
      await this.sound.play(await this.sound.load(url));
    } catch {
      this.listener.trouble(true);
      return false;
    }
    this.listener.trouble(false);
    await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
    return true;
  }
}
