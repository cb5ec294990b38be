// One ticket and one slip for one intention, however often it is pressed, and what is shown when there is none.

import { newKey, Refusal, sentence, Unreachable, type Http } from "../shared/http";
import { say, serverLanguage } from "../shared/language";
import { isElder, type Shown } from "../shared/page";
import type { PrintProblem } from "../shared/printer";
import type { Ticket } from "../shared/types";
import { kioskWords } from "../generated/kiosk";
import { errands } from "./offer";
import type { FieldName, KioskState, Principal } from "./state";

/** What puts slips on paper; a kiosk without one has none of its own. */
export interface SlipPrinter {
  /** Prints a ticket's slip, once for one `key`; answers what was wrong when it did not come out. */
  print(ticketId: string, key: string): Promise<PrintProblem | null>;
}

/** A change to be sent, with the one key it is sent under however often. */
interface Intention {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly key: string;
}

const TICKET_SECONDS = 20;
const ELDER_TICKET_SECONDS = 40;
const SLOW_MS = 2_500;
const ID_LENGTH = 18;

export class Taking {
  private retry: (() => Promise<void>) | null = null;
  /** Whether what failed last began with a code under the scanner. */
  scanned = false;

  constructor(
    private readonly shown: Shown<KioskState>,
    private readonly http: Http,
    private readonly hall: string,
    private readonly printer: SlipPrinter | null,
  ) {}

  private get state(): KioskState {
    return this.shown.state;
  }

  get prints(): boolean {
    return this.printer !== null;
  }

  forget(): void {
    this.retry = null;
    this.scanned = false;
  }

  /** Takes a ticket for what was chosen; while one is being issued nothing else is sent. */
  async take(given: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const { bundle } = this.state;
    const what = bundle === null ? { services: errands(this.state).map((service) => service.code) } : { bundle };
    await this.issue({ ...what, ...given });
  }

  /** By the form; what can be seen to be wrong is told beside its field and sends nothing. */
  async takeRegistered(): Promise<void> {
    const { form } = this.state;
    const problems = {
      id_number: form.id_number && form.id_number.length !== ID_LENGTH ? say(kioskWords.idWrong) : undefined,
      phone: form.phone && form.phone.length !== 11 ? say(kioskWords.phoneWrong) : undefined,
    };
    const field: FieldName | null = problems.id_number ? "id_number" : problems.phone ? "phone" : null;
    if (field !== null) return this.shown.change({ problems, field });
    await this.take(Object.fromEntries(Object.entries(form).filter(([, text]) => text.trim() !== "")));
  }

  async takeByCard(): Promise<void> {
    if (this.state.card !== null) await this.take({ id_number: this.state.card.idNumber });
  }

  async takeForPrincipals(): Promise<void> {
    await this.issue({ principals: this.state.principals.map(principalBody) });
  }

  /** The right to come back: the services of the earlier ticket, and the ticket that gives the right. */
  async takeReturn(returnsFrom: string, services: readonly string[]): Promise<void> {
    await this.issue({ services, returns_from: returnsFrom });
  }

  async requeue(): Promise<void> {
    const { ticket } = this.state;
    if (ticket === null || this.state.step === "issuing") return;
    const intention = { path: `/tickets/${encodeURIComponent(ticket.id)}/requeue`, body: {}, key: newKey() };
    await this.send(intention, (again) => this.show(again, {}));
  }

  /** The slip once more. That it was is noted first: a slip nobody knows of is worse than a note without one. */
  async reprint(): Promise<void> {
    const { ticket, printing } = this.state;
    if (ticket === null || printing === "printing") return;
    this.shown.change({ printing: "printing", printProblem: null });
    try {
      await this.http.act("POST", `/tickets/${encodeURIComponent(ticket.id)}/reprint`);
      await this.print(ticket);
    } catch (error) {
      // Whoever asked for it may have gone: the next visitor's page is not told of it.
      if (this.state.ticket?.id === ticket.id && this.state.step === "ticket") this.refuse(error);
    }
  }

