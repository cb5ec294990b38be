// What happens when a visitor presses something: from one state to the next, and one ticket for one intention.

import { newKey, Refusal, sentence, Unreachable, type Http } from "../shared/http";
import { language, otherLanguage, say, serverLanguage, speak, type Language } from "../shared/language";
import { isElder, setElder, type Shown } from "../shared/page";
import type { Hall, ServiceList, Ticket } from "../shared/types";
import { isIdNumber, isPhone } from "./identity";
import { errands, FRESH, withList, type FieldName, type KioskState, type Step, type Tab } from "./state";
import { kioskWords } from "../generated/kiosk";

/** A change to be sent, with the one key it is sent under however often. */
interface Intention {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly scanned: boolean;
}

const TICKET_SECONDS = 20;
const ELDER_TICKET_SECONDS = 40;
const SLOW_MS = 2_500;

const LONGEST: Readonly<Record<FieldName, number>> = { id_number: 18, phone: 11, name: 30 };

export class Kiosk {
  private intention: Intention | null = null;

  constructor(
    private readonly shown: Shown<KioskState>,
    private readonly http: Http,
    private readonly hall: string,
    private readonly homeLanguage: Language,
  ) {}

  private get state(): KioskState {
    return this.shown.state;
  }

  get speaksHome(): boolean {
    return language() === this.homeLanguage;
  }

  async load(): Promise<void> {
    const path = `/halls/${encodeURIComponent(this.hall)}`;
    const [hall, list] = await Promise.all([this.http.get<Hall>(path), this.http.get<ServiceList>(`${path}/services`)]);
    this.shown.change({ hall, ...withList(list) });
  }

  // --- moving about

  go(step: Step): void {
    this.shown.change({ step, leavingIn: null });
  }

  /** Back to the first page, everything about this visitor forgotten. */
  leave(): void {
    this.intention = null;
    this.shown.change({ ...FRESH });
  }

  /** As `leave`, and the next visitor finds the usual language and size. */
  leaveForNext(): void {
    this.leave();
    setElder(false);
    if (!this.speaksHome) speak(this.homeLanguage);
  }

  stay(): void {
    this.shown.change({ leavingIn: null });
  }

  back(): void {
    const { step, adding, department, tab } = this.state;
    if (step === "register" || step === "refused") return this.go(this.intention?.scanned ? "start" : "choice");
    if (step === "search") return this.shown.change({ step: "start", query: "" });
    if (step === "start" && tab === "department" && department !== null) return this.shown.change({ department: null });
    if (step === "start" && adding) return this.shown.change({ step: "choice", adding: false, tab: "frequent" });
    this.leave();
  }

  toggleLanguage(): void {
    speak(otherLanguage().tag);
  }

  toggleElder(): void {
    setElder(!isElder());
    this.shown.change({});
  }

  // --- choosing

  openTab(tab: Tab): void {
    this.shown.change({ tab, department: null });
  }

  openDepartment(department: string): void {
    this.shown.change({ department });
  }

  choose(code: string): void {
    const chosen = this.state.adding ? [...new Set([...this.state.chosen, code])] : [code];
    this.shown.change({ chosen, bundle: null, step: "choice", adding: false, query: "", leavingIn: null });
  }

  chooseBundle(code: string): void {
    this.shown.change({ bundle: code, chosen: [], step: "choice", adding: false, query: "", leavingIn: null });
  }

  drop(code: string): void {
    const chosen = this.state.chosen.filter((each) => each !== code);
    if (chosen.length === 0) this.leave();
    else this.shown.change({ chosen });
  }

  addAnother(): void {
    this.shown.change({ step: "start", adding: true, tab: "frequent", department: null });
  }

  toggleHelp(): void {
    this.shown.change({ needsHelp: !this.state.needsHelp });
  }

  typeQuery(query: string): void {
    this.shown.change({ query: query.slice(0, 20) });
  }

  // --- registering

  selectField(field: FieldName): void {
    this.shown.change({ field });
  }

  fill(field: FieldName, text: string): void {
    const kept = field === "name" ? text : text.toUpperCase().replace(field === "phone" ? /\D/g : /[^\dX]/g, "");
    const form = { ...this.state.form, [field]: kept.slice(0, LONGEST[field]) };
    this.shown.change({ form, problems: { ...this.state.problems, [field]: undefined } });
  }

