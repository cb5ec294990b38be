// Which record a red card's alarm is about: asked of the server, which tells it to whoever may read the record.

import { Refusal } from "../shared/http";
import type { Text } from "../shared/language";
import { staffHttp } from "../staff/session";
import type { Alarm } from "../staff/shapes";

export interface AlarmedRecord {
  readonly id: string;
  readonly number: string;
  readonly service_label: Text | null;
  readonly due_at: string | null;
}

/** By alarm; null for one that leads to no record whoever looks may read. */
export type AlarmedRecords = ReadonlyMap<string, AlarmedRecord | null>;

export class Records {
  private known: AlarmedRecords = new Map();
  private readonly asked = new Set<string>();

  constructor(private readonly changed: (records: AlarmedRecords) => void) {}

  /** Asks once about every red card that stands; what could not be asked is asked with the next board. */
  async follow(alarms: readonly Alarm[]): Promise<void> {
    for (const { id, kind } of alarms) {
      if (kind !== "red_card" || id === null || this.asked.has(id)) continue;
      this.asked.add(id);
      const record = await staffHttp.get<AlarmedRecord>(`/alarms/${id}/record`).catch((error: unknown) => (refused(error) ? null : undefined));
      if (record === undefined) this.asked.delete(id);
      else this.changed((this.known = new Map([...this.known, [id, record]])));
    }
  }
}

function refused(error: unknown): boolean {
  return error instanceof Refusal && (error.status === 404 || error.status === 403);
}
