// What the escalation officer is called for, as it comes: windows that call one, and red cards; heard, and told at once.

import { say } from "../shared/language";
import { chime, openChime } from "../staff/chime";
import { LiveBoard } from "../staff/live-board";
import { newcomers, standingIds } from "../staff/new-alarms";
import type { Alarm } from "../staff/shapes";
import { words as staff } from "../staff/words";
import type { LedgerPage } from "./page";

const CALLED_FOR = ["help_escalation", "red_card"];

export class Calls {
  private known: ReadonlySet<string> | null = null;

  constructor(private readonly page: LedgerPage) {}

  start(hall: string): void {
    openChime();
    new LiveBoard({
      board: ({ alarms }) => this.hear(alarms.filter(({ kind }) => CALLED_FOR.includes(kind))),
      fact: () => undefined,
      standing: (hearing) => this.page.shown.change({ hearing }),
      tick: () => undefined,
    }).start(hall);
  }

  /** Those that stand as the page is opened are heard too: nobody has answered them. */
  private hear(calls: readonly Alarm[]): void {
    const came = newcomers(calls, this.known ?? new Set());
    this.known = standingIds(calls);
    const first = calls.find(({ id }) => id === came[0]);
    if (first) chime();
    this.page.shown.change({ calls, ...(first ? { announced: say(staff.newAlarm(say(first.text))) } : {}) });
  }

  /** To the window: whoever says so first is named there. */
  async go(id: string): Promise<void> {
    await this.page.wire.press("going", `/alarms/${id}/acknowledge`, {}, ({ acknowledged }: Alarm) => {
      const calls = this.page.state.calls.map((one) => (one.id === id ? { ...one, acknowledged } : one));
      this.page.shown.change({ calls });
      return null;
    });
  }
}
