/** Keeps a desk current: the board and facts by the socket, figures by HTTP, the server's clock. */

import { Feed } from "../shared/feed";
import type { Shown } from "../shared/page";
import type { Fact, Hall, ServiceList, View } from "../shared/types";
import { signedIn, staffHttp } from "../staff/session";
import type { Board, DayAnswer, NextAnswer } from "../staff/shapes";
import { firstInLine } from "./queue";
import type { DeskState } from "./state";
import { words } from "./words";

const DAY_AGAIN_MS = 60_000;
const LEAST_BETWEEN_MS = 1000;
const DUTY_FACTS = new Set(["duty_started", "duty_ended", "duty_handed_over"]);

export class Watch {
  private readAt = 0;
  private skew = 0;

  constructor(
    private readonly shown: Shown<DeskState>,
    private readonly failed: (error: unknown) => void,
  ) {}

  start(hall: string): void {
    new Feed<Board>({
      namespace: "/desk",
      auth: { hall },
      snapshot: (board) => this.takeBoard(board),
      view: (view: View) => view.kind === "board" && this.takeBoard(view.data as unknown as Board),
      fact: (fact) => this.hear(fact),
      standing: (standing) => this.shown.change({ standing }),
    }).start();
    window.setInterval(() => this.shown.change({ now: this.serverNow() }), 1000);
    window.setInterval(() => void this.readDay(), DAY_AGAIN_MS);
    void this.readHall(hall).catch(this.failed);
  }

  /** Milliseconds of the server's clock: countdowns must not depend on how a desk's own clock is set. */
  serverNow(): number {
    return Date.now() + this.skew;
  }

  /** My figures, and who would be next. */
  async readDay(): Promise<void> {
    const { window } = this.shown.state;
    if (!window) return;
    this.readAt = Date.now();
    const [day, next] = await Promise.all([
      staffHttp.get<DayAnswer>(`/windows/${window.id}/day`).catch(() => null),
      staffHttp.get<NextAnswer>(`/windows/${window.id}/next`).catch(() => null),
    ]);
    this.shown.change({ ...(day ? { day } : {}), ...(next ? { next } : {}) });
  }

  /** Who is on duty where may have changed by somebody else's hand. */
  async readDuty(): Promise<void> {
    const session = await signedIn().catch(() => null);
    if (!session) return;
    const { board, window } = this.shown.state;
    const mine = board?.windows.find((one) => one.id === session.window?.id);
    this.shown.change({ session, window: session.window ? (mine ?? window) : null });
  }

  private async readHall(code: string): Promise<void> {
    const [hall, services] = await Promise.all([
      staffHttp.get<Hall>(`/halls/${code}`),
      staffHttp.get<ServiceList>(`/halls/${code}/services`),
    ]);
    this.shown.change({ hall, services: services.items });
  }

  private takeBoard(board: Board): void {
    const { window, session, next } = this.shown.state;
    this.skew = Date.parse(board.at) - Date.now();
    const mine = session.window ? board.windows.find((one) => one.id === session.window?.id) : undefined;
    if (!mine) return this.shown.change({ board, window: session.window ? window : null });
    // A view that was made before my last press must not take its answer back.
    const older = window?.ticket && window.ticket.seq > board.seq;
    const changed = window?.id !== mine.id || window.ticket?.id !== mine.ticket?.id;
    this.shown.change({ board, window: older ? window : mine });
    const stale = (firstInLine(board, mine)?.number ?? null) !== (next?.ticket?.number ?? null);
    if (changed || (stale && Date.now() - this.readAt > LEAST_BETWEEN_MS)) void this.readDay();
  }

  private hear(fact: Fact): void {
    const { session, window } = this.shown.state;
    if (DUTY_FACTS.has(fact.kind) && (!window || fact.data["window"] === window.id)) void this.readDuty();
    if (fact.kind === "ticket_transferred" && fact.data["to_window"] === session.window?.id && session.window) {
      this.shown.change({ message: { look: "wait", text: words.done.transferredHere(String(fact.data["number"])) } });
    }
  }
}
