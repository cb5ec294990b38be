// What a reporter does with a record: look, add words, take it back.

import { attachAll, sifted, type FilesTaken } from "../attaching/attaching";
import type { Attachment, Told } from "../escalations/shapes";
import { caseWords } from "../generated/case";
import { focusOn } from "../shared/focus";
import { newKey, Refusal, sentence, type Http } from "../shared/http";
import { say } from "../shared/language";
import { Latest } from "../shared/latest";
import type { Shown } from "../shared/page";
import type { Reach } from "../shared/reach";
import type { Hall } from "../shared/types";
import type { CaseState } from "./state";

const TOO_OFTEN = 429;

export class Follower {
  private readonly reading = new Latest();
  private key = newKey();

  constructor(private readonly shown: Shown<CaseState>, private readonly http: Http, readonly reach: Reach, private readonly id: string, readonly taken: FilesTaken) {}

  private get state(): CaseState {
    return this.shown.state;
  }

  private get path(): string {
    return `/escalations/${encodeURIComponent(this.id)}`;
  }

  get zone(): string {
    return this.state.hall?.timezone ?? "Asia/Shanghai";
  }

  /** Reads the record, and once its hall; what is shown stays when the server cannot be reached. */
  async read(): Promise<void> {
    const isLatest = this.reading.begin();
    try {
      const record = await this.http.get<Told>(this.path);
      if (this.state.hall === null) this.shown.change({ hall: await this.http.get<Hall>(`/halls/${encodeURIComponent(record.hall)}`) });
      this.reach.heard();
      if (isLatest()) this.shown.change({ record, missing: false, unreachable: false });
    } catch (error) {
      // Who has asked too often is told later; to any other no there is no record here for whoever looks.
      if (error instanceof Refusal && error.status < 500 && error.status !== TOO_OFTEN) this.shown.change({ missing: true, record: null });
      else if (this.reach.failed(error)) this.shown.change({ unreachable: true });
    }
  }

  write(text: string): void {
    this.key = newKey();
    this.shown.change({ text, problem: null, added: false });
  }

  async add(): Promise<void> {
    const text = this.state.text.trim();
    if (text === "") return this.shown.change({ problem: say(caseWords.empty) });
    if (await this.act("/notes", { text })) this.shown.change({ text: "", added: true });
  }

  /** Sends the chosen files; what is wrong with one is said, the others go on. */
  async attach(chosen: readonly File[]): Promise<void> {
    const there = this.state.record?.attachments.length ?? 0;
    const { fit, refused } = sifted(chosen, this.taken, there);
    this.shown.change({ refused: [], added: false });
    const sent = await attachAll(this.http, this.id, fit, (sending) => this.shown.change({ sending }));
    const record = sent.record ?? this.state.record;
    if (sent.record !== null) this.reading.forget();
    this.shown.change({ record, sending: null, refused: [...refused, ...sent.refused] });
    // It may stand otherwise than this page knew.
    if (sent.refused.length) void this.read();
  }

  look(looking: Attachment | null): void {
    const before = this.state.looking;
    this.shown.change({ looking });
    if (looking === null && before !== null) focusOn(`[data-file="${before.id}"] button`);
  }

  ask(asking: boolean): void {
    this.shown.change({ asking, problem: null });
  }

  async withdraw(): Promise<void> {
    await this.act("/withdraw", {});
    this.shown.change({ asking: false });
  }

  private async act(door: string, body: object): Promise<boolean> {
    if (this.state.busy) return false;
    this.shown.change({ busy: true, problem: null, added: false });
    try {
      const { body: record } = await this.http.act<Told>("POST", this.path + door, body, this.key);
      this.key = newKey();
      this.reach.heard();
      this.reading.forget();
      this.shown.change({ record });
      return true;
    } catch (error) {
      this.shown.change({ problem: sentence(error) });
      // It may stand otherwise than this page knew.
      if (!this.reach.failed(error)) void this.read();
      return false;
    } finally {
      this.shown.change({ busy: false });
    }
  }
}
