// What the server says to staff: the JSON of the desk's and the manager's calls.

import type { Text } from "../shared/language";
import type { Errand, Named, Notice, Outcome, Snapshot, Ticket, TicketState, Wait, WindowKind, WindowState } from "../shared/types";

export interface Session {
  readonly user: { readonly username: string; readonly name: string };
  readonly roles: readonly string[];
  readonly halls: readonly string[];
  readonly csrf_token: string | null;
  /** Where this person is on duty. */
  readonly window?: { readonly id: string; readonly number: number; readonly hall: string } | null;
}

/** For whom; numbers are masked by the server. */
export interface Principal {
  readonly kind: string;
  readonly name: string | null;
  readonly id_number: string | null;
  readonly phone: string | null;
}

/** What was told before: a list of missing materials, the ground of a refusal, a note. */
export interface Note {
  readonly kind: "missing" | "ground" | "note";
  readonly service: string | null;
  readonly text: string | readonly string[];
  readonly by: string | null;
  readonly at: string;
}

export interface StaffTicket extends Ticket {
  readonly category: string | null;
  readonly principals?: readonly Principal[];
  readonly materials?: readonly { readonly service: string; readonly materials: readonly Text[] }[];
  readonly first_contact?: string | null;
  readonly notes?: readonly Note[];
  readonly earlier_today?: readonly { readonly number: string; readonly state: TicketState }[];
  readonly returns_from?: string | null;
  readonly overtaken?: number;
  readonly started_at?: string | null;
  /** Instants from which the next recall and the no-show are allowed; null when there will be none. */
  readonly recall_from?: string | null;
  readonly no_show_from?: string | null;
}

export interface HeldTicket {
  readonly id: string;
  readonly number: string;
  readonly minutes: number;
}

export interface StaffWindow extends Named {
  readonly id: string;
  readonly hall: string;
  readonly number: number;
  readonly kind: WindowKind;
  readonly zone: string | null;
  readonly services: readonly string[];
  readonly sessions: readonly string[];
  readonly state: WindowState;
  readonly paused_until: string | null;
  readonly reason: string | null;
  readonly clerk: string | null;
  readonly ticket: StaffTicket | null;
  readonly held: readonly HeldTicket[];
  /** The last action here that can still be taken back. */
  readonly undo?: Undoable | null;
}

export interface Undoable {
  readonly ticket: string;
  readonly number: string;
  readonly action: string;
  readonly until: string;
}

export interface QueueRow {
  readonly service: string;
  readonly waiting: number;
  readonly oldest_minutes: number | null;
  readonly wait: Wait | null;
  readonly open_windows: number;
}

export interface WaitingRow {
  readonly id?: string;
  readonly number: string;
  readonly service: string;
  readonly services?: readonly string[];
  readonly effective_since: string;
  readonly state: TicketState;
}

export interface Alarm {
  readonly kind: string;
  readonly service: string | null;
  readonly window: number | string | null;
  readonly since: string;
  readonly text: Text;
}

export interface Preset {
  readonly id?: string;
  readonly name: string;
  readonly windows: readonly Allocation[];
}

export interface Allocation {
  readonly window: string;
  readonly services?: readonly string[];
  readonly kind?: WindowKind;
  readonly state?: WindowState;
}

export interface Board extends Snapshot {
  readonly hall: string;
  readonly at: string;
  readonly windows: readonly StaffWindow[];
  readonly queues: readonly QueueRow[];
  readonly waiting: readonly WaitingRow[];
  readonly alarms: readonly Alarm[];
  readonly voice?: { readonly available: boolean; readonly reason: Text | string | null };
  readonly presets?: readonly Preset[];
  readonly notices?: readonly Notice[];
}

export interface NextAnswer {
  readonly ticket: StaffTicket | null;
  readonly why: Text | null;
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

export type { Errand };
