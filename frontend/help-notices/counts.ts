/** The manager's page of help (帮办代办) and one-time notices (一次性告知): figures, and the rows that they count. */

import { render } from "lit";

import { Feed } from "../shared/feed";
import { FocusKept } from "../shared/focus";
import { dayIn } from "../shared/format";
import { Refusal, sentence } from "../shared/http";
import { language, onLanguage, say } from "../shared/language";
import { Shown } from "../shared/page";
import type { Fact, Hall, Snapshot } from "../shared/types";
import { leave, staffHttp } from "../staff/session";
import type { Session } from "../staff/shapes";
import type { Figures, HelpRow, NoticeRow, Page, Part, Rows } from "./shapes";
import { beginning, everything, figuresQuery, mayList, mayLook, PARTS, periodOf, rowsQuery, type Chosen, type CountsState, type Period, type Preset } from "./state";
import { drawCounts } from "./view";
import { words } from "./words";

/** What happens in the hall that a figure may count. */
const TELLING = /^(assistance_|ticket_issued|ticket_finished|ticket_undone|ticket_told_again)/;
const READ_AFTER_MS = 500;
/** Somebody may have waited too long, and nobody tells. */
const READ_ANYWAY_MS = 60_000;

export class Counts {
  readonly shown: Shown<CountsState>;
  private asked = 0;
  private reading = 0;

  constructor(root: HTMLElement, session: Session, code: string, part: Part) {
    const focus = new FocusKept(root);
    this.shown = new Shown(beginning(session, code, part, periodOf("thirty", dayIn(undefined, new Date()))), (state) => {
      render(drawCounts(state, this), root);
      document.title = say(words.title);
      focus.keep();
    });
  }

  private get state(): CountsState {
    return this.shown.state;
  }

  async start(): Promise<void> {
    this.shown.change({});
    const { session, code } = this.state;
    if (!mayLook(session)) return;
    try {
      this.shown.change({ hall: await staffHttp.get<Hall>(`/halls/${code}`) });
    } catch (error) {
      this.tell(error);
    }
    this.shown.change({ period: periodOf("thirty", this.today()) });
    onLanguage(() => void this.read());
    window.setInterval(() => void this.read(), READ_ANYWAY_MS);
    if (session.roles.includes("manager")) this.listen();
    await this.read();
  }

  private listen(): void {
    new Feed<Snapshot>({
      namespace: "/desk",
      auth: { hall: this.state.code },
      snapshot: () => this.readSoon(),
      fact: ({ kind }: Fact) => TELLING.test(kind) && this.readSoon(),
      standing: (standing) => this.shown.change({ standing }),
    }).start();
  }

  // --- what is shown

  async turnTo(part: Part): Promise<void> {
    const address = new URL(location.href);
    address.searchParams.set("part", part);
    history.replaceState(history.state, "", address.toString());
    this.shown.change({ part, by: PARTS[part].by[0] ?? "", chosen: everything(part), figures: null, rows: null, next: null });
    await this.read();
  }

  async over(preset: Exclude<Preset, "own">): Promise<void> {
    await this.days(periodOf(preset, this.today()));
  }

  async between(days: Partial<Pick<Period, "from" | "to">>): Promise<void> {
    await this.days({ ...this.state.period, ...days, preset: "own" });
  }

  private async days(period: Period): Promise<void> {
    this.shown.change({ period, problem: null });
    await this.read();
  }

  /** What is divided in another way has other groups. */
  async divide(by: string): Promise<void> {
    this.shown.change({ by, figures: this.state.figures && { ...this.state.figures, items: [] }, chosen: { ...this.state.chosen, group: null } });
    await this.read();
  }

  /** The rows that a figure counts. */
  async choose(chosen: Chosen): Promise<void> {
    this.shown.change({ chosen, rows: null, next: null });
    await this.read();
    document.querySelector<HTMLElement>(".counts__rows h2")?.focus();
  }

  async more(): Promise<void> {
    const { rows, next } = this.state;
    if (rows === null || next === null) return;
    const page = await this.rows(next);
    if (page !== null && this.state.rows === rows) this.shown.change({ rows: [...rows, ...page.items] as Rows, next: page.next });
  }

  private today(): string {
    return dayIn(this.state.hall?.timezone, new Date());
  }

  private readSoon(): void {
    window.clearTimeout(this.reading);
    this.reading = window.setTimeout(() => void this.read(), READ_AFTER_MS);
  }

  /** Figures and rows, anew; of several questions the last one's answer counts. */
  private async read(): Promise<void> {
    const mine = (this.asked += 1);
    const { code, part, session } = this.state;
    const figures = await this.get<Figures>(`/halls/${code}/${PARTS[part].path}/figures?${figuresQuery(this.state)}`);
    const page = mayList(session, part) ? await this.rows(null) : null;
    if (mine !== this.asked) return;
    if (figures !== null) this.shown.change({ figures, problem: null });
    if (page !== null) this.shown.change({ rows: page.items as Rows, next: page.next });
  }

  private rows(after: number | null): Promise<Page<HelpRow | NoticeRow> | null> {
    const { code, part } = this.state;
    return this.get(`/halls/${code}/${PARTS[part].path}?${rowsQuery(this.state, after)}&lang=${language()}`);
  }

  private async get<T>(path: string): Promise<T | null> {
    try {
      return await staffHttp.get<T>(path);
    } catch (error) {
      this.tell(error);
      return null;
    }
  }

  private tell(error: unknown): void {
    if (error instanceof Refusal && error.status === 401) return void leave();
    this.shown.change({ problem: sentence(error) });
  }
}
