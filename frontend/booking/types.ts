// What the server says of slots and appointments.

import type { Text } from "../shared/language";
import type { Named } from "../shared/types";

/** A way to be served; `fields` names what it asks for beside who it is for. */
export interface ModeOffer extends Named {
  readonly mode: string;
  readonly fields: readonly OwnField[];
}

export type OwnField = "address" | "contact_name" | "contact_phone" | "materials" | "jurisdiction";

export interface Slot {
  readonly id: string;
  readonly service: string;
  readonly mode: string;
  readonly start: string;
  readonly end: string;
  readonly capacity: number;
  readonly free: number;
}

export interface SlotList {
  readonly items: readonly Slot[];
  readonly next: string | null;
  readonly modes: readonly ModeOffer[];
  readonly official: boolean;
}

export type AppointmentState =
  | "reserved" | "confirmed" | "checked_in" | "cancelled" | "let_go" | "expired" | "no_show" | "excused" | "ended" | "visited" | "not_met";

/** Somebody an appointment is for, masked. */
export interface BookedPerson {
  readonly kind: "person" | "organisation";
  readonly agent: boolean;
  readonly name: string | null;
  readonly id_number: string | null;
  readonly phone: string | null;
}

export interface Appointment extends Named {
  readonly id: string;
  readonly code: string;
  readonly hall: string;
  readonly hall_name: Text;
  readonly state: AppointmentState;
  readonly state_name: Text;
  readonly service: string;
  readonly mode: string;
  readonly mode_name: Text;
  readonly slot: Pick<Slot, "id" | "start" | "end">;
  /** YYYY-MM-DD where the hall is. */
  readonly day: string;
  readonly places: number;
  readonly people: readonly BookedPerson[];
  readonly details: Readonly<Partial<Record<OwnField, string | readonly string[]>>>;
  readonly expires_at: string | null;
  readonly free_until: string;
  readonly check_in_from: string;
  readonly check_in_until: string;
  /** It was given up so late that it counts as missed. */
  readonly late: boolean;
  readonly ticket: string | null;
  readonly warning: Text | null;
  readonly materials: readonly Text[];
}

export const AT_HOME = "home_visit";
