// A hall's board as it is at every moment, what happens there, and its time; nothing while the session is locked.

import { Feed, type Standing } from "../shared/feed";
import { HallClock } from "../shared/hall-clock";
import type { Fact, View } from "../shared/types";
import { isCovered } from "./lock";
import type { Board } from "./shapes";

export interface Hearing {
  /** `anew`: facts before it may have been missed. */
  readonly board: (board: Board, anew: boolean) => void;
  readonly fact: (fact: Fact) => void;
  readonly standing: (standing: Standing) => void;
  /** Every second. */
  readonly tick: (now: number) => void;
}

const TICK_MS = 1_000;

export class LiveBoard {
  private readonly clock = new HallClock();

  constructor(private readonly hearing: Hearing) {}

  /** Milliseconds of the server's clock: countdowns must not depend on how a desk's own clock is set. */
  now(): number {
    return this.clock.now().getTime();
  }

  start(hall: string): void {
    const { standing, fact, tick } = this.hearing;
    new Feed<Board>({
      namespace: "/desk",
      auth: { hall },
      snapshot: (board) => this.take(board, true),
      view: (view: View) => view.kind === "board" && this.take(view.data as unknown as Board, false),
      fact: (told) => !isCovered() && fact(told),
      standing,
    }).start();
    window.setInterval(() => !isCovered() && tick(this.now()), TICK_MS);
  }

  private take(board: Board, anew: boolean): void {
    this.clock.hear(board.at);
    if (!isCovered()) this.hearing.board(board, anew);
  }
}
