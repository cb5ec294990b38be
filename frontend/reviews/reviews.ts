/** The manager's page of reviews: what waits, one after the other to its end, and the figures with the rows they count. */

import { inAddress } from "../shared/address";
import { focusOn } from "../shared/focus";
import { newKey } from "../shared/http";
import { language } from "../shared/language";
import { Latest } from "../shared/latest";
import type { Shown } from "../shared/page";
import type { Hall, ServiceList } from "../shared/types";
import { shownIn, type Draw } from "../staff/page";
import { mayOpen } from "../staff/places";
import { Reading } from "../staff/reading";
import type { Session } from "../staff/shapes";
import type { Message } from "../staff/state";
import { Wire, type Done } from "../staff/wire";
import type { By, Figures, RecordOf, Review, ReviewList, Unmasked } from "./shapes";
import { beginning, BLANK, DOORS, figuresQuery, listQuery, purposeOf, UNNARROWED, type Draft, type Filters, type ReviewsState } from "./state";
import { words } from "./words";

/** What happens in the hall that the list or the figures may show. */
const TELLING = /^(review_|appeal_)/;
/** Limits pass with the days, and nobody tells. */
const READ_ANYWAY_MS = 10 * 60_000;

export class Reviews {
  readonly shown: Shown<ReviewsState>;
  readonly wire: Wire<ReviewsState>;
  private readonly reading = new Reading((latest) => this.read(latest));
  private readonly opening = new Latest();
  private key = newKey();

  constructor(root: HTMLElement, draw: Draw<ReviewsState, Reviews>, session: Session, code: string) {
    this.shown = shownIn(root, beginning(session, code), () => words.title, (state) => draw(state, this));
    this.wire = new Wire(this.shown, { passing: true });
  }

  private get state(): ReviewsState {
    return this.shown.state;
  }

  get mayHandle(): boolean {
    return mayOpen("reviews", this.state.session);
  }

  /** `review`: the one to begin with; otherwise `part`: the figures, or the list. */
  async start(review: string | null, part: ReviewsState["page"]): Promise<void> {
    this.shown.change({ page: review === null ? part : "list" });
    if (!this.mayHandle) return;
    const { code } = this.state;
    const [hall, services] = await Promise.all([this.wire.need<Hall>(`/halls/${code}`), this.wire.need<ServiceList>(`/halls/${code}/services`)]);
    this.shown.change({ hall, services: services.items });
    this.reading.follow({ hall: code, telling: TELLING, anywayMs: READ_ANYWAY_MS, standing: (standing) => this.shown.change({ standing }) });
    await this.reading.now();
    if (review !== null) await this.open(review);
  }

  // --- what is shown

  async narrow(patch: Partial<Filters>): Promise<void> {
    inAddress({ part: null });
    this.shown.change({ filters: { ...this.state.filters, ...patch }, items: null, page: "list" });
    await this.reading.now();
  }

  /** The rows of a figure: those of its days, and of its group where it has one. */
  async rows(counted: string, group: Partial<Filters>): Promise<void> {
    const { from, to } = this.state.filters;
    this.close();
    await this.narrow({ ...UNNARROWED, from, to, show: "all", counted, ...group });
  }

  async turnTo(page: ReviewsState["page"]): Promise<void> {
    inAddress({ part: page === "figures" ? page : null, ...(page === "figures" ? { review: null } : {}) });
    this.shown.change({ page, one: page === "list" ? this.state.one : null });
    await this.reading.now();
  }

  async group(by: By): Promise<void> {
    this.shown.change({ by, figures: null });
    await this.reading.now();
  }

  async days(patch: Pick<Partial<Filters>, "from" | "to">): Promise<void> {
    this.shown.change({ filters: { ...this.state.filters, ...patch } });
    await this.reading.now();
  }

  async more(): Promise<void> {
    const { items, next, filters } = this.state;
    if (items === null || next === null) return;
    const page = await this.wire.get<ReviewList>(`/halls/${this.state.code}/reviews?${listQuery(filters, next)}`);
    if (page !== null && this.state.items === items) this.shown.change({ items: [...items, ...page.items], next: page.next });
  }

