// Whether the server can be reached: what the browser knows of the network, and what became of the last request.

import { html, nothing } from "lit";

import { clockTime, dayIn, longDate } from "./format";
import { Refusal, Unreachable } from "./http";
import { icon } from "./icons";
import { say } from "./language";
import type { Drawn } from "./pieces";
import { words } from "./words";

export class Reach {
  private heardAt = new Date();
  private away = !navigator.onLine;

  constructor(private readonly changed: () => void) {
    window.addEventListener("offline", () => this.is(true));
    window.addEventListener("online", () => this.is(false));
  }

  /** Since when nothing has come; null while all is well. */
  get lostSince(): Date | null {
    return this.away ? this.heardAt : null;
  }

  heard(): void {
    this.heardAt = new Date();
    this.is(false);
  }

  /** Whether it was the way to the server that failed, and not the server that said no. */
  failed(error: unknown): boolean {
    const lost = error instanceof Unreachable || (error instanceof Refusal && error.status >= 502);
    if (lost) this.is(true);
    else if (error instanceof Refusal) this.heard();
    return lost;
  }

  private is(away: boolean): void {
    if (away === this.away) return;
    this.away = away;
    this.changed();
  }
}

/** The strip that says so, and since when. */
export function reachStrip({ lostSince }: Reach, zone?: string): Drawn {
  if (lostSince === null) return nothing;
  return html`<div class="standing" role="status" data-offline>
    ${icon("offline")}<span>${say(words.staleSince(clockTime(lostSince, zone)))}</span>
  </div>`;
}

/** The strip over what a phone kept: how things stood when the server last said so. */
export function asOfStrip(at: Date, now: Date, zone?: string): Drawn {
  const today = dayIn(zone, at) === dayIn(zone, now);
  const time = today ? clockTime(at, zone) : `${longDate(at, zone)} ${clockTime(at, zone)}`;
  return html`<div class="standing" role="status" data-old>${icon("offline")}<span>${say(words.asOf({ time }))}</span></div>`;
}
