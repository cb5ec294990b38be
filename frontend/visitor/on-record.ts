// Whether what this ticket did not get done is on record already, as the server tells, and whether this phone reported it.

import type { Http } from "../shared/http";
import { reportMade } from "../shared/reported";

/** `number` null: nothing is on record, and it may be reported; `id` null: somebody else did, or another phone. */
export interface Reported {
  readonly number: string | null;
  readonly id: string | null;
}

export class OnRecord {
  /** Null while it is not known. */
  state: Reported | null = null;

  constructor(private readonly http: Http, private readonly ticket: string, private readonly changed: () => void) {}

  /** What could not be read leaves the way to report open: the form is told the same when it is sent. */
  async read(): Promise<void> {
    const path = `/tickets/${encodeURIComponent(this.ticket)}/escalation`;
    const told = await this.http.get<{ number: string | null }>(path).catch(() => null);
    const number = told?.number ?? null;
    this.state = { number, id: told === null ? null : reportMade(this.ticket, number) };
    this.changed();
  }
}
