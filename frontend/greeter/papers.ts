// The table of paper numbers: what is typed in a row, what is wrong with it, and what is sent. Pure.

import { search } from "../shared/search";
import { remembered } from "../shared/page";
import type { Text } from "../shared/language";
import type { Bundle, Outcome, Service } from "../shared/types";
import { instantThere } from "../shared/zones";
import { words } from "./words";

export interface Row {
  readonly paper: string;
  readonly time: string;
  /** As typed: letters of one or several services. */
  readonly services: string;
  readonly category: string;
  readonly needsHelp: boolean;
  /** How it ended while the server was away; empty: still waiting. */
  readonly outcome: string;
  /** What an outcome has to say: missing materials, a ground. */
  readonly told: string;
}

export interface Sheet {
  readonly day: string;
  readonly rows: readonly Row[];
  /** The name of the intention to send these rows; a changed row makes a new one. */
  readonly key: string | null;
}

export type RowFlaws = Readonly<Record<string, Text | string>>;

export const BLANK: Row = { paper: "", time: "", services: "", category: "", needsHelp: false, outcome: "", told: "" };
export const MUST_TELL: readonly string[] = ["incomplete", "refused"];

export function isBlank(row: Row): boolean {
  return row.services.trim() === "" && row.outcome === "" && row.told === "" && row.category === "";
}

/** The row after this one: the next number, the same time. */
export function following(row: Row): Row {
  const digits = /^(\D*)(\d+)$/.exec(row.paper.trim());
  const paper = digits ? `${digits[1]}${String(Number(digits[2]) + 1).padStart(digits[2]?.length ?? 3, "0")}` : "";
  return { ...BLANK, paper, time: row.time };
}

/** What typed letters mean: each part the best match; `unknown` are those that match nothing. */
export function meant(
  typed: string,
  services: readonly Service[],
  bundles: readonly Bundle[],
): { services: Service[]; bundle: Bundle | null; unknown: string[] } {
  const parts = typed.split(/[\s,，、;；+]+/).filter((part) => part !== "");
  const found: Service[] = [];
  const unknown: string[] = [];
  let bundle: Bundle | null = null;
  for (const part of parts) {
    const match = search(part, services, bundles);
    const [service] = match.services;
    if (service) found.push(service);
    else if (match.bundles[0]) bundle = match.bundles[0];
    else unknown.push(part);
  }
  return { services: [...new Set(found)], bundle: found.length ? null : bundle, unknown };
}

/** "9:05", "0905" and "905" as "09:05"; null for what is no time. */
export function timeOf(typed: string): string | null {
  const parts = /^(\d{1,2})[:：.]?(\d{2})$/.exec(typed.trim());
  const [hour, minute] = [Number(parts?.[1] ?? 99), Number(parts?.[2] ?? 99)];
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}` : null;
}

/** What is wrong with a row before it is sent. */
export function flawsOf(row: Row, services: readonly Service[], bundles: readonly Bundle[]): RowFlaws {
  const { unknown, services: found, bundle } = meant(row.services, services, bundles);
  return {
    ...(row.paper.trim() === "" ? { paper: words.paperNeeded } : {}),
    ...(timeOf(row.time) === null ? { given_at: words.timeNeeded } : {}),
    ...(unknown.length ? { services: words.noSuchService(unknown.join(" ")) } : {}),
    ...(!unknown.length && !found.length && !bundle ? { services: words.serviceNeeded } : {}),
    ...(MUST_TELL.includes(row.outcome) && row.told.trim() === "" ? { "served.told": words.toldNeeded } : {}),
  };
}

/** One row as the server wants it. */
export function sent(row: Row, day: string, zone: string, services: readonly Service[], bundles: readonly Bundle[]): object {
  const { services: found, bundle } = meant(row.services, services, bundles);
  return {
    paper: row.paper.trim(),
    given_at: instantThere(zone, day, timeOf(row.time) ?? "00:00").toISOString(),
    ...(bundle ? { bundle: bundle.code } : { services: found.map((one) => one.code) }),
    ...(row.category ? { category: row.category } : {}),
    ...(row.needsHelp ? { needs_help: true } : {}),
    ...(row.outcome ? { served: served(row.outcome as Outcome, row.told) } : {}),
  };
}

function served(outcome: Outcome, told: string): object {
  const lines = told.split(/[;；\n]+/).map((line) => line.trim()).filter((line) => line !== "");
  if (outcome === "incomplete") return { outcome, missing: lines };
  return { outcome, ...(told.trim() ? { note: told.trim() } : {}) };
}

/** The server's complaints by row: `tickets.2.paper` is the third row's. */
export function complaints(errors: readonly { field: string; message: string }[]): Map<number, RowFlaws> {
  const found = new Map<number, RowFlaws>();
  for (const { field, message } of errors) {
    const [, at = "", name = ""] = /^tickets\.(\d+)\.(.+)$/.exec(field) ?? [];
    if (at === "") continue;
    const known = name === "served.missing" || name === "served.note" ? "served.told" : name;
    found.set(Number(at), { ...found.get(Number(at)), [known === "bundle" ? "services" : known]: message });
  }
  return found;
}

// Rows are kept on this device until they are entered: a lost connection, a reload or a flat battery loses none. There
// is nothing of any person in them.
export function keptSheet(hall: string): Sheet | null {
  try {
    return JSON.parse(remembered.get(`papers.${hall}`) ?? "null") as Sheet | null;
  } catch {
    return null;
  }
}

export function keepSheet(hall: string, sheet: Sheet): void {
  const rows = sheet.rows.some((row) => !isBlank(row) || row.paper !== "");
  remembered.set(`papers.${hall}`, rows ? JSON.stringify(sheet) : null);
}
