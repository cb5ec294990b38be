// What the booking page shows. Pure.

import type { Hall, Service } from "../shared/types";
import { offerOf, UNPICKED, type Picking } from "./picking";
import type { Appointment, OwnField, Slot } from "./types";

/** The four steps, in order. */
export const STEPS = ["service", "when", "who", "confirm"] as const;
export type Step = (typeof STEPS)[number];

export type Kind = "person" | "organisation";
export type WhoField = "id_number" | "credit_code" | "phone" | "name";
export type Field = WhoField | OwnField;

export type Form = Readonly<Record<Field, string>>;

/** What the server said about what was sent. `next`: a free slot to take instead. */
export interface Refused {
  readonly sentence: string;
  readonly code: string;
  readonly next: Slot | null;
}

export interface BookingState {
  readonly step: Step;
  readonly hall: Hall | null;
  readonly services: readonly Service[];
  /** The hall could not be read. */
  readonly problem: string | null;
  readonly query: string;
  readonly picking: Picking;
  readonly kind: Kind;
  readonly form: Form;
  readonly needsHelp: boolean;
  readonly problems: Readonly<Partial<Record<Field, string>>>;
  readonly refused: Refused | null;
  /** How often something was wrong with a field: each time the first of them has the focus. */
  readonly faults: number;
  readonly busy: boolean;
  /** Kept until it is confirmed. */
  readonly reserved: Appointment | null;
}

const EMPTY: Form = {
  id_number: "", credit_code: "", phone: "", name: "",
  address: "", contact_name: "", contact_phone: "", materials: "", jurisdiction: "",
};

export const initial: BookingState = {
  step: "service",
  hall: null,
  services: [],
  problem: null,
  query: "",
  picking: UNPICKED,
  kind: "person",
  form: EMPTY,
  needsHelp: false,
  problems: {},
  refused: null,
  faults: 0,
  busy: false,
  reserved: null,
};

export const bookable = ({ services }: BookingState): Service[] => services.filter((service) => service.bookable);

export function serviceOf({ services, picking }: BookingState): Service | null {
  return services.find((service) => service.code === picking.service) ?? null;
}

/** The fields on the third step: who it is for, then what the mode asks for. */
export function fieldsOf(state: BookingState): { readonly who: readonly WhoField[]; readonly own: readonly OwnField[] } {
  const number: WhoField = state.kind === "person" ? "id_number" : "credit_code";
  return { who: [number, "phone", "name"], own: offerOf(state.picking)?.fields ?? [] };
}

/** What is sent: only fields that are shown and filled in. */
export function bodyOf(state: BookingState): Readonly<Record<string, unknown>> {
  const { who, own } = fieldsOf(state);
  const body: Record<string, unknown> = {
    service: state.picking.service,
    mode: state.picking.mode,
    slot: state.picking.slot?.id,
    reserve: true,
    needs_help: state.needsHelp,
  };
  for (const name of [...who, ...own]) {
    const text = state.form[name].trim();
    if (text !== "") body[name] = name === "materials" ? linesOf(text) : text;
  }
  return body;
}

const linesOf = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter((line) => line !== "");

/** The server's word on each field that is shown; `materials.3` is about the materials. */
export function problemsOf(errors: readonly { readonly field: string; readonly message: string }[], shown: readonly Field[]): Partial<Record<Field, string>> {
  const found: Partial<Record<Field, string>> = {};
  for (const { field, message } of errors) {
    const name = shown.find((one) => one === field || field.startsWith(`${one}.`));
    if (name !== undefined) found[name] ??= message;
  }
  return found;
}
