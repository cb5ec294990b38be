/** A clerk's desk: what pressing a button or key does. */

import { render } from "lit";

import type { Refusal } from "../shared/http";
import { language, type Text } from "../shared/language";
import { Shown } from "../shared/page";
import { isPlain, isWriting, onKeys } from "../staff/keys";
import type { Draw } from "../staff/page";
import { mayOpen } from "../staff/places";
import { lockSession, remember as rememberSession, signOut } from "../staff/session";
import type { Session, StaffTicket, StaffWindow, Successor, Undoable } from "../staff/shapes";
import type { Message } from "../staff/state";
import { Wire } from "../staff/wire";
import { deedsNow, duties, heldPlace, KEYS, type Deed, type DeedName } from "./deeds";
import { draftOf } from "./finish";
import { isHome, keepFocus } from "./focus";
import { Forms } from "./forms";
import { failedOf, papersOf, putOnPaper } from "./papers";
import { beginning, type DeskState, type Panel } from "./state";
import { undoable } from "./undo";
import { Watch } from "./watch";
import { words } from "./words";

type TicketVerb = "recall" | "start" | "finish" | "no-show" | "hold" | "resume" | "transfer" | "undo" | "requeue" | "upgrade";

const RECALL_MS = 10_000;

export class Desk {
  readonly shown: Shown<DeskState>;
  readonly forms = new Forms(this);
  private readonly wire: Wire<DeskState>;
  private readonly watch: Watch;

  constructor(root: HTMLElement, draw: Draw<DeskState, Desk>, session: Session) {
    this.shown = new Shown(beginning(session), (state) => {
      render(draw(state, this), root);
      keepFocus(root);
    });
    this.wire = new Wire(this.shown, { refused: (refusal) => this.refused(refusal), forms: () => this.shown.state });
    this.watch = new Watch(this.shown, this.wire);
  }

  start(): void {
    const { session, code } = this.shown.state;
    this.shown.change({});
    if (code === "" || !mayOpen("desk", session)) return;
    this.watch.start(code);
    onKeys((event) => this.key(event));
  }

  run(name: DeedName): void {
    const { window, undo } = this.shown.state;
    const ticket = window?.ticket ?? null;
    if (name === "call-next") void this.callNext();
    else if (name === "reopen") void this.atWindow("reopen", {});
    else if (name === "undo") void (undo && this.act("undo", { id: undo.ticket, number: undo.number }));
    else if (name === "finish") this.open(ticket && window && { name, draft: draftOf(ticket, window) });
    else if (name === "transfer") this.open({ name, to: "window", target: "", typed: "", reason: "" });
    else if (name === "pause") this.open({ name, minutes: 15, reason: "" });
    else if (name === "find") this.open({ name, number: "", found: null, reason: "", category: "" });
    else if (name === "help") this.open({ name, whom: "manager", reason: "" });
    else if (name === "hand-over") void this.handOver();
    else if (name === "keys" || name === "leave") this.open({ name });
    else if (name === "reviews") this.openReviews();
    else if (name === "escalate") this.escalate();
    else if (name === "sign-out") this.signOut();
    else if (name === "lock") this.lock();
    else if (name === "print") void this.print();
    else void (ticket && this.act(name, ticket));
  }

  open(panel: Panel | null): void {
    this.shown.change({ panel, flaw: null });
  }

  /** Locks the desk, or asks for the PIN that it will be unlocked by. */
  lock(): void {
    const { session } = this.shown.state;
    if (session.pin) void lockSession(session);
    else this.open({ name: "pin", pin: "", again: "", password: "" });
  }

  /** Somebody on duty is asked what becomes of the window. */
  signOut(): void {
    if (this.shown.state.window) this.open({ name: "sign-out" });
    else void signOut();
  }

  async signOutForGood(leaveWindow: boolean): Promise<void> {
    if (leaveWindow && !(await this.atWindow("sign-out", {}))) return;
    await signOut();
  }

  /** Prints what the visitor should take along, or shows it as a page to print. */
  async print(): Promise<void> {
    const [paper, ...rest] = this.shown.state.papers;
    if (!paper) return;
    const flaw = await putOnPaper(paper);
    this.shown.change(flaw ? { message: { look: "bad", text: flaw } } : { papers: rest, message: { look: "good", text: words.done.printed(paper.number) } });
  }

