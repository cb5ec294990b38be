// A request for help as whoever asked follows it: how it stands, who comes, and taking it back.

import { newKey, Refusal, sentence, type Http } from "../shared/http";
import { language } from "../shared/language";
import { Latest } from "../shared/latest";
import type { Shown } from "../shared/page";
import type { Reach } from "../shared/reach";
import type { Hall } from "../shared/types";
import type { Help } from "./asking";

export interface AskedHelp extends Help {
  readonly hall: string;
  readonly label: string;
  readonly venue: "home" | "here";
  readonly service_label: string | null;
  readonly requested_at: string;
  readonly due_at: string;
}

export interface FollowState {
  readonly request: AskedHelp | null;
  readonly hall: Hall | null;
  readonly missing: boolean;
  /** The last attempt to read it found no server. */
  readonly unreachable: boolean;
  /** Whether it is really to be taken back is asked over the page. */
  readonly asking: boolean;
  readonly busy: boolean;
  readonly problem: string | null;
}

export const initial: FollowState = { request: null, hall: null, missing: false, unreachable: false, asking: false, busy: false, problem: null };

export class Following {
  private readonly reading = new Latest();
  private key = newKey();

  constructor(private readonly shown: Shown<FollowState>, private readonly http: Http, readonly reach: Reach, private readonly id: string) {}

  private get path(): string {
    return `/assistance/${encodeURIComponent(this.id)}`;
  }

  get zone(): string | undefined {
    return this.shown.state.hall?.timezone;
  }

  /** Reads the request, and once its hall; what is shown stays when the server cannot be reached. */
  async read(): Promise<void> {
    const isLatest = this.reading.begin();
    try {
      const request = await this.http.get<AskedHelp>(`${this.path}?lang=${language()}`);
      if (this.shown.state.hall === null) this.shown.change({ hall: await this.http.get<Hall>(`/halls/${encodeURIComponent(request.hall)}`) });
      this.reach.heard();
      if (isLatest()) this.shown.change({ request, missing: false, unreachable: false });
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) this.shown.change({ missing: true, request: null });
      else if (this.reach.failed(error)) this.shown.change({ unreachable: true });
    }
  }

  ask(asking: boolean): void {
    this.shown.change({ asking, problem: null });
  }

  async withdraw(): Promise<void> {
    if (this.shown.state.busy) return;
    this.shown.change({ busy: true, problem: null });
    try {
      const { body: request } = await this.http.act<AskedHelp>("POST", `${this.path}/withdraw`, {}, this.key);
      this.key = newKey();
      this.reading.forget();
      this.shown.change({ request, asking: false });
    } catch (error) {
      this.shown.change({ problem: sentence(error) });
      // It may stand otherwise than this page knew.
      if (!this.reach.failed(error)) void this.read();
    }
    this.shown.change({ busy: false });
  }
}
