// What each step asks to be written or chosen before it is taken, and what a record still owes before it is closed. Pure.

import type { Case, Departments, Step } from "./shapes";

export type FieldName =
  | "case_class" | "cause" | "text" | "reason" | "remedy" | "agrees" | "outcome" | "department" | "co_departments"
  | "days" | "satisfaction";

/** What is done from here: a step of the record, or words added to it. */
export type Deed = Step | "note";

export interface Asked {
  readonly name: FieldName;
  readonly needed: boolean;
}

const must = (...names: FieldName[]): Asked[] => names.map((name) => ({ name, needed: true }));
const may = (...names: FieldName[]): Asked[] => names.map((name) => ({ name, needed: false }));

const ASKED: Readonly<Record<Deed, readonly Asked[]>> = {
  accept: [...must("case_class", "cause"), ...may("text")],
  "out-of-scope": must("reason", "remedy"),
  confirm: [...must("agrees"), ...may("text")],
  "resolve-now": must("outcome", "text"),
  assign: [...must("department"), ...may("co_departments", "text")],
  sign: [],
  return: must("reason"),
  extend: must("days", "reason"),
  resolve: must("outcome", "text"),
  reply: must("text"),
  "call-back": [...must("satisfaction"), ...may("text")],
  unreachable: may("text"),
  rectify: must("text"),
  archive: may("reason"),
  reopen: must("reason"),
  withdraw: may("reason"),
  note: must("text"),
};

/** What a deed asks; without a rectification the archive wants a written reason. */
export function askedFor(deed: Deed, one: Case): readonly Asked[] {
  return deed === "archive" && one.state !== "rectified" ? must("reason") : ASKED[deed];
}

/** What was written and chosen so far, by field. */
export type Written = Readonly<Partial<Record<FieldName, string | readonly string[]>>>;

/** What stands in a form as it is begun: a record goes to its service's own department, unless that just sent it back. */
export function begunWith(deed: Deed, { state, staff }: Case, departments: Departments["items"]): Written {
  const own = departments.find(({ department, members }) => department === staff.department && members.length > 0);
  return deed === "assign" && own !== undefined && state !== "returned" ? { department: own.department } : {};
}

/** The first field that is needed and empty. */
export function lacking(deed: Deed, one: Case, written: Written): FieldName | null {
  return askedFor(deed, one).find(({ name, needed }) => needed && textOf(written[name]) === "")?.name ?? null;
}

/** The body of the deed's door: what was written, each in the shape the door takes. */
export function bodyOf(deed: Deed, one: Case, written: Written, asks: boolean): Record<string, unknown> {
  const body: Record<string, unknown> = deed === "note" ? { asks } : {};
  for (const { name } of askedFor(deed, one)) {
    const value = written[name];
    if (Array.isArray(value)) body[name] = value;
    else if (textOf(value) === "") continue;
    else if (name === "days") body[name] = Number(value);
    else if (name === "agrees") body[name] = value === "yes";
    else body[name] = textOf(value);
  }
  return body;
}

function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === "string" ? value.trim() : (value ?? []).join();
}

export const isOpen = ({ state }: Pick<Case, "state">): boolean => state !== "archived" && state !== "withdrawn";

/** What a member of staff may do here, as the server says; withdrawing is the reporter's. */
export function deedsOf(one: Case): readonly Deed[] {
  const steps = one.staff.may.filter((step) => step !== "withdraw");
  return isOpen(one) ? [...steps, "note"] : [];
}

export type Owed = "reply" | "call_back" | "rectification";

/** One condition of the archive: met, not asked of this record, or still missing. */
export interface Condition {
  readonly what: Owed;
  readonly standing: "met" | "not_asked" | "missing";
}

/** What stands between a record and the archive; a dissatisfied one must be reopened first. */
export function conditions(one: Case): readonly Condition[] {
  const replied = one.reply !== null;
  const called = one.satisfaction !== null && one.satisfaction !== "dissatisfied";
  const standing = (met: boolean, asked = true): Condition["standing"] => (met ? "met" : asked ? "missing" : "not_asked");
  return [
    { what: "reply", standing: standing(replied, !one.anonymous && one.satisfaction !== "unreachable") },
    { what: "call_back", standing: standing(called, !one.anonymous) },
    { what: "rectification", standing: standing(one.staff.rectification !== null) },
  ];
}

/** Tries to reach the reporter since the last answer, as the log tells. */
export function tries(one: Case): readonly string[] {
  const anew = new Set(["resolve-now", "resolve", "reply", "reopen"]);
  const since = one.log.reduce((last, line, at) => (anew.has(line.step) ? at : last), -1);
  return one.log.slice(since + 1).flatMap((line) => (line.step === "unreachable" ? [line.at] : []));
}
