// What an appointment's page shows. Pure.

import { UNPICKED, type Picking } from "../booking/picking";
import type { Appointment, AppointmentState } from "../booking/types";
import type { Materials } from "../shared/materials";
import type { Hall } from "../shared/types";

/** What the page asks over itself. */
export type Asking = "cancel" | null;

export interface PageState {
  readonly appointment: Appointment | null;
  readonly hall: Hall | null;
  /** There is no such appointment. */
  readonly missing: boolean;
  /** The last attempt to read it found no server. */
  readonly unreachable: boolean;
  /** When the server last said what is shown. */
  readonly knownAt: Date | null;
  readonly asking: Asking;
  /** Another time is being chosen. */
  readonly changing: boolean;
  readonly picking: Picking;
  /** What is looked at before; null until it is known, and where there is nothing. */
  readonly materials: Materials | null;
  /** The file that is on its way. */
  readonly sending: { readonly material: number; readonly name: string } | null;
  /** Why a file was not taken. */
  readonly handingProblem: { readonly material: number; readonly text: string } | null;
  readonly busy: boolean;
  readonly problem: string | null;
  /** What was done last, said once. */
  readonly done: "changed" | null;
  readonly now: Date;
}

/** What this phone keeps for a time without network. */
export interface Known {
  readonly appointment: Appointment;
  readonly hall: Hall | null;
  readonly at: string;
}

export const initial: PageState = {
  appointment: null,
  hall: null,
  missing: false,
  unreachable: false,
  knownAt: null,
  asking: null,
  changing: false,
  picking: UNPICKED,
  materials: null,
  sending: null,
  handingProblem: null,
  busy: false,
  problem: null,
  done: null,
  now: new Date(),
};

const COMING: ReadonlySet<AppointmentState> = new Set(["reserved", "confirmed"]);

export const isComing = ({ state }: Appointment): boolean => COMING.has(state);

/** Before it begins it can be given up; afterwards whoever comes late still gets a ticket by it. */
export const canCancel = (appointment: Appointment, now: Date): boolean => isComing(appointment) && now < new Date(appointment.slot.start);

export const isFree = ({ free_until }: Appointment, now: Date): boolean => now <= new Date(free_until);

export const canChange = (appointment: Appointment, now: Date): boolean => appointment.state === "confirmed" && isFree(appointment, now);

/** From a phone it is checked in a while before its time, and until the day is over. */
export function canCheckIn({ state, check_in_from, day }: Appointment, now: Date, today: string): boolean {
  return state === "confirmed" && day === today && now >= new Date(check_in_from);
}
