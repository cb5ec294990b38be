// What the server says to staff: the JSON of the desk's and the manager's calls.

import type { Rating, Tag } from "../review/opinion";
import type { Text } from "../shared/language";
import type {
  Errand,
  Notice,
  Outcome,
  PublicWindow,
  Snapshot,
  Ticket,
  TicketState,
  Wait,
  WindowKind,
  WindowState,
} from "../shared/types";

export interface Session {
  readonly user: { readonly username: string; readonly name: string };
  readonly roles: readonly string[];
  readonly halls: readonly string[];
  /** What they are called, for whoever answers for several. */
  readonly hall_names?: Readonly<Record<string, Text>>;
  readonly csrf_token: string | null;
  /** Where this person is on duty. */
  readonly window?: { readonly id: string; readonly number: number; readonly hall: string } | null;
  /** Whether this person has set a PIN; with one an idle session locks after `lock_minutes`. */
  readonly pin: boolean;
  readonly locked: boolean;
  readonly lock_minutes: number | null;
}

/** For whom; numbers are masked by the server. */
export interface Principal {
  readonly kind: string;
  readonly name: string | null;
  readonly id_number: string | null;
  readonly phone: string | null;
  /** Services of this ticket that are for them. */
  readonly errands: readonly string[];
}

/** What was told before: a list of missing materials, the ground of a refusal, a note. */
export interface Note {
  readonly kind: "missing" | "ground" | "note";
  readonly service: string | null;
  readonly text: string | readonly string[];
  readonly by: string | null;
  readonly at: string;
  /** On which ticket it was told; `untold`: how many of the materials nobody had told of on an earlier visit. */
  readonly number?: string;
  readonly untold?: number | null;
}

/** A request for help (帮办代办) as those who help see it. */
export interface HelpRequest {
  readonly id: string;
  readonly number: string;
  readonly state: "requested" | "assigned" | "underway" | "done" | "withdrawn" | "unmet";
  readonly label: string;
  readonly source: "kiosk" | "phone" | "booking" | "desk" | "escalation" | "review";
  readonly venue: "here" | "home";
  readonly service_label: string | null;
  readonly requested_at: string;
  readonly due_at: string;
  readonly overdue: boolean;
  readonly aide: string | null;
  readonly ticket: { readonly id: string; readonly number: string; readonly state: string; readonly window: number | null } | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly has_address: boolean;
  readonly text: string | null;
  readonly escalation: string | null;
  readonly review: string | null;
  readonly steps: readonly { readonly step: string; readonly label: string; readonly at: string; readonly by: string | null; readonly text: string | null }[];
}

/** An errand with whom it is for: a place among the ticket's principals, and their name or number, masked. */
export interface StaffErrand extends Errand {
  readonly principal?: number | null;
  readonly person?: string | null;
}

export interface StaffTicket extends Ticket {
  readonly errands: readonly StaffErrand[];
  readonly category: string | null;
  /** False: its holder alone said so, where it was taken. Null where nothing tells; the board does not. */
  readonly category_confirmed?: boolean | null;
  readonly principals?: readonly Principal[];
  /** Whoever comes for the principals, masked. */
  readonly agent?: Pick<Principal, "name" | "phone"> | null;
  readonly materials?: readonly { readonly service: string; readonly materials: readonly Text[] }[];
  readonly first_contact?: string | null;
  readonly notes?: readonly Note[];
  readonly earlier_today?: readonly { readonly number: string; readonly state: TicketState }[];
  readonly returns_from?: string | null;
  /** Who walks with this visitor. */
  readonly accompanied_by?: string | null;
  readonly overtaken?: number;
  /** The number of the only window that may call it. */
  readonly bound?: number | null;
  /** Known from the board alone. */
  readonly started_at?: string | null;
}

export interface HeldTicket {
  readonly id: string;
  readonly number: string;
  readonly minutes: number;
}

export interface StaffWindow extends PublicWindow {
  readonly hall: string;
  readonly reason: string | null;
  readonly clerk: string | null;
  readonly ticket: StaffTicket | null;
  readonly held: readonly HeldTicket[];
  /** What I may take back here; not told by the board. */
  readonly undo?: Undoable | null;
}

