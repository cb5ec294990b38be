/** The manager's page of reviews: what waits, one after the other to its end, and the figures with the rows they count. */

import { render } from "lit";

import { Feed } from "../shared/feed";
import { FocusKept } from "../shared/focus";
import { newKey, Refusal, sentence, Unreachable } from "../shared/http";
import { language, say } from "../shared/language";
import { Shown } from "../shared/page";
import type { Fact, Hall, ServiceList, Snapshot } from "../shared/types";
import { leave, staffHttp } from "../staff/session";
import type { Session } from "../staff/shapes";
import type { By, Figures, RecordOf, Review, ReviewList, Unmasked } from "./shapes";
import { beginning, BLANK, DOORS, figuresQuery, listQuery, purposeOf, UNNARROWED, type Draft, type Filters, type Message, type ReviewsState } from "./state";
import { drawReviews } from "./view";
import { words } from "./words";

/** What happens in the hall that the list or the figures may show. */
const TELLING = /^(review_|appeal_)/;
const READ_AFTER_MS = 300;
/** Limits pass with the days, and nobody tells. */
const READ_ANYWAY_MS = 10 * 60_000;
const ANSWER_MS = 6_000;

export class Reviews {
  readonly shown: Shown<ReviewsState>;
  private asked = 0;
  private reading = 0;
  private goes = 0;
  private key = newKey();

  constructor(root: HTMLElement, session: Session, code: string) {
    const focus = new FocusKept(root);
    this.shown = new Shown(beginning(session, code), (state) => {
      render(drawReviews(state, this), root);
      document.title = say(words.title);
      focus.keep();
    });
  }

  private get state(): ReviewsState {
    return this.shown.state;
  }

  get mayHandle(): boolean {
    return this.state.session.roles.includes("manager");
  }

  /** `review`: the one to begin with. */
  async start(review: string | null): Promise<void> {
    this.shown.change({});
    if (!this.mayHandle) return;
    const { code } = this.state;
    try {
      const [hall, { items }] = await Promise.all([
        staffHttp.get<Hall>(`/halls/${code}`),
        staffHttp.get<ServiceList>(`/halls/${code}/services`),
      ]);
      this.shown.change({ hall, services: items });
    } catch (error) {
      this.tell(error);
    }
    window.setInterval(() => void this.read(), READ_ANYWAY_MS);
    new Feed<Snapshot>({
      namespace: "/desk",
      auth: { hall: code },
      snapshot: () => this.readSoon(),
      fact: ({ kind }: Fact) => TELLING.test(kind) && this.readSoon(),
      standing: (standing) => this.shown.change({ standing }),
    }).start();
    await this.read();
    if (review !== null) await this.open(review);
  }

  // --- what is shown

  async narrow(patch: Partial<Filters>): Promise<void> {
    this.shown.change({ filters: { ...this.state.filters, ...patch }, items: null, page: "list" });
    await this.read();
  }

  /** The rows of a figure: those of its days, and of its group where it has one. */
  async rows(counted: string, group: Partial<Filters>): Promise<void> {
    const { from, to } = this.state.filters;
    this.close();
    await this.narrow({ ...UNNARROWED, from, to, show: "all", counted, ...group });
  }

  async turnTo(page: ReviewsState["page"]): Promise<void> {
    this.shown.change({ page, one: page === "list" ? this.state.one : null });
    await this.read();
  }

  async group(by: By): Promise<void> {
    this.shown.change({ by, figures: null });
    await this.read();
  }

  async days(patch: Pick<Partial<Filters>, "from" | "to">): Promise<void> {
    this.shown.change({ filters: { ...this.state.filters, ...patch } });
    await this.read();
  }

  async more(): Promise<void> {
    const { items, next, filters } = this.state;
    if (items === null || next === null) return;
    const page = await this.get<ReviewList>(`/halls/${this.state.code}/reviews?${listQuery(filters, next)}`);
    if (page !== null && this.state.items === items) this.shown.change({ items: [...items, ...page.items], next: page.next });
  }

  private readSoon(): void {
    window.clearTimeout(this.reading);
    this.reading = window.setTimeout(() => void this.read(), READ_AFTER_MS);
  }

