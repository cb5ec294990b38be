/** Keeps a desk current: the board and facts by the socket, figures by HTTP, the server's clock. */

import type { TicketHelp } from "../help/asking";
import { Latest } from "../shared/latest";
import type { Shown } from "../shared/page";
import type { Fact, Hall, ServiceList } from "../shared/types";
import { LiveBoard } from "../staff/live-board";
import { isCovered } from "../staff/lock";
import { mayOpen } from "../staff/places";
import { lockSession, signedIn, staffHttp } from "../staff/session";
import type { Board, DayAnswer, List, NextAnswer, OwnReview, StaffWindow } from "../staff/shapes";
import { idleMs } from "../staff/touch";
import type { Wire } from "../staff/wire";
import { firstInLine } from "./queue";
import type { DeskState } from "./state";
import { merged } from "./ticket";
import { words } from "./words";

const DAY_AGAIN_MS = 60_000;
const LEAST_BETWEEN_MS = 900;
const DUTY_FACTS = new Set(["duty_started", "duty_ended", "duty_handed_over"]);

export class Watch {
  private readAt = 0;
  private readonly live = new LiveBoard({
    board: (board) => this.takeBoard(board),
    fact: (fact) => this.hear(fact),
    standing: (standing) => this.shown.change({ standing }),
    tick: (now) => this.tick(now),
  });
  private readonly day = new Latest();
  private actedSeq = 0;
  private acts = 0;

  constructor(
    private readonly shown: Shown<DeskState>,
    private readonly wire: Wire<DeskState>,
  ) {}

  start(hall: string): void {
    this.live.start(hall);
    window.setInterval(() => {
      void this.readDay();
      void this.readReviews();
    }, DAY_AGAIN_MS);
    void this.readHall(hall);
    void this.readWindow();
    void this.readReviews();
  }

  /** Milliseconds of the server's clock. */
  serverNow(): number {
    return this.live.now();
  }

  /** My figures, and who would be next. */
  async readDay(): Promise<void> {
    const { window } = this.shown.state;
    if (!window || isCovered()) return;
    this.readAt = Date.now();
    const isLatest = this.day.begin();
    const [day, next] = await Promise.all([
      staffHttp.get<DayAnswer>(`/windows/${window.id}/day`).catch(() => null),
      staffHttp.get<NextAnswer>(`/windows/${window.id}/next`).catch(() => null),
    ]);
    if (!isLatest() || this.shown.state.window?.id !== window.id) return;
    this.shown.change({ ...(day ? { day } : {}), ...(next ? { next } : {}) });
  }

  /** What visitors said of my work; reviews are nobody's to hear of but a manager's, so it is asked for. */
  async readReviews(): Promise<void> {
    const { code, session } = this.shown.state;
    if (code === "" || !mayOpen("desk", session) || isCovered()) return;
    const mine = await staffHttp.get<List<OwnReview>>(`/halls/${code}/reviews/mine`).catch(() => null);
    if (mine) this.shown.change({ reviews: mine.items });
  }

  /** Who is on duty where may have changed by somebody else's hand. */
  async readDuty(): Promise<void> {
    const session = await signedIn().catch(() => null);
    if (!session) return;
    const { board, window } = this.shown.state;
    this.shown.change({ session, window: session.window?.id === window?.id ? window : null });
    if (board) this.takeBoard(board);
  }

  private async readHall(code: string): Promise<void> {
    const [hall, list] = await Promise.all([this.wire.need<Hall>(`/halls/${code}`), this.wire.need<ServiceList>(`/halls/${code}/services`)]);
    this.shown.change({ hall, services: list.items });
  }

  /** What a press of mine was answered is newer than a board that was made before it. */
  acted(seq: number): void {
    this.actedSeq = Math.max(this.actedSeq, seq);
    this.acts++;
  }

  private takeBoard(board: Board): void {
    const { window, session } = this.shown.state;
    const mine = board.windows.find((one) => one.id === session.window?.id);
    if (!mine) return this.shown.change({ board, window: session.window ? window : null });
    if (board.seq < this.actedSeq) return this.shown.change({ board });
    const changed = window?.id !== mine.id || window.ticket?.id !== mine.ticket?.id;
    this.shown.change({ board, window: { ...mine, ticket: merged(mine.ticket, window?.ticket ?? null) } });
    if (mine.ticket && mine.ticket.id !== window?.ticket?.id) void this.readWindow();
    if (mine.ticket && this.shown.state.help?.ticket !== mine.ticket.id) void this.readHelp();
    if (changed) void this.readDay();
    else this.readNext();
  }

  private tick(now: number): void {
    const { session } = this.shown.state;
    if (session.pin && session.lock_minutes !== null && idleMs() > session.lock_minutes * 60_000) return void lockSession(session);
    this.shown.change({ now });
    this.readNext();
  }

  /** Asks who would be next when it is not who it was; at most once a second, however fast the hall moves. */
  private readNext(): void {
    const { board, window, next } = this.shown.state;
    if (!board || !window || Date.now() - this.readAt < LEAST_BETWEEN_MS) return;
    if ((firstInLine(board, window)?.number ?? null) !== (next?.ticket?.number ?? null)) void this.readDay();
  }

  /** The board only names the ticket at my window: who it is for, what was told and what may be undone is asked for. */
  async readWindow(): Promise<void> {
    const id = this.shown.state.window?.id ?? this.shown.state.session.window?.id;
    if (id === undefined) return;
    const acts = this.acts;
    const told = await staffHttp.get<StaffWindow>(`/windows/${id}`).catch(() => null);
    const { window } = this.shown.state;
    if (!told || acts !== this.acts) return; // something was done meanwhile, and its own answer is newer
    this.shown.change({ undo: told.undo ?? null });
    if (!window || window.id !== told.id || told.ticket?.id !== window.ticket?.id) return;
    this.shown.change({ window: { ...window, ticket: told.ticket && { ...window.ticket, ...told.ticket } } });
  }

  /** Whether help was asked for with the ticket at the window. */
  async readHelp(): Promise<void> {
    const ticket = this.shown.state.window?.ticket?.id;
    if (ticket === undefined || isCovered()) return;
    const of = await staffHttp.get<TicketHelp>(`/tickets/${ticket}/assistance`).catch(() => null);
    if (of) this.shown.change({ help: { ticket, of } });
  }

  private hear(fact: Fact): void {
    const { session, window } = this.shown.state;
    const ticket = window?.ticket?.id ?? null;
    if (ticket !== null && fact.kind.startsWith("assistance_") && fact.data["of_ticket"] === ticket) void this.readHelp();
    if (DUTY_FACTS.has(fact.kind) && (!window || fact.data["window"] === window.id)) void this.readDuty();
    if (fact.kind === "ticket_transferred" && fact.data["to_window"] === session.window?.id && session.window) {
      this.shown.change({ message: { look: "wait", text: words.done.transferredHere(String(fact.data["number"])) } });
    }
  }
}
