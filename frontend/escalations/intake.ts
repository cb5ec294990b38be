// Taking in: what is typed at the desk, the ticket it comes from, and the receipt with the reporter's link.

import { sifted } from "../attaching/attaching";
import { inAddress } from "../shared/address";
import { focusOn } from "../shared/focus";
import { newKey, type Refusal } from "../shared/http";
import { say } from "../shared/language";
import { instantThere } from "../shared/zones";
import type { StaffTicket } from "../staff/shapes";
import type { Filing } from "./filing";
import { draftOf, EMPTY, sent } from "./intake-draft";
import type { LedgerPage } from "./page";
import type { Case } from "./shapes";
import type { Intake, IntakeDraft } from "./state";
import { words } from "./words";
import { intakeForm } from "./words-deeds";

/** Fields of the door that stand under another name in the form. */
const NAMED: Readonly<Record<string, keyof IntakeDraft>> = { id_number: "number", credit_code: "number" };

export class TakingIn {
  private key = newKey();

  constructor(private readonly page: LedgerPage, private readonly filing: Filing) {}

  private get intake(): Intake | null {
    return this.page.state.intake;
  }

  /** Begins a new one; with a ticket what it knows stands there already. */
  begin(ticket: StaffTicket | null): void {
    this.key = newKey();
    const draft = ticket === null ? EMPTY : draftOf(ticket);
    if (this.page.state.one !== null) inAddress({ record: null });
    this.page.shown.change({ intake: { draft, ticket, sought: "", files: [], flaws: {} }, receipt: null, one: null, doing: null, message: null });
    this.focus(ticket === null ? "source" : "description");
  }

  /** Takes over what today's ticket of this number knows; without one the form is empty. */
  async from(number: string): Promise<void> {
    const before = this.intake;
    const query = new URLSearchParams({ number: number.trim().toUpperCase() });
    const found = await this.page.get<{ items: StaffTicket[] }>(`/halls/${this.page.state.code}/tickets?${query}`);
    // What was typed meanwhile is not typed over.
    if (found === null || this.intake !== before) return;
    this.begin(found.items[0] ?? null);
    if (found.items.length === 0) this.page.lack(intakeForm.nowhere);
  }

  /** Back to the ledger; whoever only takes in begins anew. */
  leave(): void {
    if (this.page.part === "intake") return this.begin(null);
    inAddress({ new: null, ticket: null });
    this.page.shown.change({ intake: null, receipt: null });
  }

  write<K extends keyof IntakeDraft>(name: K, value: IntakeDraft[K]): void {
    this.key = newKey();
    const { intake } = this;
    if (intake) this.change({ draft: { ...intake.draft, [name]: value }, flaws: { ...intake.flaws, [name]: undefined } });
  }

  seek(sought: string): void {
    this.change({ sought });
  }

  drop(): void {
    this.change({ ticket: null });
  }

  choose(chosen: readonly File[]): void {
    const { intake } = this;
    if (intake === null) return;
    const { fit, refused } = sifted(chosen, this.filing.taken, intake.files.length);
    this.page.shown.change({ intake: { ...intake, files: [...intake.files, ...fit] }, refused });
  }

  takeOut(file: File): void {
    this.page.shown.change({ refused: [] });
    this.change({ files: (this.intake?.files ?? []).filter((one) => one !== file) });
  }

  async save(): Promise<void> {
    const { intake } = this;
    if (intake === null) return;
    if (intake.draft.description.trim() === "") {
      this.change({ flaws: { description: say(intakeForm.said_needed) } });
      this.focus("description");
      return this.page.lack(intakeForm.said_needed);
    }
    const at = (local: string): string => {
      const [day = "", time = ""] = local.split("T");
      return instantThere(this.page.zone, day, time).toISOString();
    };
    const { path, body } = sent(intake, this.page.state.code, at);
    const refused = (refusal: Refusal): void => this.mark(refusal);
    await this.page.send<Case>("save", path, body, this.key, (record) => this.taken(record), refused);
  }

  private taken(record: Case): { look: "good"; text: ReturnType<typeof words.taken> } {
    this.key = newKey();
    const files = this.intake?.files ?? [];
    this.page.shown.change({ receipt: record, refused: [] });
    if (files.length) void this.attach(record, files);
    if (this.page.part !== "intake") void this.page.read();
    focusOn(".case-receipt h2");
    return { look: "good", text: words.taken(record.number) };
  }

  /** The photographs of what was taken in; what is wrong with one stands on the receipt's page. */
  private async attach(record: Case, files: readonly File[]): Promise<void> {
    const { refused } = await this.filing.send(record.id, files);
    if (this.page.state.receipt?.id === record.id) this.page.shown.change({ refused });
  }

  /** What the server finds wrong, beside the field it is about. */
  private mark({ problem }: Refusal): void {
    const found = (problem.errors ?? []).map(({ field, message }) => [NAMED[field] ?? field, message] as const);
    const flaws = Object.fromEntries(found.filter(([field]) => field in EMPTY));
    this.change({ flaws });
    const first = Object.keys(flaws)[0];
    if (first !== undefined) this.focus(first);
  }

  private change(patch: Partial<Intake>): void {
    const { intake } = this;
    if (intake) this.page.shown.change({ intake: { ...intake, ...patch } });
  }

  private focus(field: string): void {
    focusOn(`.case-intake [name=${field}]`);
  }
}
