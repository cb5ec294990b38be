// What a page shows of its hall, read again when something was told that it may show.

import { Feed, type Standing } from "../shared/feed";
import { Latest } from "../shared/latest";
import type { Fact, Snapshot } from "../shared/types";

export interface Told {
  readonly hall: string;
  /** The kinds of facts that the page may show. */
  readonly telling: RegExp;
  /** Limits pass, and nobody tells: it is read anew after so long anyway. */
  readonly anywayMs: number;
  readonly standing: (standing: Standing) => void;
}

/** However fast the hall moves, a page reads once in so long, and does read. */
const GATHERED_MS = 300;

/** One read of a page: it is asked for again and again, and only the last one's answers count. */
export class Reading {
  private readonly latest = new Latest();
  private soon = 0;

  /** `read` asks, as it goes on, whether it is still the `latest`. */
  constructor(private readonly read: (latest: () => boolean) => Promise<void>) {}

  now(): Promise<void> {
    return this.read(this.latest.begin());
  }

  /** In a moment, together with what is told until then. */
  again(): void {
    if (this.soon !== 0) return;
    this.soon = window.setTimeout(() => {
      this.soon = 0;
      void this.now();
    }, GATHERED_MS);
  }

  every(milliseconds: number): void {
    window.setInterval(() => void this.now(), milliseconds);
  }

  follow({ hall, telling, anywayMs, standing }: Told): void {
    this.every(anywayMs);
    new Feed<Snapshot>({
      namespace: "/desk",
      auth: { hall },
      snapshot: () => this.again(),
      fact: ({ kind }: Fact) => telling.test(kind) && this.again(),
      standing,
    }).start();
  }
}
