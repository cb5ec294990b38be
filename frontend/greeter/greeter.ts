/** The greeter's page: what pressing a button or key does, and where a scan leads. */

import type { Expected } from "../kiosk/check-in";
import { isCode, isLink } from "../kiosk/coming";
import { focusOn } from "../shared/focus";
import { newKey, sentence, type Refusal } from "../shared/http";
import type { Text } from "../shared/language";
import type { Shown } from "../shared/page";
import { idNumberIn } from "../shared/scanner";
import { isPlain, isWriting, onCodes, onKeys } from "../staff/keys";
import { shownIn, type Draw } from "../staff/page";
import { mayOpen } from "../staff/places";
import { staffHttp } from "../staff/session";
import type { Session, StaffTicket } from "../staff/shapes";
import { printSlip } from "../staff/slip";
import type { Message } from "../staff/state";
import { Wire } from "../staff/wire";
import { unaccompanied } from "./alone";
import { bodyOf, EMPTY, isReady, type Draft } from "./draft";
import { PaperTable } from "./paper-table";
import { Requests } from "./requests";
import { beginning, MODES, type GreeterState, type Lead, type Mode } from "./state";
import { Watch } from "./watch";
import { words } from "./words";

const MODE_KEYS: Readonly<Record<string, Mode>> = { F2: "take", F3: "look", F4: "papers" };
const MOST_TAKEN = 6;

export class Greeter {
  readonly shown: Shown<GreeterState>;
  readonly wire: Wire<GreeterState>;
  readonly papers: PaperTable;
  readonly requests = new Requests(this);
  private readonly watch: Watch;
  /** What sending the present draft is called, so that pressing twice takes one ticket. */
  private key = newKey();

  constructor(root: HTMLElement, draw: Draw<GreeterState, Greeter>, session: Session, readonly hall: string) {
    const asked = MODES.find((mode) => `#${mode}` === location.hash) ?? "take";
    this.shown = shownIn(root, beginning(session, hall, asked), titleOf, (state) => draw(state, this));
    this.wire = new Wire(this.shown, { refused: (refusal) => this.refused(refusal) });
    this.papers = new PaperTable(this);
    this.watch = new Watch(this.shown, hall, () => void this.lookAgain(), this.wire);
  }

  start(): void {
    this.shown.change({});
    if (!mayOpen("greeter", this.shown.state.session)) return;
    this.papers.start();
    this.watch.start();
    this.requests.start();
    onCodes((code) => void this.look(code, true));
    onKeys((event) => this.press(event));
  }

  go(mode: Mode): void {
    this.requests.mask();
    this.shown.change({ mode });
    history.replaceState(null, "", `#${mode}`);
    focusOn(`[data-first=${mode}]`);
  }

  // --- taking a ticket

  edit(draft: Draft): void {
    this.key = newKey();
    this.shown.change({ draft, problems: {} });
  }

  startOver(): void {
    this.edit(EMPTY);
    focusOn("[data-first=take]");
  }

  async take(): Promise<void> {
    const { draft } = this.shown.state;
    if (!isReady(draft)) return this.shown.change({ message: { look: "bad", text: words.chooseFirst } });
    await this.wire.press(
      "take",
      `/halls/${this.hall}/tickets`,
      bodyOf(draft),
      (ticket: StaffTicket) => this.took(ticket),
      this.key,
    );
  }

  private took(ticket: StaffTicket): Message {
    this.requests.mask();
    const { taken } = this.shown.state;
    const known = taken.some((one) => one.id === ticket.id);
    const old = known || Date.parse(ticket.issued_at) < this.shown.state.now - 30_000;
    this.shown.change({ taken: [ticket, ...taken.filter((one) => one.id !== ticket.id)].slice(0, MOST_TAKEN), draft: EMPTY });
    this.key = newKey();
    void this.watch.readServices();
    if (!old) void this.print(ticket);
    focusOn("[data-first=take]");
    return { look: old ? "wait" : "good", text: (old ? words.held : words.taken)(ticket.number) };
  }

  /** A ticket for the person whose card was read, or with the right of the slip that was scanned. */
  takeFrom(lead: Lead): void {
    const { card } = this.shown.state;
    const person = { number: card ?? "", name: "", phone: "", services: lead.services };
    const category = lead.age_sixty === true ? "senior" : "";
    this.edit({ ...EMPTY, people: [person], returnsFrom: lead.return_from, details: card !== null, category });
    this.go("take");
  }

  // --- looking up

  /** Follows a code; a `scanned` one may be a card, whose number is kept for taking a ticket with. */
  async look(code: string, scanned = false): Promise<void> {
    if (code.trim() === "" || this.shown.state.busy) return;
    if (isLink(code) || isCode(code)) return this.checkIn({ code: code.trim() });
    this.requests.mask();
    const forgotten = { lead: null, card: null, expected: null, category: "", reason: "", compare: "", why: null };
    this.shown.change({ ...forgotten, mode: "look", sought: scanned ? "" : code });
    await this.wire.press("look", `/halls/${this.hall}/scan`, { code }, (lead: Lead) => {
      const card = idNumberIn(code);
      this.shown.change({ lead, card: lead.id_number_ok ? card : null });
      return null;
    });
    await this.expect();
    focusOn(this.shown.state.lead?.ticket ? "[data-found]" : "[data-first=look]");
  }

