// Everything the pages of the ledger show, as one value, and what is asked of the server for it. Pure.

import type { Standing } from "../shared/feed";
import type { Service } from "../shared/types";
import type { Alarm, Session, StaffTicket } from "../staff/shapes";
import { CONNECTING, framed, type Framed } from "../staff/state";
import type { Case, Departments, Figure, Permit, Source, Summary, Unmasked } from "./shapes";
import type { LedgerFigures, RepeatedList, TakenList } from "./shapes-panels";
import type { Deed, Written } from "./steps";

/** What the list is narrowed to, by the names of its door; empty for any. */
export interface Filters {
  readonly state: string;
  readonly card: string;
  readonly due: string;
  readonly open: string;
  readonly reopened: string;
  /** Whether its reporter was, when called back last. */
  readonly dissatisfied: string;
  /** As a figure counts, of what was received on these days. */
  readonly counted: string;
  readonly from: string;
  readonly to: string;
  readonly department: string;
  readonly service: string;
  readonly cause: string;
  readonly source: string;
  readonly text: string;
}

export const ANY: Filters = {
  state: "",
  card: "",
  due: "",
  open: "",
  reopened: "",
  dissatisfied: "",
  counted: "",
  from: "",
  to: "",
  department: "",
  service: "",
  cause: "",
  source: "",
  text: "",
};

/** What a figure says of its rows; choosing another figure takes these away. */
export const STANDING = ["state", "card", "due", "open", "reopened", "dissatisfied", "counted", "from", "to"] as const;
/** By what a list and its figures are narrowed alike. */
const NARROWING = ["department", "service", "cause", "source"] as const;

/** The deed that is being written; `asks`: the words are a question to the reporter. */
export interface Doing {
  readonly deed: Deed;
  readonly written: Written;
  readonly asks: boolean;
}

/** A record being taken in: every field that a desk can say, as it was typed. */
export interface IntakeDraft {
  readonly source: Source;
  readonly anonymous: boolean;
  readonly name: string;
  readonly phone: string;
  readonly number: string;
  readonly agent_name: string;
  readonly agent_phone: string;
  readonly service: string;
  readonly window: string;
  readonly staff: string;
  readonly earlier_visits: string;
  readonly description: string;
  readonly demand: string;
  readonly hotline_order: string;
  /** The hall's own day and time, as the field holds it; empty for now. */
  readonly received_at: string;
}

/** `ticket`: the visit it comes from, whose people are known to the server and shown masked. */
export interface Intake {
  readonly draft: IntakeDraft;
  readonly ticket: StaffTicket | null;
  /** A ticket that is being looked up by its number. */
  readonly sought: string;
  /** Chosen, and sent once the record is registered. */
  readonly files: readonly File[];
  /** What the server or the page finds wrong, by field. */
  readonly flaws: Readonly<Partial<Record<keyof IntakeDraft, string>>>;
}

export type PanelName = "figures" | "repeated" | "import";
export const SPANS = [30, 90, 365] as const;
export const GROUPS = ["source", "department", "cause", "service"] as const;
export type By = (typeof GROUPS)[number];

export interface Panel {
  readonly name: PanelName;
  readonly days: (typeof SPANS)[number];
  readonly by: By;
  readonly figures: LedgerFigures | null;
  readonly repeated: RepeatedList | null;
  /** The file that was chosen last, and what is wrong with it or was taken in from it. */
  readonly file: string | null;
  readonly faults: readonly { readonly field: string; readonly message: string }[];
  readonly taken: TakenList | null;
}

export interface LedgerState extends Framed {
  readonly services: readonly Service[];
  readonly departments: Departments["items"];
  readonly filters: Filters;
  readonly figures: readonly Figure[];
  readonly items: readonly Summary[] | null;
  readonly next: number | null;
  readonly one: Case | null;
  readonly doing: Doing | null;
  /** Who reported, as they gave it; and the reason that is being written for it. */
  readonly unmasked: Unmasked | null;
  readonly purpose: string | null;
  /** Leave to print it in full; and the reason that is being written for it. */
  readonly permit: Permit | null;
  readonly permitFor: string | null;
  /** Photographs that were opened, the file that is on its way, and what was wrong with those that were refused. */
  readonly opened: ReadonlySet<string>;
  readonly sending: string | null;
  readonly refused: readonly string[];
  /** What stands in the place of list and record. */
  readonly panel: Panel | null;
  /** What is being taken in; null while the ledger is looked at. */
  readonly intake: Intake | null;
  /** The record whose link is shown to be handed over. */
  readonly receipt: Case | null;
  /** What the officer is called for, the newest in words for readers of the screen, and whether it is heard at all. */
  readonly calls: readonly Alarm[];
  readonly announced: string;
  readonly hearing: Standing;
}

/** The whole ledger for its desk, managers and the county; a department's own; a window's clerk only takes in. */
export type Part = "ledger" | "tray" | "intake";

export function partOf({ roles }: Pick<Session, "roles">): Part | null {
  if (roles.some((role) => role === "escalation" || role === "manager" || role === "county")) return "ledger";
  if (roles.includes("department")) return "tray";
  return roles.includes("clerk") || roles.includes("greeter") ? "intake" : null;
}

/** Whom windows call and red cards are told to, on this page; managers have their board. */
export function isCalled({ roles }: Pick<Session, "roles">): boolean {
  return roles.includes("escalation");
}

export function mayTakeIn({ roles }: Pick<Session, "roles">): boolean {
  return roles.some((role) => role === "escalation" || role === "manager" || role === "clerk" || role === "greeter");
}

/** Of a record that was just opened nothing is unmasked, permitted or looked at. */
export const UNOPENED: Pick<LedgerState, "unmasked" | "purpose" | "permit" | "permitFor" | "opened" | "refused"> = {
  unmasked: null,
  purpose: null,
  permit: null,
  permitFor: null,
  opened: new Set(),
  refused: [],
};

export function beginning(session: Session, code: string): LedgerState {
  return {
    ...framed(session, code),
    services: [],
    departments: [],
    filters: { ...ANY, open: "true" },
    figures: [],
    items: null,
    next: null,
    one: null,
    doing: null,
    ...UNOPENED,
    sending: null,
    panel: null,
    intake: null,
    receipt: null,
    calls: [],
    announced: "",
    hearing: CONNECTING,
  };
}

/** The list's query; what is not narrowed is left out. */
export function listQuery(filters: Filters, after: number | null): string {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ""));
  if (after !== null) query.set("after", String(after));
  return query.toString();
}

export function countsQuery(filters: Filters): string {
  return new URLSearchParams(NARROWING.flatMap((name) => (filters[name] === "" ? [] : [[name, filters[name]]]))).toString();
}

/** The filters that show what a figure counts, other narrowing kept. */
export function narrowedTo(filters: Filters, query: Readonly<Record<string, string>>): Filters {
  const cleared = Object.fromEntries(STANDING.map((name) => [name, ""]));
  return { ...filters, text: "", ...cleared, ...query };
}

/** Whether the list shows just what a figure counts. */
export function shows(filters: Filters, query: Readonly<Record<string, string>>): boolean {
  return filters.text === "" && STANDING.every((name) => filters[name] === (query[name] ?? ""));
}
