// The order of facts in one room: nothing twice, nothing skipped.

import type { Fact } from "./types";

/**
 * Holds the number of the last fact that was shown, and facts that came before their predecessors.
 * `prev` of a fact is the fact before it in this room, so a hole is seen at once and asked for.
 */
export class Order {
  private early = new Map<number, Fact>();

  /** `last` is null until a snapshot says where to begin. */
  last: number | null = null;

  /** Begins again at `seq`; what is early and newer is kept. */
  startAt(seq: number): void {
    this.last = seq;
    for (const known of [...this.early.keys()]) if (known <= seq) this.early.delete(known);
  }

  forget(): void {
    this.last = null;
    this.early.clear();
  }

  /** Takes one fact; answers those that may be shown now, in order. */
  take(fact: Fact): Fact[] {
    if (this.last !== null && fact.seq <= this.last) return [];
    this.early.set(fact.seq, fact);
    return this.ready();
  }

  /** True while something newer is known than what could be shown. */
  get hasHole(): boolean {
    return this.early.size > 0;
  }

  /** Everything early that now follows on, in order. */
  ready(): Fact[] {
    const shown: Fact[] = [];
    if (this.last === null) return shown;
    for (const seq of [...this.early.keys()].sort((a, b) => a - b)) {
      const fact = this.early.get(seq);
      if (fact === undefined || (fact.prev ?? 0) > this.last) break;
      this.early.delete(seq);
      if (seq <= this.last) continue;
      this.last = seq;
      shown.push(fact);
    }
    return shown;
  }
}
