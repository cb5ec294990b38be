// What the reporter's page shows. Pure.

import type { Attachment, Line, Told } from "../escalations/shapes";
import type { Hall } from "../shared/types";

export interface CaseState {
  readonly record: Told | null;
  readonly hall: Hall | null;
  readonly missing: boolean;
  /** The last attempt to read it found no server. */
  readonly unreachable: boolean;
  readonly text: string;
  /** Whether it is really to be withdrawn is asked over the page. */
  readonly asking: boolean;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly added: boolean;
  /** The name of the file that is on its way, and what was wrong with those that were refused. */
  readonly sending: string | null;
  readonly refused: readonly string[];
  /** The photograph that is looked at over the page. */
  readonly looking: Attachment | null;
}

export const initial: CaseState = {
  record: null,
  hall: null,
  missing: false,
  unreachable: false,
  text: "",
  asking: false,
  busy: false,
  problem: null,
  added: false,
  sending: null,
  refused: [],
  looking: null,
};

export const isOpen = ({ state }: Told): boolean => state !== "archived" && state !== "withdrawn";

/** The question that the reporter has not answered yet. */
export function question({ log, paused }: Told): Line | null {
  return paused ? (log.filter((line) => line.step === "question").slice(-1)[0] ?? null) : null;
}
