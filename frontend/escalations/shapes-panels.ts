// The ledger's figures, what keeps coming back, and an import of orders, as their doors answer.

import type { Text } from "../shared/language";

export interface LedgerRate {
  readonly rate: string;
  readonly value: number | null;
  readonly number: number;
  readonly of: number;
  /** What lists the records of `number` and of `of`. */
  readonly counted: readonly [string, string];
  /** Records that it does not rest on yet: there is still time; and what lists them. */
  readonly not_due: number;
  readonly not_due_counted: string | null;
}

export interface LedgerLength {
  readonly length: string;
  readonly mean: number | null;
  readonly longest: number | null;
  readonly of: number;
  readonly counted: string;
}

export interface LedgerGroup {
  readonly key: string | null;
  readonly name: Text;
  readonly counts: Readonly<Record<string, number>>;
  readonly rates: readonly LedgerRate[];
  readonly lengths: readonly LedgerLength[];
}

export interface LedgerFigures {
  readonly first: string;
  readonly last: string;
  readonly by: string;
  readonly all: LedgerGroup;
  readonly items: readonly LedgerGroup[];
}

/** The same service, cause and department again; `since`: how many came in after something was last put right. */
export interface Repeated {
  readonly service: string | null;
  readonly service_label: Text | null;
  readonly cause: string | null;
  readonly cause_label: string | null;
  readonly department: string | null;
  readonly department_label: Text | null;
  readonly records: number;
  readonly open: number;
  readonly since: number;
  readonly first_on: string;
  readonly last_on: string;
  readonly numbers: readonly string[];
  readonly rectified: readonly { readonly number: string; readonly at: string | null; readonly text: string | null }[];
}

export interface RepeatedList {
  readonly first: string;
  readonly last: string;
  readonly items: readonly Repeated[];
}

export interface TakenList {
  readonly taken: number;
  readonly known: number;
  readonly items: readonly { readonly line: number; readonly order: string; readonly number: string; readonly known: boolean }[];
}
