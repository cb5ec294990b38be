// Help for the holder of one ticket: whether it was asked for, who comes, asking for it and taking it back.

import { newKey, sentence, Unreachable, type Http } from "../shared/http";
import { Latest } from "../shared/latest";

const AGAIN_MS = 9_000;

export interface Help {
  readonly id: string;
  readonly number: string;
  readonly state: "requested" | "assigned" | "underway" | "done" | "withdrawn" | "unmet";
  readonly open: boolean;
  /** The name of who helps. */
  readonly aide: string | null;
}

/** How a state looks; its word always stands beside. */
export const HELP_LOOKS: Readonly<Record<Help["state"], string>> = {
  requested: "state--wait",
  assigned: "state--wait",
  underway: "state--good",
  done: "state--good",
  withdrawn: "",
  unmet: "state--bad",
};

export interface TicketHelp {
  readonly assistance: Help | null;
  readonly may_ask: boolean;
}

export class AskingHelp {
  of: TicketHelp | null = null;
  sending = false;
  problem: string | null = null;
  private key = newKey();
  private readAt = 0;
  private readonly latest = new Latest();

  constructor(private readonly http: Http, private readonly ticket: string, private readonly changed: () => void) {}

  private get path(): string {
    return `/tickets/${encodeURIComponent(this.ticket)}/assistance`;
  }

  /** Sockets tell a phone of its ticket alone: while help is on its way, how that stands is asked now and then. */
  async look(): Promise<void> {
    if (this.of?.assistance?.open && !this.sending && Date.now() - this.readAt >= AGAIN_MS) await this.read();
  }

  /** How it stands; what could not be read is as it was. */
  async read(): Promise<void> {
    this.readAt = Date.now();
    const isLatest = this.latest.begin();
    const of = await this.http.get<TicketHelp>(this.path).catch(() => null);
    if (!isLatest()) return;
    this.of = of ?? this.of;
    this.changed();
  }

  ask(): Promise<void> {
    return this.send(this.path, {});
  }

  async withdraw(): Promise<void> {
    const id = this.of?.assistance?.id;
    if (id !== undefined) await this.send(`/assistance/${encodeURIComponent(id)}/withdraw`, {});
  }

  /** One press is one intention; pressed again after a lost answer it is the same. */
  private async send(path: string, body: object): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    this.problem = null;
    this.changed();
    try {
      await this.http.act<Help>("POST", path, body, this.key);
      this.key = newKey();
    } catch (error) {
      this.problem = sentence(error);
      if (!(error instanceof Unreachable)) this.key = newKey();
    }
    this.sending = false;
    await this.read();
  }
}