  /** The same intention once more, under the same key. */
  async again(): Promise<void> {
    if (this.retry !== null && this.state.step !== "issuing") await this.retry();
  }

  /** Runs something that may fail, and offers it again when it did. */
  async attempt(work: () => Promise<void>): Promise<void> {
    this.retry = () => this.attempt(work);
    try {
      await work();
    } catch (error) {
      this.refuse(error);
    }
  }

  show(ticket: Ticket, more: Partial<KioskState>): void {
    const leavingIn = isElder() ? ELDER_TICKET_SECONDS : TICKET_SECONDS;
    this.shown.change({ step: "ticket", ticket, already: false, printing: "none", printProblem: null, scan: null, leavingIn, ...more });
  }

  private async issue(what: Readonly<Record<string, unknown>>): Promise<void> {
    if (this.state.step === "issuing") return;
    this.scanned = false;
    const help = this.state.needsHelp ? { needs_help: true } : {};
    const body = { channel: "kiosk", language: serverLanguage(), ...help, ...what };
    const path = `/halls/${encodeURIComponent(this.hall)}/tickets`;
    await this.send({ path, body, key: newKey() }, (ticket, status) => this.give(ticket, { already: status === 200 }));
  }

  /** Shows a ticket that has just been had, and prints its slip. */
  give(ticket: Ticket, more: Partial<KioskState>): void {
    this.show(ticket, { printing: this.printer === null ? "none" : "printing", ...more });
    void this.print(ticket);
  }

  private async send(intention: Intention, done: (ticket: Ticket, status: number) => void): Promise<void> {
    await this.attempt(async () => {
      this.shown.change({ step: "issuing", refused: null, slow: false, leavingIn: null });
      const slow = window.setTimeout(() => this.shown.change({ slow: true }), SLOW_MS);
      try {
        const { status, body } = await this.http.act<Ticket>("POST", intention.path, intention.body, intention.key);
        done(body, status);
      } finally {
        window.clearTimeout(slow);
      }
    });
  }

  private async print({ id }: Ticket): Promise<void> {
    if (this.printer === null) return;
    const printProblem = await this.printer.print(id, newKey());
    // Whoever printed it may have gone: the next visitor's page is not told of it.
    if (this.state.ticket?.id !== id || this.state.step !== "ticket") return;
    this.shown.change({ printing: printProblem === null ? "printed" : "failed", printProblem });
  }

  private refuse(error: unknown): void {
    if (error instanceof Refusal && error.status === 422 && (this.principalProblem(error) || this.fieldProblems(error))) return;
    const code = error instanceof Refusal ? error.code : error instanceof Unreachable ? "unreachable" : "other";
    const again = !(error instanceof Refusal) || error.status >= 429;
    this.shown.change({ step: "refused", leavingIn: null, printing: "none", refused: { sentence: sentence(error), code, again } });
  }

  /** Leads back to the principal whose number broke a rule, with the server's sentence which; false if none did. */
  private principalProblem(refusal: Refusal): boolean {
    for (const [at, principal] of this.state.principals.entries()) {
      const problem = refusal.field(`principals.${at}.id_number`) ?? refusal.field(`principals.${at}.credit_code`);
      if (problem === null) continue;
      const principals = this.state.principals.map((each) => (each === principal ? { ...each, problem } : each));
      this.shown.change({ step: "principal", at, principals });
      return true;
    }
    return false;
  }

  /** Shows what the server says about a field beside the field; false when it names none of ours. */
  private fieldProblems(refusal: Refusal): boolean {
    const names: FieldName[] = ["id_number", "phone", "name"];
    const found = names.map((name) => [name, refusal.field(name)] as const).filter(([, message]) => message !== null);
    const first = found[0];
    if (first === undefined || this.state.principals.length > 0) return false;
    this.shown.change({ step: "register", field: first[0], problems: Object.fromEntries(found) });
    return true;
  }
}

function principalBody({ kind, number, services }: Principal): Readonly<Record<string, unknown>> {
  const named = number === "" ? {} : kind === "person" ? { id_number: number } : { credit_code: number };
  return { ...named, services };
}