  /** What the page shows, anew; of several questions the last one's answer counts. */
  private async read(): Promise<void> {
    const mine = (this.asked += 1);
    const { code, filters, by, page } = this.state;
    if (page === "figures") {
      const figures = await this.get<Figures>(`/halls/${code}/reviews/figures?${figuresQuery(filters, by)}`);
      if (figures !== null && mine === this.asked) this.shown.change({ figures });
      return;
    }
    const list = await this.get<ReviewList>(`/halls/${code}/reviews?${listQuery(filters, null)}`);
    if (list !== null && mine === this.asked) this.shown.change({ items: list.items, next: list.next });
  }

  private async get<T>(path: string): Promise<T | null> {
    try {
      return await staffHttp.get<T>(path);
    } catch (error) {
      this.tell(error);
      return null;
    }
  }

  // --- one review

  async open(id: string): Promise<void> {
    const one = await this.get<Review>(`/reviews/${id}`);
    if (one === null) return;
    this.shown.change({ one, records: null, unmasked: null, draft: BLANK, message: null });
    void this.readRecords(one);
    document.querySelector<HTMLElement>(".review-one h2")?.focus({ preventScroll: false });
  }

  /** What came of a bad review in the ledger. */
  private async readRecords(one: Review): Promise<void> {
    if (one.reached === null) return;
    const found = await this.get<{ items: readonly RecordOf[] }>(`/reviews/${one.id}/records?lang=${language()}`);
    if (found !== null && this.state.one?.id === one.id) this.shown.change({ records: found.items });
  }

  /** Puts the review on record, with all that is known. */
  async escalate(): Promise<void> {
    const { one } = this.state;
    if (one === null) return;
    await this.send<RecordOf>(`/reviews/${one.id}/escalate`, {}, this.key, (record) => {
      void this.readRecords(one);
      return { look: "good", text: words.recorded(record.number) };
    });
  }

  close(): void {
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
    await this.send<Unmasked>(`/reviews/${one.id}/unmask`, { purpose: purposeOf(one) }, newKey(), (unmasked) => {
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
    await this.send<Review>(`/reviews/${one.id}/${door}`, { text: draft.text.trim(), ...heard }, this.key, (after) =>
      this.taken(after, { look: "good", text: { zh: words.stepTaken(name.zh).zh, en: words.stepTaken(name.en).en } }),
    );
  }

  async decide(upheld: boolean): Promise<void> {
    const { one, draft } = this.state;
    if (one === null) return;
    if (draft.decision.trim() === "") return this.lack(words.textNeeded);
    await this.send<Review>(`/reviews/${one.id}/decide`, { upheld, text: draft.decision.trim() }, this.key, (after) =>
      this.taken(after, { look: "good", text: words.decided }),
    );
  }

  private taken(one: Review, message: Message): Message {
    this.shown.change({ one, draft: BLANK });
    void this.readRecords(one);
    this.readSoon();
    return message;
  }

  private lack(text: Message["text"]): void {
    this.shown.change({ message: { look: "bad", text } });
  }

  dismiss(): void {
    this.shown.change({ message: null });
  }

  private async send<T>(path: string, body: object, key: string, done: (answer: T) => Message | null): Promise<void> {
    if (this.state.busy) return;
    this.shown.change({ busy: true, message: null });
    try {
      const { body: answer } = await staffHttp.act<T>("POST", path, body, key);
      this.key = newKey();
      this.answer(done(answer));
    } catch (error) {
      const again = (): void => void this.send(path, body, key, done);
      if (error instanceof Unreachable) this.shown.change({ message: { look: "wait", text: sentence(error), again } });
      else this.tell(error);
    }
    this.shown.change({ busy: false });
  }

  private answer(message: Message | null): void {
    this.shown.change({ message });
    window.clearTimeout(this.goes);
    if (message !== null) this.goes = window.setTimeout(() => this.state.message === message && this.dismiss(), ANSWER_MS);
  }

  private tell(error: unknown): void {
    if (error instanceof Refusal && error.status === 401) return void leave();
    this.shown.change({ message: { look: "bad", text: sentence(error) } });
  }
}
