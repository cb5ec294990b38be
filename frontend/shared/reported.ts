// Which record this phone made of a ticket: its id is the right to it, and nobody who merely holds the ticket is told it.

import { remembered } from "./page";

interface Made {
  readonly id: string;
  readonly number: string;
}

const drawer = (ticket: string): string => `reported.${ticket}`;

export function rememberReport(ticket: string, { id, number }: Made): void {
  remembered.set(drawer(ticket), JSON.stringify({ id, number }));
}

/** The id of the record of this number, if this phone made it; another that it made of the ticket is over, and forgotten. */
export function reportMade(ticket: string, number: string | null): string | null {
  const made = JSON.parse(remembered.get(drawer(ticket)) ?? "null") as Made | null;
  if (made === null || made.number === number) return made?.id ?? null;
  remembered.set(drawer(ticket), null);
  return null;
}
