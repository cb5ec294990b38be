// Everything the page shows, as one value, and what is asked of the server for it. Pure.

import type { Standing } from "../shared/feed";
import type { Text } from "../shared/language";
import type { Session } from "../staff/shapes";
import { CONNECTING, framed, type Framed } from "../staff/state";
import type { Figures, Part, Rows } from "./shapes";

export type Preset = "today" | "week" | "month" | "thirty" | "own";

/** Days of the hall, both included. */
export interface Period {
  readonly preset: Preset;
  readonly from: string;
  readonly to: string;
}

/** Which rows are shown: those that a figure counts, of one group or of all, narrowed further where the figure is. */
export interface Chosen {
  readonly counted: string;
  readonly group: { readonly key: string; readonly name: Text } | null;
  readonly also: Readonly<Record<string, string>>;
  /** One request, by its number: of whatever day. */
  readonly number?: string;
}

export interface CountsState extends Framed {
  readonly part: Part;
  readonly period: Period;
  readonly by: string;
  readonly figures: Figures | null;
  readonly chosen: Chosen;
  readonly rows: Rows | null;
  /** Where the rows go on. */
  readonly next: number | null;
  readonly standing: Standing;
}

/** The doors of each part, the first figure, and what its figures may be divided by. */
export const PARTS: Readonly<Record<Part, { readonly path: string; readonly first: string; readonly by: readonly string[] }>> = {
  help: { path: "assistance", first: "requested", by: ["source", "venue", "service", "aide"] },
  notices: { path: "one-time-notices", first: "told", by: ["service", "department", "window", "person"] },
};

export function everything(part: Part): Chosen {
  return { counted: PARTS[part].first, group: null, also: {} };
}

export function beginning(session: Session, code: string, part: Part, period: Period): CountsState {
  return {
    ...framed(session, code),
    part,
    period,
    by: PARTS[part].by[0] ?? "",
    figures: null,
    chosen: everything(part),
    rows: null,
    next: null,
    standing: CONNECTING,
  };
}

/** The days of a preset, as the hall's day is `today`; a week begins on Monday. */
export function periodOf(preset: Exclude<Preset, "own">, today: string): Period {
  const day = new Date(`${today}T00:00:00Z`);
  const back = { today: 0, week: (day.getUTCDay() + 6) % 7, month: day.getUTCDate() - 1, thirty: 29 }[preset];
  const from = new Date(day.getTime() - back * 86_400_000).toISOString().slice(0, 10);
  return { preset, from, to: today };
}

export function figuresQuery({ period, by }: CountsState): string {
  return new URLSearchParams({ from: period.from, to: period.to, by }).toString();
}

export function rowsQuery({ period, by, chosen }: CountsState, after: number | null): string {
  if (chosen.number !== undefined) return new URLSearchParams({ number: chosen.number }).toString();
  const group: Record<string, string> = chosen.group === null ? {} : { [by]: chosen.group.key };
  const query = new URLSearchParams({ from: period.from, to: period.to, counted: chosen.counted, ...chosen.also, ...group });
  if (after !== null) query.set("after", String(after));
  return query.toString();
}

/** Who helps may read who asked as well, everybody else the numbers alone. */
export function mayList({ roles }: Session, part: Part): boolean {
  return part === "notices" || roles.includes("manager");
}
