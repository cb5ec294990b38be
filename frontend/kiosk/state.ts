// Everything the kiosk shows, as one value. What follows from it stands in offer.ts.

import type { Standing } from "../shared/feed";
import type { Text } from "../shared/language";
import type { PrintProblem } from "../shared/printer";
import { NOT_COMING, type Coming } from "./coming";
import type { Bundle, Hall, Service, ServiceList, Ticket } from "../shared/types";

export type Step =
  | "start" | "search" | "choice" | "register" | "principal" | "agency" | "cannot" | "help"
  | "scanned" | "check_in" | "review" | "thanks" | "issuing" | "ticket" | "refused";
export type Tab = "frequent" | "person" | "organisation" | "bundle" | "collect" | "department";
export type FieldName = "id_number" | "phone" | "name";

/** Pages that are only looked at: their countdown runs from the start, and nobody is warned. */
export function endsByItself(step: Step): boolean {
  return step === "ticket" || step === "thanks";
}

/** How asking stands; `problem` in the server's words. */
export interface Calling {
  readonly state: "none" | "sending" | "coming";
  readonly problem: string | null;
}

export const NOT_CALLING: Calling = { state: "none", problem: null };

/** What a refusal tells and offers; `again` when the same intention may be sent once more. */
export interface Refused {
  readonly sentence: string;
  readonly code: string;
  readonly again: boolean;
}

/** Somebody an agent queues for: their number (identity or credit code), and what for. */
export interface Principal {
  readonly kind: "person" | "organisation";
  readonly number: string;
  readonly problem: string | null;
  readonly services: readonly string[];
}

/** An identity card that was read and holds no ticket yet. It is forgotten with its visitor. */
export interface Card {
  readonly idNumber: string;
  readonly sixty: boolean;
  readonly message: Text;
}

export type ScanKind = "ticket" | "passed" | "return" | "person" | "other_day" | "other_hall" | "unknown";

/** Where a code under the scanner leads, in the server's words. */
export interface Scan {
  readonly kind: ScanKind;
  readonly message: Text;
  readonly ticket: Ticket | null;
  readonly requeues_left: number | null;
  readonly return_from: string | null;
  readonly services: readonly string[];
  readonly age_sixty: boolean | null;
  readonly id_number_ok: boolean | null;
  /** The message says how many are ahead: it came of checking in. */
  readonly aheadTold?: true;
}

/** How the slip stands; `none` at a kiosk without a printer, and where no slip was asked for. */
export type Printing = "none" | "printing" | "printed" | "failed";

export interface KioskState {
  readonly step: Step;
  readonly hall: Hall | null;
  readonly services: readonly Service[];
  readonly bundles: readonly Bundle[];
  readonly standing: Standing;
  readonly now: Date;
  readonly registered: boolean;

  readonly tab: Tab;
  readonly department: string | null;
  /** Choosing one more: for the ticket at hand, or with `agency` for the principal `at`. */
  readonly adding: boolean;
  readonly query: string;

  readonly chosen: readonly string[];
  readonly bundle: string | null;
  readonly needsHelp: boolean;
  readonly form: Readonly<Record<FieldName, string>>;
  readonly problems: Readonly<Partial<Record<FieldName, string>>>;
  readonly field: FieldName;
  readonly card: Card | null;

  /** For whom an agent queues; empty for everybody else. */
  readonly principals: readonly Principal[];
  readonly at: number;

  /** Asking for somebody to help. */
  readonly calling: Calling;

  /** Coming with an appointment. */
  readonly coming: Coming;

  readonly slow: boolean;
  readonly ticket: Ticket | null;
  readonly already: boolean;
  readonly printing: Printing;
  /** Why no slip came out, once `printing` is `failed`. */
  readonly printProblem: PrintProblem | null;
  readonly scan: Scan | null;
  readonly refused: Refused | null;
  /** Seconds until the page returns to the start by itself; null while nobody needs to know. */
  readonly leavingIn: number | null;
  /** What the kiosk does by itself, said on its first page. */
  readonly doing: "left" | "renewing" | null;
}

const EMPTY_FORM: Readonly<Record<FieldName, string>> = { id_number: "", phone: "", name: "" };

/** What a new visitor finds. */
export const FRESH = {
  step: "start" as Step,
  tab: "frequent" as Tab,
  department: null,
  adding: false,
  query: "",
  chosen: [],
  bundle: null,
  needsHelp: false,
  form: EMPTY_FORM,
  problems: {},
  field: "id_number" as FieldName,
  card: null,
  principals: [],
  at: 0,
  calling: NOT_CALLING,
  coming: NOT_COMING,
  slow: false,
  ticket: null,
  already: false,
  printing: "none" as Printing,
  printProblem: null,
  scan: null,
  refused: null,
  leavingIn: null,
  doing: null,
};

export function initial(registered: boolean): KioskState {
  const standing: Standing = { state: "connecting", since: null, problem: null };
  return { ...FRESH, hall: null, services: [], bundles: [], standing, now: new Date(), registered };
}

export function withList(list: ServiceList): Pick<KioskState, "services" | "bundles"> {
  return { services: list.items, bundles: list.bundles };
}
