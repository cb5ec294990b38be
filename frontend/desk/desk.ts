/** A clerk's desk: what pressing a button or key does. */

import { render } from "lit";

import type { Refusal } from "../shared/http";
import { speak, type Language } from "../shared/language";
import { Shown } from "../shared/page";
import { Presses, type Message } from "../staff/presses";
import { remember as rememberSession } from "../staff/session";
import type { Session, StaffTicket, StaffWindow, Undoable } from "../staff/shapes";
import { deedsNow, KEYS, type DeedName } from "./deeds";
import { draftOf } from "./finish";
import { Forms } from "./forms";
import { beginning, type DeskState, type Panel } from "./state";
import { keepUndo, keptUndo, undoable } from "./undo";
import { drawDesk } from "./view";
import { Watch } from "./watch";
import { words } from "./words";

type TicketVerb = "recall" | "start" | "finish" | "no-show" | "hold" | "resume" | "transfer" | "undo" | "requeue" | "upgrade";

const RECALL_MS = 10_000;

export class Desk {
  readonly shown: Shown<DeskState>;
  readonly forms = new Forms(this);
  private readonly presses: Presses<DeskState>;
  private readonly watch: Watch;

  constructor(root: HTMLElement, session: Session) {
    this.shown = new Shown(beginning(session), (state) => render(drawDesk(state, this), root));
    this.presses = new Presses(this.shown, (refusal) => this.refused(refusal));
    this.watch = new Watch(this.shown, (error) => this.presses.tell(error));
  }

  start(): void {
    const { session } = this.shown.state;
    this.shown.change({ undo: keptUndo() });
    const hall = session.window?.hall ?? session.halls[0];
    if (hall === undefined || !session.roles.includes("clerk")) return;
    this.watch.start(hall);
    document.addEventListener("keydown", (event) => this.key(event));
  }

  run(name: DeedName): void {
    const { window, undo } = this.shown.state;
    const ticket = window?.ticket ?? null;
    if (name === "call-next") void this.callNext();
    else if (name === "reopen") void this.atWindow("reopen", {});
    else if (name === "undo") void (undo && this.act("undo", { id: undo.ticket, number: undo.number }));
    else if (name === "finish") this.open(ticket && window && { name, draft: draftOf(ticket, window) });
    else if (name === "transfer") this.open({ name, to: "window", target: "", reason: "" });
    else if (name === "pause") this.open({ name, minutes: 15, reason: "" });
    else if (name === "find") this.open({ name, number: "", found: null, reason: "", category: "" });
    else if (name === "help") this.open({ name, whom: "manager", reason: "" });
    else if (name === "keys") this.open({ name });
    else void (ticket && this.act(name, ticket));
  }

  open(panel: Panel | null): void {
    this.shown.change({ panel, flaw: null });
  }

  dismiss(): void {
    this.shown.change({ message: null });
  }

  speak(language: Language): void {
    speak(language);
  }

  tell(error: unknown): void {
    this.presses.tell(error);
  }

  /** Takes up duty at a window. */
  signIn(id: string): Promise<boolean> {
    return this.presses.press("sign-in", `/windows/${id}/sign-in`, {}, (window: StaffWindow) => {
      const { id, number, hall } = window;
      this.shown.change({ window, session: rememberSession({ ...this.shown.state.session, window: { id, number, hall } }) });
      return null;
    });
  }

  /** Does something at my window; after leaving it or handing it over it is not mine any more. */
  atWindow(verb: string, body: object): Promise<boolean> {
    const { window } = this.shown.state;
    if (!window) return Promise.resolve(false);
    return this.presses.press(verb, `/windows/${window.id}/${verb}`, body, (answer: StaffWindow) => {
      this.shown.change({ window: answer });
      if (verb === "sign-out" || verb === "hand-over") void this.watch.readDuty();
      return verb === "help" ? { look: "good", text: words.done.help } : null;
    });
  }

  /** Does something to a ticket; the answer is the ticket as it is now. */
  act(verb: TicketVerb, ticket: { id: string; number: string }, body: object = {}): Promise<boolean> {
    return this.presses.press(verb, `/tickets/${ticket.id}/${verb}`, body, (answer: StaffTicket) => {
      const onward = verb === "finish" && answer.state === "waiting";
      return this.took(verb, answer, onward ? words.done.onward : words.done[verb]);
    });
  }

  call(ticket: StaffTicket, reason: string): Promise<boolean> {
    const path = `/windows/${this.shown.state.window?.id ?? ""}/call`;
    const body = { ticket: ticket.id, reason };
    return this.presses.press("call", path, body, (answer: StaffTicket) => this.took("call", answer, words.done.called));
  }

  private callNext(): Promise<boolean> {
    const { window } = this.shown.state;
    if (!window || window.state !== "open" || window.ticket) return Promise.resolve(false);
    return this.presses.press("call-next", `/windows/${window.id}/call-next`, {}, (ticket: StaffTicket | null) =>
      ticket ? this.took("call", ticket, words.done.called) : { look: "wait", text: words.done.nobody },
    );
  }

  private took(verb: string, ticket: StaffTicket, said: (number: string) => Message["text"]): Message {
    const now = this.watch.serverNow();
    this.watch.acted(ticket.seq);
    this.place(verb === "start" ? { ...ticket, started_at: new Date(now).toISOString() } : ticket);
    if (verb === "call" || verb === "recall") this.shown.change({ lastCallAt: now });
    if (verb !== "recall") this.remember(undoable(verb, ticket, now), ticket);
    void this.watch.readDay();
    return { look: "good", text: said(ticket.number) };
  }

  /** What may be taken back; something done to another ticket changes nothing about that. */
  private remember(undo: Undoable | null, ticket: StaffTicket): void {
    if (undo === null && this.shown.state.undo?.ticket !== ticket.id) return;
    keepUndo(undo);
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
    if (event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const { panel, busy, window } = this.shown.state;
    const name = KEYS[event.code];
    if (panel || busy || !window || name === undefined || typing(event.target)) return;
    // Enter presses the button that has the focus; only on the page itself it calls the next.
    if (event.code.endsWith("Enter") && event.target !== document.body) return;
    const deed = deedsNow(this.shown.state).find((one) => one.name === name || (name === "pause" && one.name === "reopen"));
    event.preventDefault();
    if (name === "keys") this.run(name);
    else if (deed?.ready) this.run(deed.name);
  }
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, dialog") !== null;
}