  private async read(latest: () => boolean): Promise<void> {
    const { code, filters, by, page } = this.state;
    if (page === "figures") {
      const figures = await this.wire.get<Figures>(`/halls/${code}/reviews/figures?${figuresQuery(filters, by)}`);
      if (figures !== null && latest()) this.shown.change({ figures });
      return;
    }
    const list = await this.wire.get<ReviewList>(`/halls/${code}/reviews?${listQuery(filters, null)}`);
    if (list !== null && latest()) this.shown.change({ items: list.items, next: list.next });
  }

  // --- one review

  async open(id: string): Promise<void> {
    const isLatest = this.opening.begin();
    const one = await this.wire.get<Review>(`/reviews/${id}`);
    if (one === null || !isLatest()) return;
    inAddress({ review: id });
    this.shown.change({ one, records: null, unmasked: null, draft: BLANK, message: null });
    void this.readRecords(one);
    focusOn(".review-one h2");
  }

  /** What came of a bad review in the ledger. */
  private async readRecords(one: Review): Promise<void> {
    if (one.reached === null) return;
    const found = await this.wire.get<{ items: readonly RecordOf[] }>(`/reviews/${one.id}/records?lang=${language()}`);
    if (found !== null && this.state.one?.id === one.id) this.shown.change({ records: found.items });
  }

  /** Puts the review on record, with all that is known. */
  async escalate(): Promise<void> {
    const { one } = this.state;
    if (one === null) return;
    await this.press<RecordOf>("escalate", `/reviews/${one.id}/escalate`, {}, (record) => {
      void this.readRecords(one);
      return { look: "good", text: words.recorded(record.number) };
    });
  }

  close(): void {
    this.opening.forget();
    inAddress({ review: null });
    this.shown.change({ one: null, unmasked: null, draft: BLANK });
  }

  /** What is written or chosen now is another intention than what was sent before. */
  write(patch: Partial<Draft>): void {
    this.key = newKey();
    this.shown.change({ draft: { ...this.state.draft, ...patch } });
  }

  async unmask(): Promise<void> {
    const { one } = this.state;
    if (one === null) return;
    await this.wire.press<Unmasked>("unmask", `/reviews/${one.id}/unmask`, { purpose: purposeOf(one) }, (unmasked) => {
      if (this.state.one?.id === one.id) this.shown.change({ unmasked });
      return null;
    });
  }

  /** The step that is next, with what was written. */
  async take(): Promise<void> {
    const { one, draft } = this.state;
    const step = one?.next ?? null;
    const door = step === null ? undefined : DOORS[step];
    if (one === null || step === null || door === undefined) return;
    if (step === "called_back" && draft.heard === null) return this.lack(words.heardNeeded);
    if (draft.text.trim() === "") return this.lack(words.textNeeded);
    const heard = step === "called_back" ? { heard: draft.heard } : {};
    const name = one.steps.find((each) => each.step === step)?.name ?? { zh: "", en: "" };
    await this.press<Review>(door, `/reviews/${one.id}/${door}`, { text: draft.text.trim(), ...heard }, (after) =>
      this.taken(after, { look: "good", text: { zh: words.stepTaken(name.zh).zh, en: words.stepTaken(name.en).en } }),
    );
  }

  async decide(upheld: boolean): Promise<void> {
    const { one, draft } = this.state;
    if (one === null) return;
    if (draft.decision.trim() === "") return this.lack(words.textNeeded);
    await this.press<Review>("decide", `/reviews/${one.id}/decide`, { upheld, text: draft.decision.trim() }, (after) =>
      this.taken(after, { look: "good", text: words.decided }),
    );
  }

  private taken(one: Review, message: Message): Message {
    this.shown.change({ one, draft: BLANK });
    void this.readRecords(one);
    this.reading.again();
    return message;
  }

  private lack(text: Message["text"]): void {
    this.wire.say({ look: "bad", text });
  }

  /** What was sent is done with: the next is another intention. */
  private press<T>(name: string, path: string, body: object, done: Done<T>): Promise<boolean> {
    const key = this.key;
    return this.wire.press<T>(name, path, body, (answer) => {
      this.key = newKey();
      return done(answer);
    }, key);
  }
}
