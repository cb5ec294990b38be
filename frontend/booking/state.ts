// What the booking page shows. Pure.

import type { Hall, Service } from "../shared/types";
import { offerOf, UNPICKED, type Picking } from "./picking";
import { AT_HOME, type Appointment, type OwnField, type Slot } from "./types";

/** The four steps, in order. */
export const STEPS = ["service", "when", "who", "confirm"] as const;
export type Step = (typeof STEPS)[number];

export type Kind = "person" | "organisation";
export type WhoField = "id_number" | "credit_code" | "phone" | "name";
export type Field = WhoField | OwnField;

export type Form = Readonly<Record<Field, string>>;

/** Somebody an agent comes for. */
export interface Principal {
  readonly kind: Kind;
  readonly form: Readonly<Record<WhoField, string>>;
}

/** As many as one appointment holds by default; a hall that sets fewer says so itself. */
export const MOST_PRINCIPALS = 3;

/**
 * What the server said about what was sent. `next`: a free slot to take instead. `heldOn`: the day for which a place is
 * kept already and not confirmed; `held`: that place, where this phone has had it kept.
 */
export interface Refused {
  readonly sentence: string;
  readonly code: string;
  readonly next: Slot | null;
  readonly heldOn: string | null;
  readonly held: Appointment | null;
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
  /** Whom an agent books for; nobody when somebody books for themselves. The form above is the agent's then. */
  readonly principals: readonly Principal[];
  readonly needsHelp: boolean;
  /** Somebody else than whoever books is to be asked for and called before a visit at home. */
  readonly otherContact: boolean;
  /** By the name that the server has for a field: `phone`, `principals.1.id_number`. */
  readonly problems: Readonly<Partial<Record<string, string>>>;
  readonly refused: Refused | null;
  /** How often something was wrong with a field: each time the first of them has the focus. */
  readonly faults: number;
  readonly busy: boolean;
  /** Kept until it is confirmed. */
  readonly reserved: Appointment | null;
}

export const NOBODY: Principal["form"] = { id_number: "", credit_code: "", phone: "", name: "" };
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
  principals: [],
  needsHelp: false,
  otherContact: false,
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

/** Whom a visit asks for: unless it is somebody else, whoever fills it in, who said name and phone already. */
const CONTACT: Readonly<Partial<Record<OwnField, WhoField>>> = { contact_name: "name", contact_phone: "phone" };

/** Whether name and phone of whoever books are needed, to be called by before somebody comes. */
export const isContact = ({ picking, otherContact }: BookingState): boolean => picking.mode === AT_HOME && !otherContact;

/** The fields on the third step: who it is for or who comes for them, then what the mode asks for. */
export function fieldsOf(state: BookingState): { readonly who: readonly WhoField[]; readonly own: readonly OwnField[] } {
  // An agent is always a person, whoever it is for.
  const asked = offerOf(state.picking)?.fields ?? [];
  const own = isContact(state) ? asked.filter((field) => CONTACT[field] === undefined) : asked;
  return { who: whoFields(state.principals.length > 0 ? "person" : state.kind), own };
}

export const whoFields = (kind: Kind): readonly WhoField[] => [kind === "person" ? "id_number" : "credit_code", "phone", "name"];

/** What the server calls a field of the person at this place. */
export const nameOf = (field: WhoField, at: number): string => `principals.${at}.${field}`;

/** Every field that is shown, by those names. */
export function shownFields(state: BookingState): readonly string[] {
  const { who, own } = fieldsOf(state);
  return [...state.principals.flatMap(({ kind }, at) => whoFields(kind).map((field) => nameOf(field, at))), ...who, ...own];
}

/** What is sent: only fields that are shown and filled in. */
export function bodyOf(state: BookingState): Readonly<Record<string, unknown>> {
  const { who, own } = fieldsOf(state);
  const body: Record<string, unknown> = {
    service: state.picking.service,
    mode: state.picking.mode,
    slot: state.picking.slot?.id,
    reserve: true,
    needs_help: state.needsHelp && state.picking.mode !== AT_HOME,
  };
  for (const name of [...who, ...own]) {
    const text = state.form[name].trim();
    if (text !== "") body[name] = name === "materials" ? linesOf(text) : text;
  }
  if (isContact(state)) Object.assign(body, contactOf(state));
  if (state.principals.length > 0) body["principals"] = state.principals.map(filledIn);
  return body;
}

/** Name and phone of whoever books, as the contact of a visit. */
export function contactOf({ form }: BookingState): Partial<Record<OwnField, string>> {
  const filled = Object.entries(CONTACT).map(([field, own]) => [field, form[own].trim()]);
  return Object.fromEntries(filled.filter(([, text]) => text !== ""));
}

function filledIn({ kind, form }: Principal): object {
  return Object.fromEntries(whoFields(kind).map((field) => [field, form[field].trim()]).filter(([, text]) => text !== ""));
}

const linesOf = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter((line) => line !== "");

/**
 * The server's word on each field that is shown; `materials.3` is about the materials, and what is wrong with a contact
 * that is not asked for stands where it was taken from.
 */
export function problemsOf(errors: readonly { readonly field: string; readonly message: string }[], shown: readonly string[]): Partial<Record<string, string>> {
  const found: Partial<Record<string, string>> = {};
  for (const { field, message } of errors) {
    const own = CONTACT[field as OwnField];
    const name = shown.find((one) => one === field || field.startsWith(`${one}.`)) ?? shown.find((one) => one === own);
    if (name !== undefined) found[name] ??= message;
  }
  return found;
}
