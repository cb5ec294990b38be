// Whom a booking is for, as it is being filled in: whoever books, and those an agent comes for. Pure.

import { MOST_PRINCIPALS, NOBODY, serviceOf, type BookingState, type Kind, type Principal, type WhoField } from "./state";
import type { Appointment } from "./types";

const OF_PRINCIPAL = /^principals\.(\d+)\.(\w+)$/;

/** With one more of them, of the kind that the service is for, up to the most. */
export function withPrincipal(state: BookingState): readonly Principal[] {
  const { principals } = state;
  if (principals.length >= MOST_PRINCIPALS) return principals;
  const audience = serviceOf(state)?.audience ?? [];
  const kind: Kind = audience.length === 1 && audience[0] === "organisation" ? "organisation" : "person";
  return [...principals, { kind, form: NOBODY }];
}

/** So many of them; whoever books for one alone, and has named nobody, books for themselves. */
export function withParty(state: BookingState, party: number): readonly Principal[] {
  let { principals } = state;
  if (party === 1 && principals.every(({ form }) => Object.values(form).every((text) => text === ""))) return [];
  while (principals.length < party) principals = withPrincipal({ ...state, principals });
  return principals.slice(0, party);
}

/** What is known of whom a kept place is for, once the page was loaded anew: how many, of which kind, with what papers. */
export function comeBackWith(state: BookingState, { people, details }: Appointment): Partial<BookingState> {
  const theirs = people.filter(({ agent }) => !agent);
  const byAgent = theirs.length > 1 || people.length > theirs.length;
  const { materials } = details;
  return {
    kind: byAgent ? "person" : (theirs[0]?.kind ?? "person"),
    principals: byAgent ? theirs.map(({ kind }) => ({ kind, form: NOBODY })) : [],
    form: Array.isArray(materials) ? { ...state.form, materials: materials.join("\n") } : state.form,
  };
}

/** What the server said about places is no longer true of those behind. */
export function withoutPrincipal(state: BookingState, gone: number): Partial<BookingState> {
  return { principals: state.principals.filter((_each, at) => at !== gone), problems: {} };
}

export function withKind(state: BookingState, kind: Kind, at: number | null): Partial<BookingState> {
  if (at === null) return { kind, problems: {} };
  return { principals: changed(state, at, (one) => ({ ...one, kind })), problems: {} };
}

export function withField(state: BookingState, field: string, text: string): Partial<BookingState> {
  const problems = { ...state.problems, [field]: undefined };
  const named = OF_PRINCIPAL.exec(field);
  if (named === null) return { form: { ...state.form, [field]: text }, problems };
  const own = named[2] as WhoField;
  return { principals: changed(state, Number(named[1]), (one) => ({ ...one, form: { ...one.form, [own]: text } })), problems };
}

function changed({ principals }: BookingState, at: number, change: (one: Principal) => Principal): readonly Principal[] {
  return principals.map((one, place) => (place === at ? change(one) : one));
}
