// A kiosk's page stays open for weeks: when the server has a newer one, it opens that, at rest, and says so before.

import type { Shown } from "../shared/page";
import type { KioskState } from "./state";

const LOOK_MS = 5 * 60_000;
/** How long a visitor has been away before the page may go from under their eyes. */
const QUIET_MS = 30_000;
const TOLD_MS = 4_000;
/** The version opened last, so that a server between two versions does not make the page open for ever. */
const OPENED = "hall.kiosk.opened";

export interface Rest {
  readonly atRest: boolean;
  readonly quietMs: number;
}

export class Renewal {
  private readonly mine = filesOf(document.documentElement.outerHTML);
  private newer: string | null = null;
  private lookedAt = Date.now();

  constructor(private readonly shown: Shown<KioskState>, private readonly rest: Rest) {}

  /** Called once a second. */
  tick(): void {
    if (Date.now() - this.lookedAt >= LOOK_MS) void this.look();
    const free = this.rest.atRest && this.rest.quietMs >= QUIET_MS;
    if (this.newer === null || !free || this.shown.state.doing === "renewing") return;
    this.shown.change({ doing: "renewing" });
    window.setTimeout(() => this.open(), TOLD_MS);
  }

  private async look(): Promise<void> {
    this.lookedAt = Date.now();
    try {
      const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
      const files = answer.ok ? filesOf(await answer.text()) : "";
      if (files !== "" && files !== this.mine && files !== sessionStorage.getItem(OPENED)) this.newer = files;
    } catch {
      // No server, no newer version: what is wrong is said elsewhere.
    }
  }

  /** Somebody may have come meanwhile: then later. */
  private open(): void {
    if (!this.rest.atRest || this.rest.quietMs < TOLD_MS) return this.shown.change({ doing: null });
    sessionStorage.setItem(OPENED, this.newer ?? "");
    location.reload();
  }
}

/** The versioned addresses of a page's own files: another version, other addresses. */
function filesOf(page: string): string {
  return [...new Set(page.match(/\/static\/[\w.-]+\?v=\w+/g) ?? [])].sort().join(" ");
}
