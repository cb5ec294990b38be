/** The pages of the ledger: its list and figures, one record to its end, and the desk where records are taken in. */

import type { FilesTaken } from "../attaching/attaching";
import { inAddress } from "../shared/address";
import { focusOn } from "../shared/focus";
import { newKey, type Refusal } from "../shared/http";
import { Latest } from "../shared/latest";
import { onLanguage } from "../shared/language";
import type { Shown } from "../shared/page";
import { Reach } from "../shared/reach";
import type { Hall, ServiceList } from "../shared/types";
import { onKeys } from "../staff/keys";
import { shownIn, type Draw } from "../staff/page";
import { leave } from "../staff/session";
import type { Session } from "../staff/shapes";
import type { Message } from "../staff/state";
import { Wire, type Done, type Manner } from "../staff/wire";
import { Calls } from "./calls";
import { Filing } from "./filing";
import { TakingIn } from "./intake";
import { keyPressed } from "./keys";
import { Panels } from "./panels";
import { isCase, type Case, type Departments, type Figure, type SummaryList, type Told } from "./shapes";
import { beginning, countsQuery, isCalled, listQuery, mayTakeIn, narrowedTo, partOf, UNOPENED, type Filters, type LedgerState } from "./state";
import { askedFor, begunWith, bodyOf, lacking, type Deed, type FieldName } from "./steps";
import { words } from "./words";
import { deeds, fields, forms, texts } from "./words-deeds";
import { panelWords } from "./words-panels";

/** A record is forbidden to staff without a session alone; to others it is not theirs. */
function isOver({ code }: Refusal): boolean {
  if (code === "forbidden") void leave();
  return code === "forbidden";
}

/** Desks are not told of records; who looks at the ledger asks again. */
const READ_AGAIN_MS = 10_000;
const TYPED_MS = 250;

export interface Asked {
  readonly hall: string;
  /** Begin with taking in, from today's ticket of this number if one is named. */
  readonly intake: boolean;
  readonly ticket: string | null;
  /** The record to begin with. */
  readonly record: string | null;
  readonly publicUrl: string;
  readonly files: FilesTaken;
}

export class Escalations {
  readonly shown: Shown<LedgerState>;
  readonly reach = new Reach(() => this.shown.change({}));
  readonly wire: Wire<LedgerState>;
  readonly taking: TakingIn;
  readonly filing: Filing;
  readonly panels: Panels;
  readonly calls: Calls;
  private readonly reading = new Latest();
  private readonly opening = new Latest();
  private typed = 0;
  private key = newKey();

  constructor(root: HTMLElement, draw: Draw<LedgerState, Escalations>, session: Session, private readonly begun: Asked) {
    const title = partOf(session) === "tray" ? words.tray : words.title;
    this.shown = shownIn(root, beginning(session, begun.hall), () => title, (state) => draw(state, this));
    this.wire = new Wire(this.shown, { passing: true, reach: this.reach });
    this.filing = new Filing(this, begun.files);
    this.taking = new TakingIn(this, this.filing);
    this.panels = new Panels(this);
    this.calls = new Calls(this);
  }

  get state(): LedgerState {
    return this.shown.state;
  }

  get publicUrl(): string {
    return this.begun.publicUrl;
  }

  get zone(): string {
    return this.state.hall?.timezone ?? "Asia/Shanghai";
  }

  get part(): ReturnType<typeof partOf> {
    return partOf(this.state.session);
  }

  get isCalled(): boolean {
    return isCalled(this.state.session);
  }

