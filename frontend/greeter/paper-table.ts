/** What typing in the table of paper numbers does: rows kept on this device until they are entered, all or none. */

import { focusOn } from "../shared/focus";
import { clockTime } from "../shared/format";
import { newKey } from "../shared/http";
import type { Outcome } from "../shared/types";
import { dayThere } from "../shared/zones";
import type { GreeterPage } from "./page";
import { BLANK, complaints, flawsOf, following, isBlank, keepSheet, keptSheet, sent, type Row, type Sheet } from "./papers";
import type { EnteredPaper } from "./state";
import { words } from "./words";

const ZONE = "Asia/Shanghai";
const MOST_ROWS = 100;
const WRONG_CELL = '.papers [aria-invalid="true"]';

/** How somebody can have been served without the system. */
export const OUTCOMES: readonly Outcome[] = [
  "completed", "accepted", "accepted_with_gap", "accepted_on_promise", "incomplete", "refused", "enquiry_only", "collected", "wrong_service", "left",
];

export class PaperTable {
  constructor(private readonly greeter: GreeterPage) {}

  get zone(): string {
    return this.greeter.shown.state.hall?.timezone ?? ZONE;
  }

  start(): void {
    const kept = keptSheet(this.greeter.hall);
    const sheet = kept ?? { day: this.day(), rows: [{ ...BLANK, time: this.time() }], key: null };
    this.greeter.shown.change({ sheet });
  }

  day(daysAgo = 0): string {
    return dayThere(this.zone, new Date(this.greeter.shown.state.now), daysAgo);
  }

  edit(at: number, patch: Partial<Row>): void {
    const { sheet, rowFlaws } = this.greeter.shown.state;
    const rows = sheet.rows.map((row, place) => (place === at ? { ...row, ...patch } : row));
    const flaws = new Map(rowFlaws);
    flaws.delete(at);
    this.keep({ ...sheet, rows, key: null });
    this.greeter.shown.change({ rowFlaws: flaws });
  }

  onDay(day: string): void {
    this.keep({ ...this.greeter.shown.state.sheet, day, key: null });
  }

  /** To the next row, which begins with the next number and the same time. */
  next(at: number): void {
    const { sheet } = this.greeter.shown.state;
    const row = sheet.rows[at];
    if (row && at === sheet.rows.length - 1 && sheet.rows.length < MOST_ROWS) {
      this.keep({ ...sheet, rows: [...sheet.rows, following(row)], key: null });
    }
    // With number and time there already, the matter is what is typed first.
    const after = this.greeter.shown.state.sheet.rows[at + 1];
    const cell = after && after.paper && after.time ? "services" : "paper";
    focusOn(`[data-row="${at + 1}"] [name=${cell}]`);
  }

  remove(at: number): void {
    const { sheet } = this.greeter.shown.state;
    const rows = sheet.rows.filter((_, place) => place !== at);
    this.greeter.shown.change({ rowFlaws: new Map() });
    this.keep({ ...sheet, rows: rows.length ? rows : [{ ...BLANK, time: this.time() }], key: null });
  }

  /** Rows with something in them. */
  filled(): Row[] {
    return this.greeter.shown.state.sheet.rows.filter((row) => !isBlank(row));
  }

  async submit(): Promise<void> {
    const { shown, wire, hall } = this.greeter;
    const rows = this.filled();
    const { services, bundles, sheet } = shown.state;
    if (rows.length === 0 || shown.state.busy) return;
    const flaws = new Map(rows.map((row, at) => [at, flawsOf(row, services, bundles)] as const));
    const wrong = new Map([...flaws].filter(([, found]) => Object.keys(found).length > 0));
    const key = sheet.key ?? newKey();
    // Rows without anything in them go first, so that places in the table are places in what is sent.
    this.keep({ ...sheet, rows, key });
    shown.change({ rowFlaws: wrong });
    if (wrong.size > 0) {
      shown.change({ message: { look: "bad", text: words.rowsWrong } });
      return focusOn(WRONG_CELL);
    }
    const tickets = rows.map((row) => sent(row, sheet.day, this.zone, services, bundles));
    await wire.press(
      "papers",
      `/halls/${hall}/tickets/emergency`,
      { tickets },
      (answer: { items: readonly EnteredPaper[] }) => {
        const last = rows[rows.length - 1] ?? BLANK;
        this.keep({ day: sheet.day, rows: [following(last)], key: null });
        shown.change({ entered: answer.items, rowFlaws: new Map() });
        const known = answer.items.filter((item) => !item.fresh).length;
        return { look: "good", text: words.enteredAll(answer.items.length, known) };
      },
      key,
    );
  }

  refused(errors: readonly { field: string; message: string }[]): void {
    this.keep({ ...this.greeter.shown.state.sheet, key: null });
    this.greeter.shown.change({ rowFlaws: complaints(errors) });
    focusOn(WRONG_CELL);
  }

  private keep(sheet: Sheet): void {
    keepSheet(this.greeter.hall, sheet);
    this.greeter.shown.change({ sheet });
  }

  private time(): string {
    return clockTime(new Date(this.greeter.shown.state.now), this.zone);
  }
}
