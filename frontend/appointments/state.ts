// Everything the staff's page of appointments shows, as one value, and what is asked of the server for it. Pure.

import { UNPICKED, type Picking } from "../booking/picking";
import { AT_HOME, type Appointment, type AppointmentState, type OwnField } from "../booking/types";
import type { Standing } from "../shared/feed";
import type { Text } from "../shared/language";
import { idNumberIn } from "../shared/scanner";
import type { Ticket } from "../shared/types";
import type { Session, StaffTicket } from "../staff/shapes";
import { CONNECTING, framed, type Framed } from "../staff/state";
import type { WithForms } from "../staff/wire";

/** An appointment as staff see it; people still masked. */
export interface Booked extends Appointment {
  readonly channel: string;
  readonly needs_help: boolean;
  readonly cause: string | null;
}

/** What somebody is looked for by: one of these. */
export type Asked = Readonly<Partial<Record<"code" | "id_number" | "credit_code" | "phone", string>>>;

export interface Found {
  readonly items: readonly Booked[];
  /** Other halls where the same person is expected. */
  readonly elsewhere: readonly Text[];
}

/** How often somebody missed appointments, and from which day on booking is open to them again. */
export interface Misses {
  readonly misses: number;
  readonly limit: number;
  readonly free_on: string | null;
}

export type CheckedIn = StaffTicket & { readonly message: Text; readonly arrival: string };

/** What is being done with the open appointment. */
export type Panel = "change" | "cancel" | "excuse" | "not_met";

export type Side = "day" | "book";
export const SHOWS = ["all", "coming", AT_HOME] as const;
export type Show = (typeof SHOWS)[number];

export interface AppointmentsState extends Framed, WithForms {
  readonly side: Side;
  /** YYYY-MM-DD; empty for the hall's today. */
  readonly day: string;
  readonly show: Show;
  readonly items: readonly Booked[] | null;
  readonly query: string;
  readonly found: Found | null;
  /** By what they were found: for how somebody stands, and gone with the next look. */
  readonly asked: Asked | null;
  readonly misses: Misses | null;
  readonly one: Booked | null;
  readonly unmasked: Appointment["details"] | null;
  readonly ticket: CheckedIn | null;
  /** The ticket that the open one became at some time. */
  readonly became: Ticket | null;
  readonly panel: Panel | null;
  readonly reason: string;
  readonly picking: Picking;
  readonly standing: Standing;
  readonly now: Date;
}

export function beginning(session: Session, code: string): AppointmentsState {
  return {
    ...framed(session, code),
    side: "day",
    day: "",
    show: "all",
    items: null,
    query: "",
    found: null,
    asked: null,
    misses: null,
    one: null,
    unmasked: null,
    ticket: null,
    became: null,
    panel: null,
    reason: "",
    picking: UNPICKED,
    standing: CONNECTING,
    now: new Date(),
    flaw: null,
  };
}

const PHONE = /^1\d{10}$/;
const CREDIT_CODE = /^[0-9A-Z]{18}$/;

/** What was typed or scanned, as the server is asked for it; null for what can be nothing of the kind. */
export function askedWith(typed: string): Asked | null {
  const card = idNumberIn(typed);
  if (card !== null) return { id_number: card };
  const plain = typed.replace(/[\s-]/g, "").toUpperCase();
  if (PHONE.test(plain)) return { phone: plain };
  if (CREDIT_CODE.test(plain)) return { credit_code: plain };
  return typed.trim() === "" ? null : { code: typed.trim() };
}

export function listed({ items, found, show }: AppointmentsState): readonly Booked[] | null {
  if (found !== null) return found.items;
  if (items === null || show === "all") return items;
  return items.filter(({ state, mode }) => (show === AT_HOME ? mode === AT_HOME : state === "confirmed"));
}

/**
 * A day in figures: `total` is what its channels come to, `unconfirmed` is in it. Beside it `cancelled`, and `expired`,
 * those whose place was let go before anybody confirmed it.
 */
export interface Counted {
  readonly total: number;
  readonly channels: readonly (readonly [string, number])[];
  readonly unconfirmed: number;
  readonly cancelled: number;
  readonly expired: number;
}

/** A place that was kept for somebody and never became an appointment: nobody cancelled one. */
const neverConfirmed = ({ state }: Booked): boolean => state === "let_go" || state === "expired";

export function counted(items: readonly Booked[]): Counted {
  const having = (wanted: AppointmentState): number => items.filter(({ state }) => state === wanted).length;
  const standing = items.filter((one) => one.state !== "cancelled" && !neverConfirmed(one));
  const channels = new Map<string, number>();
  for (const { channel } of standing) channels.set(channel, (channels.get(channel) ?? 0) + 1);
  return { total: standing.length, channels: [...channels], unconfirmed: having("reserved"), cancelled: having("cancelled"), expired: items.filter(neverConfirmed).length };
}

export const isVisit = ({ mode }: Booked): boolean => mode === AT_HOME;

export const canCheckIn = ({ state, mode, day }: Booked, today: string): boolean => state === "confirmed" && mode !== AT_HOME && day === today;

export const canMove = ({ state }: Booked): boolean => state === "confirmed";

export const canCancel = ({ state, slot }: Booked, now: Date): boolean =>
  (state === "confirmed" || state === "reserved") && now < new Date(slot.start);

/** It counts as missed, and a manager may say that the hall was to blame. */
export const countsAsMissed = ({ state, late }: Booked): boolean => state === "no_show" || (state === "cancelled" && late);

const TO_RECORD: ReadonlySet<AppointmentState> = new Set(["confirmed", "ended", "visited", "not_met"]);

export const canRecord = (one: Booked, today: string): boolean => isVisit(one) && TO_RECORD.has(one.state) && one.day <= today;

export const hidden = ({ details }: Booked): boolean => (Object.keys(details) as OwnField[]).some((field) => field === "address");