  async start(): Promise<void> {
    this.shown.change({});
    if (this.part === null) return;
    const { code } = this.state;
    const [hall, services] = await Promise.all([this.wire.need<Hall>(`/halls/${code}`), this.wire.need<ServiceList>(`/halls/${code}/services`)]);
    this.shown.change({ hall, services: services.items });
    if (this.isCalled) this.calls.start(code);
    await this.beginIntake();
    onKeys((event) => keyPressed(event, this));
    if (this.part === "intake") return;
    if (this.part === "ledger") {
      const departments = await this.get<Departments>(`/halls/${code}/departments`);
      this.shown.change({ departments: departments?.items ?? [] });
    }
    await this.read();
    if (this.begun.record !== null) await this.open(this.begun.record);
    // The names of states and sources are the server's, in the language that was asked for.
    onLanguage(() => void this.look());
    window.setInterval(() => document.visibilityState === "visible" && void this.look(), READ_AGAIN_MS);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.look());
  }

  private async beginIntake(): Promise<void> {
    const { intake, ticket } = this.begun;
    if (!mayTakeIn(this.state.session) || !(intake || this.part === "intake")) return;
    if (ticket === null) this.taking.begin(null);
    else await this.taking.from(ticket);
  }

  // --- what is shown

  narrow(patch: Partial<Filters>): Promise<void> {
    return this.show({ ...this.state.filters, ...patch });
  }

  /** The rows that a figure counts. */
  rows(query: Readonly<Record<string, string>>): Promise<void> {
    return this.show(narrowedTo(this.state.filters, query));
  }

  /** What is typed narrows the list once the hand rests. */
  type(text: string): void {
    this.shown.change({ filters: { ...this.state.filters, text } });
    window.clearTimeout(this.typed);
    this.typed = window.setTimeout(() => void this.read(), TYPED_MS);
  }

  private async show(filters: Filters): Promise<void> {
    inAddress({ record: null });
    this.shown.change({ filters, items: null, one: null, doing: null, receipt: null, panel: null });
    await this.read();
  }

  async more(): Promise<void> {
    const { items, next, filters, code } = this.state;
    if (items === null || next === null) return;
    const page = await this.get<SummaryList>(`/halls/${code}/escalations?${listQuery(filters, next)}`);
    if (page !== null && this.state.items === items) this.shown.change({ items: [...items, ...page.items], next: page.next });
  }

  /** List and figures anew; of several questions the last one's answers count. */
  async read(): Promise<void> {
    const isLatest = this.reading.begin();
    const { code, filters } = this.state;
    // One letter finds nearly everything, and the door asks for two.
    const asked = filters.text.trim().length < 2 ? { ...filters, text: "" } : filters;
    const [list, counts] = await Promise.all([
      this.get<SummaryList>(`/halls/${code}/escalations?${listQuery(asked, null)}`),
      this.get<{ items: Figure[] }>(`/halls/${code}/escalations/counts?${countsQuery(filters)}`),
    ]);
    if (!isLatest() || list === null || counts === null) return;
    this.shown.change({ items: list.items, next: list.next, figures: counts.items });
  }

  /** The same in passing, with the record that is open; further pages that were asked for stay as they are. */
  private async look(): Promise<void> {
    const { one, items, next } = this.state;
    if (next !== null || (items?.length ?? 0) <= 50) await this.read();
    if (one === null) return;
    const again = await this.record(one.id, (refusal) => refusal.code === "not_your_case" && this.gone(one));
    if (again !== null && this.state.one === one) this.shown.change({ one: again });
  }

  /** A record that became somebody else's while it was open here: what was read of it, the reporter's name too, goes away. */
  private gone({ id, number, state }: Case): true {
    if (this.state.one?.id !== id) return true;
    inAddress({ record: null });
    this.shown.change({ one: null, doing: null, ...UNOPENED });
    this.wire.say({ look: "wait", text: words.gone(number, words.goneTo[state] ?? words.goneElsewhere) });
    return true;
  }

  // --- one record

  async open(id: string): Promise<void> {
    const before = this.state.doing;
    const isLatest = this.opening.begin();
    const one = await this.record(id);
    if (one === null || !isLatest()) return;
    const { one: shown, doing } = this.state;
    // A form that was begun meanwhile, of the same record as it stood here before, is not taken away.
    if (shown?.id === id && doing !== null && doing !== before) return this.shown.change({ one });
    this.key = newKey();
    inAddress({ record: id, new: null, ticket: null });
    this.shown.change({ one, doing: null, ...UNOPENED, receipt: null, intake: null, panel: null, message: null });
    focusOn(".case-one h2");
  }

  close(): void {
    this.opening.forget();
    const row = this.state.one?.id;
    inAddress({ record: null });
    this.shown.change({ one: null, doing: null, ...UNOPENED });
    focusOn(`[data-record="${row}"]`);
  }

  /** The link that is for the reporter alone, to be handed over again. */
  handOver(receipt: Case | null): void {
    this.shown.change({ receipt });
  }

  begin(deed: Deed | null): void {
    this.key = newKey();
    const { one, departments } = this.state;
    const written = deed === null || one === null ? {} : begunWith(deed, one, departments);
    this.shown.change({ doing: deed === null ? null : { deed, written, asks: false }, message: null });
    if (deed !== null) focusOn(".case-form [data-first]");
  }

  /** What is written or chosen now is another intention than what was sent before. */
  write(name: FieldName, value: string | readonly string[]): void {
    const { doing } = this.state;
    this.key = newKey();
    if (doing) this.shown.change({ doing: { ...doing, written: { ...doing.written, [name]: value } } });
  }

  ask(asks: boolean): void {
    const { doing } = this.state;
    if (doing) this.shown.change({ doing: { ...doing, asks } });
  }

  async take(): Promise<void> {
    const { one, doing } = this.state;
    if (one === null || doing === null) return;
    const { deed, written, asks } = doing;
    const lacks = lacking(deed, one, written);
    if (lacks !== null) {
      const field = lacks === "text" ? (texts[deed] ?? fields.text) : fields[lacks];
      document.querySelector<HTMLElement>(`.case-form [data-field="${lacks}"]`)?.focus();
      return this.lack({ zh: forms.lacks(field.zh).zh, en: forms.lacks(field.en).en });
    }
    if (deed === "note" && !(await this.stillHere())) return;
    const body = bodyOf(deed, one, written, asks);
    const asked = deed === "note" || askedFor(deed, one).length > 0;
    const said = { zh: forms.done(deeds[deed].zh).zh, en: forms.done(deeds[deed].en).en };
    await this.send<Case>(deed, `/escalations/${one.id}/${deed === "note" ? "notes" : deed}`, asked ? body : null, this.key, (after) => {
      this.shown.change({ one: after, doing: null });
      void this.read();
      queueMicrotask(() => document.querySelector<HTMLElement>(".case-onward h3")?.focus({ preventScroll: true }));
      return { look: "good", text: said };
    });
  }

  /** Says so, since not every browser shows a window for it. */
  print(): void {
    this.wire.say({ look: "good", text: panelWords.printing });
    window.print();
  }

  lack(text: Message["text"]): void {
    this.wire.say({ look: "bad", text });
  }

  // --- the wire

  /** A record as staff see it. Its door takes a session that is over for no reporter: that leads to the sign-in. */
  private async record(id: string, expected?: (refusal: Refusal) => boolean): Promise<Case | null> {
    const one = await this.wire.get<Told>(`/escalations/${id}`, (refusal) => isOver(refusal) || expected?.(refusal) === true);
    return one === null || isCase(one) ? one : leave();
  }

  /** Words of a session that is over would be taken for the reporter's. */
  private async stillHere(): Promise<boolean> {
    const session = await this.get<Session>("/session");
    if (session?.locked) location.reload();
    return session !== null && !session.locked;
  }

  get<T>(path: string): Promise<T | null> {
    return this.wire.get<T>(path);
  }

  send<T>(name: string, path: string, body: object | null, key: string, done: Done<T>, refused?: Manner["refused"]): Promise<boolean> {
    return this.wire.press<T>(name, path, body, (answer) => {
      this.key = newKey();
      return done(answer);
    }, key, refused);
  }
}
