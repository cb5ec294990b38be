/** What lies with a record and is opened on record: its photographs and PDFs, who reported, its papers in full. */

import { attachAll, sifted, type Attached, type FilesTaken } from "../attaching/attaching";
import { focusOn } from "../shared/focus";
import { newKey } from "../shared/http";
import { staffHttp } from "../staff/session";
import { words as staffWords } from "../staff/words";
import type { LedgerPage } from "./page";
import { isCase, type Attachment, type Permit, type Unmasked } from "./shapes";

export class Filing {
  constructor(private readonly page: LedgerPage, readonly taken: FilesTaken) {}

  // --- photographs and PDFs

  /** Shows a photograph in its place: fetched now, which is noted, and not before. */
  open({ id }: Attachment): void {
    const { opened } = this.page.state;
    this.page.shown.change({ opened: new Set([...opened, id]) });
  }

  /** Adds to the record that is open; what is wrong with a file is said, the others go on. */
  async attach(chosen: readonly File[]): Promise<void> {
    const { one } = this.page.state;
    if (one === null) return;
    const there = one.attachments.filter(({ part }) => part === "staff").length;
    const { fit, refused } = sifted(chosen, this.taken, there);
    const sent = await this.send(one.id, fit);
    const same = this.page.state.one?.id === one.id;
    this.page.shown.change({ refused: [...refused, ...sent.refused], ...(same && sent.record !== null && isCase(sent.record) ? { one: sent.record } : {}) });
  }

  /** Sends files to a record, telling which is on its way. */
  async send(escalation: string, files: readonly File[]): Promise<Attached> {
    this.page.shown.change({ refused: [] });
    const sent = await attachAll(staffHttp, escalation, files, (sending) => this.page.shown.change({ sending }));
    this.page.shown.change({ sending: null });
    return sent;
  }

  // --- who reported

  purposeOf(purpose: string | null): void {
    const begins = this.page.state.purpose === null;
    this.page.shown.change({ purpose });
    if (begins) this.focus("purpose");
  }

  async unmask(): Promise<void> {
    const { one, purpose } = this.page.state;
    if (one === null || !purpose?.trim()) return this.page.lack(staffWords.reasonNeeded);
    await this.page.send<Unmasked>("unmask", `/escalations/${one.id}/reporter`, { reason: purpose.trim() }, newKey(), (unmasked) => {
      if (this.page.state.one?.id === one.id) this.page.shown.change({ unmasked, purpose: null });
      return null;
    });
  }

  // --- papers in full

  permitFor(permitFor: string | null): void {
    const begins = this.page.state.permitFor === null;
    this.page.shown.change({ permitFor });
    if (begins) this.focus("permit");
  }

  async permit(): Promise<void> {
    const { one, permitFor } = this.page.state;
    if (one === null || !permitFor?.trim()) return this.page.lack(staffWords.reasonNeeded);
    await this.page.send<Permit>("permit", `/escalations/${one.id}/permit`, { reason: permitFor.trim() }, newKey(), (permit) => {
      if (this.page.state.one?.id === one.id) this.page.shown.change({ permit, permitFor: null });
      return null;
    });
  }

  private focus(name: string): void {
    focusOn(`[name=${name}]`);
  }
}