  /** Takes the ticket at this place of those on hold up again. */
  resume(place: number): void {
    const { window, busy } = this.shown.state;
    const held = window?.held[place];
    if (!held || busy !== null) return;
    if (window.ticket || window.state !== "open") {
      const text = window.ticket ? words.resumeFirst(window.ticket.number, held.number) : words.closedOrPaused;
      return this.shown.change({ message: { look: "wait", text } });
    }
    void this.act("resume", held, { to: "serving" });
  }

  /** Somebody is asked to come and help the visitor at the window. */
  async askHelp(ticket: StaffTicket): Promise<void> {
    const done = (): Message => ({ look: "good", text: words.helpAsked });
    await this.wire.press("ask-help", `/tickets/${ticket.id}/assistance`, {}, done);
    await this.watch.readHelp();
  }

  /** To the form for what could not get done: of the ticket that was finished last or is here, else an empty one. */
  private escalate(): void {
    const { window: here, failed, code } = this.shown.state;
    const number = failed ?? here?.ticket?.number ?? null;
    const query = new URLSearchParams({ hall: code, lang: language() });
    query.set(number === null ? "new" : "ticket", number ?? "");
    if (window.open(`/escalations?${query}`, "_blank") === null) this.shown.change({ message: { look: "bad", text: words.popupBlocked } });
  }

  /** What was said of my work, as it is now. */
  private openReviews(): void {
    this.open({ name: "reviews", appeal: null, reason: "" });
    void this.watch.readReviews();
  }

  /** Appeals against a bad review of my work. */
  appeal(id: string, text: string): Promise<boolean> {
    return this.wire.press("appeal", `/reviews/${id}/appeal`, { text }, () => {
      void this.watch.readReviews();
      return { look: "good", text: words.done.appealed };
    });
  }

  private async handOver(): Promise<void> {
    const { window } = this.shown.state;
    if (!window) return;
    const panel = { name: "hand-over", to: "", search: "" } as const;
    this.open({ ...panel, people: null });
    const found = await this.wire.get<{ items: Successor[] }>(`/windows/${window.id}/successors`);
    const open = this.shown.state.panel;
    if (found !== null && open?.name === "hand-over") this.shown.change({ panel: { ...open, people: found.items } });
  }

  dismiss(): void {
    this.wire.dismiss();
  }

  tell(error: unknown): void {
    this.wire.tell(error);
  }

  /** Takes up duty at a window. */
  signIn(id: string): Promise<boolean> {
    return this.wire.press("sign-in", `/windows/${id}/sign-in`, {}, (window: StaffWindow) => {
      const { id, number, hall } = window;
      this.shown.change({ window, session: rememberSession({ ...this.shown.state.session, window: { id, number, hall } }) });
      return null;
    });
  }

  /** Does something at my window; after leaving it or handing it over it is not mine any more. */
  atWindow(verb: string, body: object): Promise<boolean> {
    const { window } = this.shown.state;
    if (!window) return Promise.resolve(false);
    return this.wire.press(verb, `/windows/${window.id}/${verb}`, body, (answer: StaffWindow) => {
      this.shown.change({ window: answer });
      if (verb === "sign-out" || verb === "hand-over") {
        this.shown.change({ undo: null, lastHeld: null, papers: [], failed: null });
        void this.watch.readDuty();
      }
      return verb === "help" ? { look: "good", text: words.done.help } : null;
    });
  }

  /** Does something to a ticket; the answer is the ticket as it is now. */
  act(verb: TicketVerb, ticket: { id: string; number: string }, body: object = {}): Promise<boolean> {
    return this.wire.press(verb, `/tickets/${ticket.id}/${verb}`, body, (answer: StaffTicket) => {
      const onward = verb === "finish" && answer.state === "waiting";
      if (verb === "finish") this.shown.change({ papers: papersOf(answer, body), failed: failedOf(answer, body) });
      if (verb === "undo") this.shown.change({ failed: null });
      return this.took(verb, answer, onward ? words.done.onward : words.done[verb]);
    });
  }