/** Somebody who may take a window over; `window`: where they are on duty now. */
export interface Successor {
  readonly username: string;
  readonly name: string;
  readonly window: number | null;
}

/** The last action that can still be taken back. */
export interface Undoable {
  readonly ticket: string;
  readonly number: string;
  /** call, start, finish or no_show */
  readonly what: string;
  readonly until: string;
}

export interface QueueRow {
  readonly service: string;
  readonly name: Text;
  readonly waiting: number;
  readonly oldest_minutes: number | null;
  readonly wait: Wait | null;
  readonly open_windows: number;
  /** Numbers of the open windows that do it. */
  readonly windows: readonly number[];
}

/** One waiting ticket, in the order of calling; `service` is the first it can be called for. */
export interface WaitingRow {
  readonly id: string;
  readonly number: string;
  readonly service: string;
  readonly services: readonly string[];
  readonly effective_since: string;
  readonly issued_at: string;
  readonly state: TicketState;
  readonly ahead: number;
  readonly category: string | null;
  readonly needs_help: boolean;
  /** The number of the only window that calls it. */
  readonly bound: number | null;
}

export interface Alarm {
  /** None for a device's trouble, which ends by itself and is not acknowledged. */
  readonly id: string | null;
  readonly kind: string;
  readonly service: string | null;
  readonly window: number | null;
  readonly since: string | null;
  readonly text: Text;
  readonly acknowledged: { readonly by: string; readonly at: string } | null;
}

export interface Preset {
  readonly name: string;
  readonly windows: readonly Allocation[];
}

export interface Allocation {
  readonly window: string;
  readonly services?: readonly string[];
  readonly kind?: WindowKind;
  readonly state?: WindowState;
}

/** The ticket at a window as the board tells it: enough to show that it is there. The county, whose page needs none, is told no `id`. */
export interface BoardTicket {
  readonly id: string;
  readonly number: string;
  readonly state: TicketState;
  readonly called_at: string | null;
  readonly started_at: string | null;
  readonly minutes: number;
  readonly calls: number;
  readonly category: string | null;
  readonly needs_help: boolean;
}

export interface BoardWindow extends Omit<StaffWindow, "ticket" | "undo"> {
  readonly ticket: BoardTicket | null;
}

export interface Board extends Snapshot {
  readonly hall: string;
  readonly at: string;
  /** Closed for the rest of the day. */
  readonly closed: boolean;
  readonly windows: readonly BoardWindow[];
  readonly queues: readonly QueueRow[];
  readonly waiting: readonly WaitingRow[];
  readonly alarms: readonly Alarm[];
  readonly voice: { readonly available: boolean; readonly reason: Text | null };
  readonly presets: readonly Preset[];
  readonly notices: readonly Notice[];
}

export interface NextAnswer {
  readonly ticket: StaffTicket | null;
  readonly why: Text | null;
}

/** A review of one's own work: never who said it, nor their words. `appeal_until`: the last day, while one may appeal. */
export interface OwnReview {
  readonly id: string;
  readonly number: string;
  readonly day: string;
  readonly rating: Rating;
  readonly label: string;
  readonly tags: readonly Tag[];
  readonly appeal: "open" | "upheld" | "rejected" | null;
  readonly appeal_until: string | null;
}

export interface DayAnswer {
  readonly served: number;
  readonly mean_minutes: number | null;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly passed: number;
}

export interface ErrandResult {
  readonly service: string;
  readonly outcome: Outcome;
  readonly missing?: readonly string[];
  readonly note?: string;
}

export interface JournalEntry {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly ticket?: string | null;
  readonly window?: string | null;
  readonly user?: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface List<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Minutes that a board told, as many later as have gone by since: it is only told when something happens. */
export function minutesNow(minutes: number, board: Pick<Board, "at"> | null, now: number): number {
  const since = board ? Math.floor((now - Date.parse(board.at)) / 60_000) : 0;
  return minutes + Math.max(0, since);
}

export type { Errand };
