/** The manager's page of help (帮办代办) and one-time notices (一次性告知): figures, and the rows that they count. */

import { inAddress } from "../shared/address";
import { focusOn } from "../shared/focus";
import { dayIn } from "../shared/format";
import { language, onLanguage } from "../shared/language";
import type { Shown } from "../shared/page";
import { Reach } from "../shared/reach";
import type { Hall } from "../shared/types";
import { shownIn, type Draw } from "../staff/page";
import { mayOpen } from "../staff/places";
import { Reading } from "../staff/reading";
import type { Session } from "../staff/shapes";
import { Wire } from "../staff/wire";
import type { Figures, HelpRow, NoticeRow, Page, Part, Rows } from "./shapes";
import { beginning, everything, figuresQuery, mayList, PARTS, periodOf, rowsQuery, type Chosen, type CountsState, type Period, type Preset } from "./state";
import { words } from "./words";

/** What happens in the hall that a figure may count. */
const TELLING = /^(assistance_|ticket_issued|ticket_finished|ticket_undone|ticket_told_again)/;
/** Somebody may have waited too long, and nobody tells. */
const READ_ANYWAY_MS = 60_000;

export class Counts {
  readonly shown: Shown<CountsState>;
  readonly reach = new Reach(() => this.shown.change({}));
  readonly wire: Wire<CountsState>;
  private readonly reading = new Reading((latest) => this.read(latest));

  constructor(root: HTMLElement, draw: Draw<CountsState, Counts>, session: Session, code: string, part: Part) {
    const first = beginning(session, code, part, periodOf("thirty", dayIn(undefined, new Date())));
    this.shown = shownIn(root, first, () => words.title, (state) => draw(state, this));
    this.wire = new Wire(this.shown, this.listens ? {} : { reach: this.reach });
  }

  /** The county has no feed of a hall's. */
  get listens(): boolean {
    return this.state.session.roles.includes("manager");
  }

  private get state(): CountsState {
    return this.shown.state;
  }

  async start(): Promise<void> {
    this.shown.change({});
    const { session, code } = this.state;
    if (!mayOpen("counts", session)) return;
    this.shown.change({ hall: await this.wire.need<Hall>(`/halls/${code}`) });
    this.shown.change({ period: periodOf("thirty", this.today()) });
    onLanguage(() => void this.reading.now());
    if (this.listens) this.reading.follow({ hall: code, telling: TELLING, anywayMs: READ_ANYWAY_MS, standing: (standing) => this.shown.change({ standing }) });
    else this.reading.every(READ_ANYWAY_MS);
    await this.reading.now();
  }

  // --- what is shown

  async turnTo(part: Part): Promise<void> {
    inAddress({ part });
    this.shown.change({ part, by: PARTS[part].by[0] ?? "", chosen: everything(part), figures: null, rows: null, next: null });
    await this.reading.now();
  }

  async over(preset: Exclude<Preset, "own">): Promise<void> {
    await this.days(periodOf(preset, this.today()));
  }

  async between(days: Partial<Pick<Period, "from" | "to">>): Promise<void> {
    await this.days({ ...this.state.period, ...days, preset: "own" });
  }

  private async days(period: Period): Promise<void> {
    this.shown.change({ period });
    await this.reading.now();
  }

  /** What is divided in another way has other groups. */
  async divide(by: string): Promise<void> {
    this.shown.change({ by, figures: this.state.figures && { ...this.state.figures, items: [] }, chosen: { ...this.state.chosen, group: null } });
    await this.reading.now();
  }

  /** The rows that a figure counts. */
  async choose(chosen: Chosen): Promise<void> {
    this.shown.change({ chosen, rows: null, next: null });
    await this.reading.now();
    focusOn(".counts__rows h2");
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

  private async read(latest: () => boolean): Promise<void> {
    const { code, part, session } = this.state;
    const figures = await this.wire.get<Figures>(`/halls/${code}/${PARTS[part].path}/figures?${figuresQuery(this.state)}`);
    const page = mayList(session, part) ? await this.rows(null) : null;
    if (!latest()) return;
    if (figures !== null) this.shown.change({ figures });
    if (page !== null) this.shown.change({ rows: page.items as Rows, next: page.next });
  }

  private rows(after: number | null): Promise<Page<HelpRow | NoticeRow> | null> {
    const { code, part } = this.state;
    return this.wire.get(`/halls/${code}/${PARTS[part].path}?${rowsQuery(this.state, after)}&lang=${language()}`);
  }
}
