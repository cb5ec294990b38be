// A ticket that the greeter is about to take for somebody. Pure.

import type { Bundle, Service } from "../shared/types";

/** Somebody whom errands are for; everything may stay empty. */
export interface Person {
  readonly number: string;
  readonly name: string;
  readonly phone: string;
  readonly services: readonly string[];
}

export interface Draft {
  readonly query: string;
  readonly people: readonly Person[];
  /** Whose services are being chosen. */
  readonly at: number;
  readonly bundle: string | null;
  readonly category: string;
  readonly needsHelp: boolean;
  readonly returnsFrom: string | null;
  /** The fields for name and numbers are open. */
  readonly details: boolean;
}

export const MOST_PEOPLE = 3;
const NOBODY: Person = { number: "", name: "", phone: "", services: [] };
export const EMPTY: Draft = {
  query: "",
  people: [NOBODY],
  at: 0,
  bundle: null,
  category: "",
  needsHelp: false,
  returnsFrom: null,
  details: false,
};

export function active(draft: Draft): Person {
  return draft.people[draft.at] ?? NOBODY;
}

export function edited(draft: Draft, patch: Partial<Person>): Draft {
  return { ...draft, people: draft.people.map((person, at) => (at === draft.at ? { ...person, ...patch } : person)) };
}

/** With one more service for the present person; a bundle goes. */
export function withService(draft: Draft, code: string): Draft {
  const services = active(draft).services.filter((one) => one !== code);
  return { ...edited(draft, { services: [...services, code] }), bundle: null, query: "" };
}

export function withoutService(draft: Draft, code: string): Draft {
  return edited(draft, { services: active(draft).services.filter((one) => one !== code) });
}

/** A bundle is a whole visit of its own: it takes the place of single services, and is for one person. */
export function withBundle(draft: Draft, code: string): Draft {
  const first = draft.people[0] ?? NOBODY;
  return { ...draft, people: [{ ...first, services: [] }], at: 0, bundle: code, query: "" };
}

export function withPerson(draft: Draft): Draft {
  if (draft.people.length >= MOST_PEOPLE) return draft;
  return { ...draft, people: [...draft.people, NOBODY], at: draft.people.length, bundle: null, details: true };
}

export function withoutPerson(draft: Draft, gone: number): Draft {
  if (draft.people.length === 1) return draft;
  const people = draft.people.filter((_, at) => at !== gone);
  return { ...draft, people, at: Math.min(draft.at, people.length - 1) };
}

export function isReady(draft: Draft): boolean {
  return draft.bundle !== null || draft.people.every((person) => person.services.length > 0);
}

/** Everything the ticket will be for, in order. */
export function services(draft: Draft, all: readonly Service[], bundles: readonly Bundle[]): Service[] {
  const bundle = bundles.find((one) => one.code === draft.bundle);
  const codes = bundle?.services ?? draft.people.flatMap((person) => person.services);
  return codes.flatMap((code) => all.find((one) => one.code === code) ?? []);
}

/** The body of `POST /halls/{hall}/tickets`. */
export function bodyOf(draft: Draft): object {
  const people = draft.people.map(({ number, name, phone, services }) => ({ ...owner({ number, name, phone }), services }));
  const [one] = people;
  return {
    channel: "desk",
    ...(draft.bundle ? { ...one, services: [], bundle: draft.bundle } : people.length > 1 ? { principals: people } : one),
    ...(draft.category ? { category: draft.category } : {}),
    ...(draft.needsHelp ? { needs_help: true } : {}),
    ...(draft.returnsFrom ? { returns_from: draft.returnsFrom } : {}),
  };
}

/** Under which name the server speaks of a field of the person at this place, when it refuses one. */
export function fieldNames(draft: Draft, at: number, field: "number" | "name" | "phone"): string[] {
  const names = field === "number" ? ["id_number", "credit_code"] : [field];
  return draft.people.length > 1 ? names.map((name) => `principals.${at}.${name}`) : names;
}

function owner({ number, name, phone }: Omit<Person, "services">): object {
  const plain = number.replace(/[\s-]/g, "");
  return {
    ...(plain === "" ? {} : isCompany(plain) ? { credit_code: plain } : { id_number: plain }),
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(phone.trim() ? { phone: phone.trim() } : {}),
  };
}

/** A credit code has letters among its first 17 characters (or begins with one that no identity number does). */
function isCompany(number: string): boolean {
  return number.length === 18 && !/^\d{17}[\dXx]$/.test(number);
}