  call(ticket: StaffTicket, reason: string): Promise<boolean> {
    const path = `/windows/${this.shown.state.window?.id ?? ""}/call`;
    const body = { ticket: ticket.id, reason };
    return this.wire.press("call", path, body, (answer: StaffTicket) => this.took("call", answer, words.done.called));
  }

  private callNext(): Promise<boolean> {
    const { window } = this.shown.state;
    if (!window || window.state !== "open" || window.ticket) return Promise.resolve(false);
    return this.wire.press("call-next", `/windows/${window.id}/call-next`, {}, (ticket: StaffTicket | null) =>
      ticket ? this.took("call", ticket, words.done.called) : { look: "wait", text: words.done.nobody },
    );
  }

  private took(verb: string, ticket: StaffTicket, said: (number: string) => Message["text"]): Message {
    const now = this.watch.serverNow();
    this.watch.acted(ticket.seq);
    this.place(verb === "start" ? { ...ticket, started_at: new Date(now).toISOString() } : ticket);
    if (verb === "call" || verb === "recall") this.shown.change({ lastCallAt: now });
    this.shown.change({ lastHeld: verb === "hold" ? ticket.id : null, now });
    if (verb !== "recall") this.remember(undoable(verb, ticket, now), ticket);
    void this.watch.readDay();
    void this.watch.readWindow();
    return { look: "good", text: said(ticket.number) };
  }

  /** What may be taken back; something done to another ticket changes nothing about that. */
  private remember(undo: Undoable | null, ticket: StaffTicket): void {
    if (undo === null && this.shown.state.undo?.ticket !== ticket.id) return;
    this.shown.change({ undo });
  }

  /** Puts a ticket where its answer says it is. */
  private place(ticket: StaffTicket): void {
    const { window } = this.shown.state;
    if (!window) return;
    const ours = ticket.window === window.number;
    const here = ours && (ticket.state === "called" || ticket.state === "serving");
    const others = window.held.filter((one) => one.id !== ticket.id);
    const held = ours && ticket.state === "held" ? [...others, { id: ticket.id, number: ticket.number, minutes: 0 }] : others;
    const before = window.ticket?.id === ticket.id ? null : window.ticket;
    const started_at = ticket.started_at ?? (window.ticket?.id === ticket.id ? window.ticket.started_at : null);
    this.shown.change({ window: { ...window, ticket: here ? { ...ticket, started_at } : before, held } });
  }

  /** A refusal may carry the ticket that is at the window after all, or when to come again. */
  private refused({ code, problem }: Refusal): void {
    const { ticket, retry_after_seconds: wait } = problem as { ticket?: StaffTicket | string; retry_after_seconds?: number };
    if (ticket && typeof ticket === "object") this.place(ticket);
    if (code === "recall_too_soon" && wait) this.shown.change({ lastCallAt: this.watch.serverNow() + wait * 1000 - RECALL_MS });
  }

  private key(event: KeyboardEvent): void {
    if (!isPlain(event)) return;
    const { panel, busy, window } = this.shown.state;
    const name = KEYS[event.code];
    if (panel || busy || isWriting(event.target)) return;
    const place = window ? heldPlace(event.code) : null;
    if (place !== null) return this.resume(place);
    if (event.code === "Escape") return this.dismiss();
    if (name === undefined) return;
    // Enter presses the button that has the focus; only on the page itself it calls the next.
    if (event.code.endsWith("Enter") && !isHome(event.target)) return;
    event.preventDefault();
    if (name === "keys" || name === "print" || name === "reviews" || name === "escalate" || duties(this.shown.state).includes(name)) return this.run(name);
    if (!window) return;
    const deed = deedsNow(this.shown.state).find((one) => one.name === name || (name === "pause" && one.name === "reopen"));
    if (deed?.ready) this.run(deed.name);
    else if (deed && name !== "call-next") this.shown.change({ message: { look: "wait", text: notNow(deed) } });
  }
}

function notNow({ title, more }: Deed): Text {
  return { zh: `${title.zh}：${more.zh}`, en: `${title.en}: ${more.en}` };
}