  /** Whether the person whose card was read has booked: then one press is the ticket. */
  private async expect(): Promise<void> {
    const { card, lead } = this.shown.state;
    if (card === null || lead?.kind !== "person") return;
    const path = `/halls/${this.hall}/check-in/expected`;
    const answer = await staffHttp.act<Expected>("POST", path, { id_number: card }).catch(() => null);
    if (answer?.body.expected && this.shown.state.card === card) this.shown.change({ expected: answer.body });
  }

  /** An appointment becomes its ticket, by its code or the card of whoever booked. */
  async checkIn(asked: { readonly code: string } | { readonly id_number: string }): Promise<void> {
    await this.wire.press("check-in", `/halls/${this.hall}/check-in`, asked, (ticket: StaffTicket & { readonly message: Text }) => {
      const message = this.took(ticket);
      this.shown.change({ mode: "take", lead: null, card: null, expected: null, sought: "" });
      return { ...message, text: ticket.message };
    });
  }

  /** The ticket that is looked at, as it is now. */
  private async lookAgain(): Promise<void> {
    const { lead } = this.shown.state;
    if (!lead?.ticket) return;
    const { id, number } = lead.ticket;
    const body = await staffHttp.act<Lead>("POST", `/halls/${this.hall}/scan`, { code: id }).catch(() => null);
    const now = this.shown.state.lead;
    if (body && now?.ticket?.number === number) this.shown.change({ lead: { ...body.body, live: now.live } });
  }

  act(verb: "requeue" | "upgrade" | "accompany", ticket: StaffTicket, body: object = {}): Promise<boolean> {
    const said = { requeue: words.requeued, upgrade: words.upgraded, accompany: words.accompanied }[verb];
    return this.wire.press(verb, `/tickets/${ticket.id}/${verb}`, body, (answer: StaffTicket) => this.changed(answer, said));
  }

  leave(ticket: StaffTicket): Promise<boolean> {
    const done = (answer: StaffTicket): Message => this.changed(answer, words.left);
    return this.wire.send("DELETE", "leave", `/tickets/${ticket.id}/accompany`, null, done);
  }

  upgrade(ticket: StaffTicket): void {
    const { category, reason } = this.shown.state;
    if (category === "") return this.shown.change({ message: { look: "bad", text: words.chooseCategory } });
    void this.act("upgrade", ticket, { category, ...(reason.trim() ? { reason: reason.trim() } : {}) });
  }

  async reprint(ticket: StaffTicket): Promise<void> {
    const done = (answer: StaffTicket): Message => this.changed(answer, words.reprinted);
    if (await this.wire.press("reprint", `/tickets/${ticket.id}/reprint`, {}, done)) await this.print(ticket);
  }

  /** Prints here; without a printer there is the slip as a PDF, which the page links to. */
  print(ticket: StaffTicket): Promise<void> {
    return printSlip(ticket, (message) => this.wire.say(message));
  }

  async explain(ticket: StaffTicket): Promise<void> {
    const number = this.shown.state.compare.trim().toUpperCase();
    if (number === "") return;
    // By the time of the answer another ticket may be looked at, or another number be asked about.
    const isAsked = (): boolean => this.shown.state.lead?.ticket?.id === ticket.id && this.shown.state.compare.trim().toUpperCase() === number;
    try {
      const answer = await staffHttp.get<{ text: { zh: string; en: string } }>(
        `/tickets/${ticket.id}/why/${encodeURIComponent(number)}`,
      );
      if (isAsked()) this.shown.change({ why: answer.text });
    } catch (error) {
      if (isAsked()) this.shown.change({ why: sentence(error) });
    }
  }

  /** A ticket as its answer says it is, wherever it is shown. */
  private changed(ticket: StaffTicket, said: (number: string) => Message["text"]): Message {
    const { lead, helped, taken } = this.shown.state;
    const now = (one: StaffTicket): StaffTicket => (one.id === ticket.id ? ticket : one);
    const passed = ticket.state === "passed";
    if (lead?.ticket?.id === ticket.id) {
      const message = passed ? lead.message : { zh: "", en: "" };
      this.shown.change({ lead: { ...lead, kind: passed ? "passed" : "ticket", ticket, message }, category: "", reason: "" });
    }
    this.shown.change({ helped: helped.map(now), taken: taken.map(now) });
    return { look: "good", text: said(ticket.number) };
  }

  private refused(refusal: Refusal): void {
    const { busy } = this.shown.state;
    const errors = refusal.problem.errors ?? [];
    if (busy === "take") {
      this.shown.change({ problems: Object.fromEntries(errors.map(({ field, message }) => [field, message])) });
      this.key = newKey();
    } else if (busy === "papers") this.papers.refused(errors);
  }

  private press(event: KeyboardEvent): void {
    if (!isPlain(event)) return;
    const mode = MODE_KEYS[event.key];
    if (mode) {
      event.preventDefault();
      return this.go(mode);
    }
    const { mode: here, lead, busy } = this.shown.state;
    const ticket = lead?.ticket;
    if (isWriting(event.target) || busy || here !== "look" || !ticket) return;
    const button = document.querySelector<HTMLButtonElement>(`[data-key="${event.key.toUpperCase()}"]:not(:disabled)`);
    if (!button) return;
    event.preventDefault();
    button.click();
    if (!button.matches("[data-action]")) button.focus();
  }
}

/** The tab of the browser counts whom nobody accompanies yet. */
function titleOf(state: GreeterState): Text {
  const alone = unaccompanied(state);
  const { zh, en } = words.title;
  return alone ? { zh: `(${alone}) ${zh}`, en: `(${alone}) ${en}` } : words.title;
}
