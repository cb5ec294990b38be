// What somebody has just typed for a visit at home, where the server's answer shows it in part. It goes with the tab.

import type { Appointment, OwnField } from "./types";
import { offerOf } from "./picking";
import type { BookingState } from "./state";

type Details = Appointment["details"];
const SHOWN_IN_PART: readonly OwnField[] = ["address", "contact_name", "contact_phone"];
const keyOf = (id: string): string => `hall.typed.${id}`;

/** The mode's own fields as they stand in the form, instead of those the answer masks. */
export function asTyped(state: BookingState, details: Details): Details {
  const asked = offerOf(state.picking)?.fields ?? [];
  const typed = SHOWN_IN_PART.filter((field) => asked.includes(field) && state.form[field].trim() !== "");
  return { ...details, ...Object.fromEntries(typed.map((field) => [field, state.form[field].trim()])) };
}

/** Kept for the appointment's own page, which opens in this tab. */
export function keepTyped(id: string, details: Details): void {
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