  /** An identity card on a reader that types: straight to the form, filled. */
  readCard(idNumber: string): void {
    if (this.state.step !== "choice" && this.state.step !== "register") return;
    this.shown.change({ step: "register", field: "phone" });
    this.fill("id_number", idNumber);
  }

  // --- taking the ticket

  async takeRegistered(): Promise<void> {
    const { form } = this.state;
    const problems = {
      id_number: form.id_number && !isIdNumber(form.id_number) ? say(kioskWords.idWrong) : undefined,
      phone: form.phone && !isPhone(form.phone) ? say(kioskWords.phoneWrong) : undefined,
    };
    const field: FieldName | null = problems.id_number ? "id_number" : problems.phone ? "phone" : null;
    if (field !== null) return this.shown.change({ problems, field });
    const given = Object.fromEntries(Object.entries(form).filter(([, text]) => text.trim() !== ""));
    await this.take(given);
  }

  /** Takes a ticket for what was chosen; while one is being issued nothing else is sent. */
  async take(given: Readonly<Record<string, string>> = {}): Promise<void> {
    if (this.state.step === "issuing") return;
    const { bundle, needsHelp } = this.state;
    const what = bundle === null ? { services: errands(this.state).map((service) => service.code) } : { bundle };
    const help = needsHelp ? { needs_help: true } : {};
    const body = { ...what, channel: "kiosk", language: serverLanguage(), ...help, ...given };
    await this.send({ path: `/halls/${encodeURIComponent(this.hall)}/tickets`, body, key: newKey(), scanned: false });
  }

  /** The same intention once more, under the same key. */
  async again(): Promise<void> {
    if (this.intention !== null && this.state.step !== "issuing") await this.send(this.intention);
  }

  private async send(intention: Intention): Promise<void> {
    this.intention = intention;
    this.shown.change({ step: "issuing", refused: null, slow: false, leavingIn: null });
    const slow = window.setTimeout(() => this.shown.change({ slow: true }), SLOW_MS);
    try {
      const { status, body } = await this.http.act<Ticket>("POST", intention.path, intention.body, intention.key);
      this.show(body, { scanned: intention.scanned, already: status === 200 && !intention.scanned });
    } catch (error) {
      this.refuse(error);
    } finally {
      window.clearTimeout(slow);
    }
  }

  private show(ticket: Ticket, { scanned, already }: { scanned: boolean; already: boolean }): void {
    const leavingIn = isElder() ? ELDER_TICKET_SECONDS : TICKET_SECONDS;
    this.shown.change({ step: "ticket", ticket, scanned, already, leavingIn });
  }

  private refuse(error: unknown): void {
    const wrongField = error instanceof Refusal && error.status === 422 && this.fieldProblems(error);
    if (wrongField) return;
    const code = error instanceof Refusal ? error.code : error instanceof Unreachable ? "unreachable" : "other";
    const again = !(error instanceof Refusal) || error.status >= 429;
    this.shown.change({ step: "refused", refused: { sentence: sentence(error), code, again } });
  }

  /** Shows what the server says about a field beside the field; false when it names none of ours. */
  private fieldProblems(refusal: Refusal): boolean {
    const names: FieldName[] = ["id_number", "phone", "name"];
    const found = names.map((name) => [name, refusal.field(name)] as const).filter(([, message]) => message !== null);
    const first = found[0];
    if (first === undefined) return false;
    this.shown.change({ step: "register", field: first[0], problems: Object.fromEntries(found) });
    return true;
  }

  // --- a ticket held under the scanner

  async scan(id: string): Promise<void> {
    if (this.state.step === "issuing") return;
    try {
      const ticket = await this.http.get<Ticket>(`/tickets/${encodeURIComponent(id)}`);
      this.show(ticket, { scanned: true, already: false });
    } catch (error) {
      this.refuse(error);
    }
  }

  async requeue(): Promise<void> {
    const { ticket } = this.state;
    if (ticket === null) return;
    await this.send({ path: `/tickets/${encodeURIComponent(ticket.id)}/requeue`, body: {}, key: newKey(), scanned: true });
  }
}
