// What somebody has just typed, where the server's answer shows it in part: it is to be checked. It goes with the tab.

import type { Appointment, BookedPerson, OwnField } from "./types";
import { offerOf } from "./picking";
import { contactOf, isContact, type BookingState, type WhoField } from "./state";

type Details = Appointment["details"];
const SHOWN_IN_PART: readonly OwnField[] = ["address", "contact_name", "contact_phone"];
const keyOf = (id: string): string => `hall.typed.${id}`;

/** The mode's own fields as they stand in the form, instead of those the answer masks. */
export function asTyped(state: BookingState, details: Details): Details {
  const asked = offerOf(state.picking)?.fields ?? [];
  const shown = SHOWN_IN_PART.filter((field) => field === "address" || !isContact(state));
  const typed = shown.filter((field) => asked.includes(field) && state.form[field].trim() !== "");
  const contact = isContact(state) ? contactOf(state) : {};
  return { ...details, ...contact, ...Object.fromEntries(typed.map((field) => [field, state.form[field].trim()])) };
}

/**
 * Everybody on the appointment as they stand in the forms: whoever fills them in first, then those it is for. An agent
 * who left nothing of their own is not on it.
 */
export function peopleAsTyped({ form, principals }: BookingState, people: readonly BookedPerson[]): BookedPerson[] {
  const theirs = principals.map((one) => one.form);
  const forms = theirs.length === 0 || people[0]?.agent ? [form, ...theirs] : theirs;
  return people.map((person, at) => {
    const whole = (said: string | null, field: WhoField): string | null => (said === null ? null : forms[at]?.[field].trim() || said);
    const number = person.kind === "organisation" ? "credit_code" : "id_number";
    return { ...person, name: whole(person.name, "name"), id_number: whole(person.id_number, number), phone: whole(person.phone, "phone") };
  });
}

/**
 * Kept for the appointment's own page, which opens in this tab. A contact who is on it anyhow is shown there as everybody
 * else is.
 */
export function keepTyped(id: string, state: BookingState): void {
  const { contact_name, contact_phone, ...details } = asTyped(state, {});
  if (!isContact(state)) Object.assign(details, { contact_name, contact_phone });
  try {
    sessionStorage.setItem(keyOf(id), JSON.stringify(details));
  } catch {
    // the page shows it in part then
  }
}

/** What was typed in this tab for the appointment, or what the answer says. */
export function typedFor({ id, details }: Appointment): Details {
  try {
    return { ...details, ...(JSON.parse(sessionStorage.getItem(keyOf(id)) ?? "{}") as Details) };
  } catch {
    return details;
  }
}
