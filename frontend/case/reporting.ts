// Reporting by phone: what was typed, and sending it once.

import { attachAll, sifted, type FilesTaken } from "../attaching/attaching";
import type { Told } from "../escalations/shapes";
import { caseWords } from "../generated/case";
import { focusOn } from "../shared/focus";
import { newKey, Refusal, sentence, type Http } from "../shared/http";
import { language, say } from "../shared/language";
import type { Shown } from "../shared/page";
import type { Reach } from "../shared/reach";
import { rememberReport } from "../shared/reported";
import type { Service, ServiceList } from "../shared/types";

export interface ReportDraft {
  readonly service: string;
  readonly description: string;
  readonly demand: string;
  readonly anonymous: boolean;
  readonly name: string;
  readonly phone: string;
}

export interface ReportState {
  readonly draft: ReportDraft;
  readonly services: readonly Service[];
  readonly busy: boolean;
  /** What is wrong, by field; and what was said of all of it. */
  readonly flaws: Readonly<Partial<Record<keyof ReportDraft, string>>>;
  readonly problem: string | null;
  /** Chosen, and sent once the report is registered. */
  readonly files: readonly File[];
  readonly sending: string | null;
  readonly refused: readonly string[];
  /** Registered, with files that were not taken. */
  readonly done: Told | null;
}

export const initial: ReportState = {
  draft: { service: "", description: "", demand: "", anonymous: false, name: "", phone: "" },
  services: [],
  busy: false,
  flaws: {},
  problem: null,
  files: [],
  sending: null,
  refused: [],
  done: null,
};

export const recordAddress = ({ id }: Told): string => `/e/${encodeURIComponent(id)}?lang=${language()}`;

export class Reporting {
  private key = newKey();

  constructor(
    private readonly shown: Shown<ReportState>,
    private readonly http: Http,
    readonly reach: Reach,
    private readonly hall: string,
    readonly ticket: string | null,
    readonly taken: FilesTaken,
  ) {}

  /** The services to choose from; without them the form can be sent all the same. */
  async start(): Promise<void> {
    if (this.ticket !== null) return;
    const list = await this.http.get<ServiceList>(`/halls/${encodeURIComponent(this.hall)}/services`).catch(() => null);
    if (list !== null) this.shown.change({ services: list.items });
  }

  write(patch: Partial<ReportDraft>): void {
    this.key = newKey();
    const { draft, flaws } = this.shown.state;
    const mended = Object.fromEntries(Object.keys(patch).map((name) => [name, undefined]));
    this.shown.change({ draft: { ...draft, ...patch }, flaws: { ...flaws, ...mended }, problem: null });
  }

  choose(chosen: readonly File[]): void {
    const { files } = this.shown.state;
    const { fit, refused } = sifted(chosen, this.taken, files.length);
    this.shown.change({ files: [...files, ...fit], refused });
  }

  takeOut(file: File): void {
    this.shown.change({ files: this.shown.state.files.filter((one) => one !== file), refused: [] });
  }

  async send(): Promise<void> {
    const { draft, busy } = this.shown.state;
    if (busy) return;
    const { anonymous, phone, description } = draft;
    if (description.trim() === "") return this.flawed({ description: say(caseWords.empty) });
    if (!anonymous && phone.trim() === "") return this.flawed({ phone: say(caseWords.report.phoneNeeded) });
    this.shown.change({ busy: true, flaws: {}, problem: null });
    try {
      const path = `/halls/${encodeURIComponent(this.hall)}/escalations`;
      const { body } = await this.http.act<Told>("POST", path, this.body(draft), this.key);
      await this.registered(body);
    } catch (error) {
      this.reach.failed(error);
      const named = error instanceof Refusal ? (error.problem.errors ?? []).filter(({ field }) => field in draft) : [];
      this.shown.change({ busy: false, problem: sentence(error) });
      if (named.length) this.flawed(Object.fromEntries(named.map(({ field, message }) => [field, message])));
    }
  }

  /** What the report came to: its own page, unless a file was not taken, which is said first. */
  private async registered(record: Told): Promise<void> {
    const { files } = this.shown.state;
    if (this.ticket !== null) rememberReport(this.ticket, record);
    const { refused } = await attachAll(this.http, record.id, files, (sending) => this.shown.change({ sending }));
    if (refused.length === 0) return location.replace(recordAddress(record));
    this.shown.change({ done: record, refused, sending: null, files: [], busy: false });
    focusOn("h1");
  }

  private body({ anonymous, name, phone, ...said }: ReportDraft): object {
    const texts = Object.entries({ ...said, ...(anonymous ? {} : { name, phone }) }).flatMap(([key, text]) => (text.trim() === "" ? [] : [[key, text.trim()]]));
    return { source: "online", ...Object.fromEntries(texts), ...(anonymous ? { anonymous } : {}), ...(this.ticket === null ? {} : { ticket: this.ticket }) };
  }

  private flawed(flaws: ReportState["flaws"]): void {
    this.shown.change({ flaws });
    focusOn("[aria-invalid=true]");
  }
}
