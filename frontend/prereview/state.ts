// Everything the page of materials shows, as one value, and what is asked of the server for it. Pure.

import type { Standing } from "../shared/feed";
import type { Text } from "../shared/language";
import type { Material, Materials } from "../shared/materials";
import type { Service } from "../shared/types";
import type { Session } from "../staff/shapes";
import { CONNECTING, framed, type Framed } from "../staff/state";

export type Verdict = "fine" | "incomplete" | "original";

/** An appointment as a line of the queue; its person is masked. */
export interface Summary {
  readonly appointment: string;
  readonly service: string;
  readonly service_name: Text;
  readonly starts_at: string;
  readonly person: string | null;
  readonly waiting: number;
  readonly answered: number;
  readonly asked: number;
  readonly due_at: string | null;
  readonly overdue: boolean;
}

export interface SummaryList {
  readonly items: readonly Summary[];
  readonly next: string | null;
}

/** What is being written about one material. */
export interface Draft {
  readonly material: number;
  readonly verdict: Verdict;
  readonly text: string;
}

export interface PrereviewState extends Framed {
  readonly services: readonly Service[];
  readonly show: "waiting" | "all";
  readonly service: string;
  readonly items: readonly Summary[] | null;
  readonly next: string | null;
  readonly one: Summary | null;
  readonly materials: Materials | null;
  /** The pictures that were opened: each opening is on record, so none is by itself. */
  readonly opened: ReadonlySet<string>;
  readonly draft: Draft | null;

  readonly standing: Standing;
}

export function beginning(session: Session, code: string): PrereviewState {
  return {
    ...framed(session, code),
    services: [],
    show: "waiting",
    service: "",
    items: null,
    next: null,
    one: null,
    materials: null,
    opened: new Set(),
    draft: null,
    standing: CONNECTING,
  };
}

export function listQuery({ show, service }: PrereviewState, after: string | null): string {
  const query = new URLSearchParams({ waiting: String(show === "waiting") });
  if (service !== "") query.set("service", service);
  if (after !== null) query.set("after", after);
  return query.toString();
}

/** What may be answered: for what nobody handed in, only that it is to be brought. */
export function verdictsFor({ state }: Material): readonly Verdict[] {
  return state === "asked" ? ["original"] : ["fine", "incomplete", "original"];
}

/** The lines of what is missing, blank ones left out. */
export function linesOf(text: string): readonly string[] {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}

export function answerBody({ verdict, text }: Draft): object {
  if (verdict === "incomplete") return { answer: verdict, missing: linesOf(text) };
  return { answer: verdict, ...(text.trim() === "" ? {} : { note: text.trim() }) };
}
