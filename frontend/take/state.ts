// What the page that takes a ticket shows. Pure.

import type { Unplaced } from "../shared/place";
import type { Hall, Service } from "../shared/types";

/**
 *   service  for what
 *   where    how the hall knows that its visitor is near, or will be there soon
 *   taking   by the code at the door, with nothing left to choose
 */
export const STEPS = ["service", "where", "taking"] as const;
export type Step = (typeof STEPS)[number];

export type Field = "id_number" | "phone";
export const FIELDS: readonly Field[] = ["id_number", "phone"];

/** Why there is no ticket. `instead`: what else can be done. */
export interface Refused {
  readonly sentence: string;
  readonly code: string;
  readonly instead: readonly string[];
}

export interface TakeState {
  readonly step: Step;
  readonly hall: Hall | null;
  readonly services: readonly Service[];
  /** The hall could not be read. */
  readonly problem: string | null;
  readonly query: string;
  readonly service: string | null;
  readonly form: Readonly<Record<Field, string>>;
  readonly needsHelp: boolean;
  readonly minutes: number | null;
  readonly problems: Readonly<Partial<Record<Field, string>>>;
  readonly faults: number;
  readonly unplaced: Unplaced | null;
  readonly refused: Refused | null;
  readonly busy: boolean;
}

export const initial: TakeState = {
  step: "service",
  hall: null,
  services: [],
  problem: null,
  query: "",
  service: null,
  form: { id_number: "", phone: "" },
  needsHelp: false,
  minutes: null,
  problems: {},
  faults: 0,
  unplaced: null,
  refused: null,
  busy: false,
};

export function serviceOf({ services, service }: TakeState): Service | null {
  return services.find(({ code }) => code === service) ?? null;
}

/** What is sent beside how the hall knows where one is: only what was filled in. */
export function bodyOf({ service, form, needsHelp }: TakeState): Readonly<Record<string, unknown>> {
  const filled = FIELDS.filter((field) => form[field].trim() !== "").map((field) => [field, form[field].trim()] as const);
  return { services: [service], needs_help: needsHelp, ...Object.fromEntries(filled) };
}

/** With so few ahead a turn is near, as the hall has it. */
const NEAR = 3;

/** Whether somebody who needs so long may well be called before they come. */
export function calledBefore({ ahead, wait }: Pick<Service, "ahead" | "wait">, minutes: number): boolean {
  return wait ? wait.p50_minutes < minutes : ahead <= NEAR && minutes > 0;
}

const CHOICES = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180];

/** How soon one may say to be there: round numbers up to the hall's own limit, and that. */
export function leadChoices(limit: number): number[] {
  return [...CHOICES.filter((minutes) => minutes < limit), limit];
}
