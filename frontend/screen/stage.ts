/**
 * What fills the large place of a screen. Pure: the clock comes as an argument, in milliseconds.
 *
 * Every call is shown there, once and in order. One that comes alone is shown at once and stays; when several wait,
 * each stays for a shorter time the more of them wait, so that twenty missed calls take less than half a minute.
 */

import type { Text } from "../shared/language";

export interface Scene {
  readonly seq: number;
  readonly kind: "call" | "retraction";
  readonly ticket: string;
  readonly window: number;
  /** What is said of it. */
  readonly text: Text;
}

/** How long a scene counts as new: its colour is warm and notices stay away. */
export const FRESH_MS = 12_000;

export class Stage {
  private waiting: Scene[] = [];
  private current: Scene | null = null;
  private since = 0;

  /** Shows this at once, without saying that it is new: what a screen finds when it starts. */
  rest(scene: Scene | null): void {
    this.waiting = [];
    this.current = scene;
    this.since = -Infinity;
  }

  /** A call that is taken back while it stands there is not left standing: somebody may be getting up for it. */
  add(scene: Scene, now: number): void {
    if (scene.kind === "retraction" && this.current?.kind === "call" && this.current.ticket === scene.ticket) {
      this.current = scene;
      this.since = now;
      return;
    }
    this.waiting.push(scene);
    this.advance(now);
  }

  /** Goes on to the next scene if the present one has had its time. */
  advance(now: number): Scene | null {
    const next = this.waiting[0];
    if (next !== undefined && (this.current === null || now >= this.since + dwell(this.waiting.length))) {
      this.waiting.shift();
      this.current = next;
      this.since = now;
    }
    return this.current;
  }

  /** Milliseconds until `advance` or `fresh` may give something else; null when nothing will change by itself. */
  dueIn(now: number): number | null {
    if (this.waiting.length) return Math.max(0, this.since + dwell(this.waiting.length) - now);
    return this.fresh(now) ? this.since + FRESH_MS - now : null;
  }

  shown(): Scene | null {
    return this.current;
  }

  fresh(now: number): boolean {
    return this.current !== null && now < this.since + FRESH_MS;
  }

  /** Whether scenes wait for their turn. */
  busy(): boolean {
    return this.waiting.length > 0;
  }
}

function dwell(waiting: number): number {
  if (waiting <= 1) return 4000;
  return waiting <= 3 ? 2000 : 1200;
}
