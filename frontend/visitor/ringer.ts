/**
 * When the phone rings: once for what is new, however many messages told it.
 *
 * A phone that slept gets everything it missed at once, so a moment is waited until no more comes, and what was last
 * told is compared with how things stand then. Two calls and a recall that were missed ring once; a call that is over
 * by now does not ring at all.
 */

import { alertFor, type Alert, type MyTicket } from "./state";

const QUIET_MS = 200;
/** After a silence messages come as fast as the network brings them. */
const QUIET_AFTER_SLEEP_MS = 1_500;

export class Ringer {
  private told: MyTicket | null = null;
  private latest: MyTicket | null = null;
  private timer = 0;

  constructor(private readonly ring: (alert: Alert) => void) {}

  /** What the person knows already, as from an earlier visit of the page. */
  begin(ticket: MyTicket): void {
    this.told ??= ticket;
  }

  /** How things stand; `caughtUp` is false while the page may still be told what it missed. */
  see(ticket: MyTicket, caughtUp: boolean): void {
    this.latest = ticket;
    this.told ??= ticket;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.settle(), caughtUp ? QUIET_MS : QUIET_AFTER_SLEEP_MS);
  }

  private settle(): void {
    if (this.latest === null) return;
    const alert = alertFor(this.told, this.latest);
    this.told = this.latest;
    if (alert !== null) this.ring(alert);
  }
}
