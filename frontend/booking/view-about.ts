// What an appointment is about, line by line: what, when, where, for whom, and what was told beside.

import { html, nothing, type TemplateResult } from "lit";

import { bookingWords } from "../generated/booking";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Hall } from "../shared/types";
import { AT_HOME, type Appointment, type BookedPerson, type OwnField } from "./types";
import { slotWords } from "./words";

const OWN: Readonly<Record<OwnField, Text>> = {
  address: bookingWords.address,
  contact_name: bookingWords.contactName,
  contact_phone: bookingWords.contactPhone,
  materials: bookingWords.materialsRow,
  jurisdiction: bookingWords.jurisdiction,
};

const CONTACT: readonly OwnField[] = ["contact_name", "contact_phone"];

/** Whether whom a visit asks for is told already, as one of those who are on the appointment. */
function onIt({ people, details }: Appointment): boolean {
  return people.some(({ name, phone }) => name !== null && name === details.contact_name && phone === details.contact_phone);
}

/** `without`: fields of the mode's own that stand elsewhere on the page. */
export function aboutRows(appointment: Appointment, hall: Hall | null, without: readonly OwnField[] = []): TemplateResult {
  const { name, mode, mode_name, slot, people, details } = appointment;
  const told: readonly string[] = [...without, ...(mode === AT_HOME ? ["address"] : []), ...(onIt(appointment) ? CONTACT : [])];
  const own = Object.entries(details).filter(([field]) => !told.includes(field));
  return html`<dl class="about">
    ${row(bookingWords.what, say(name))} ${row(bookingWords.mode, say(mode_name))}
    ${row(bookingWords.when, html`<b>${slotWords(slot, hall?.timezone ?? "Asia/Shanghai")}</b>`)}
    ${row(bookingWords.where, place(appointment, hall))}
    ${people.map((person) => row(person.agent ? bookingWords.agentRow : bookingWords.who, lines(personLines(person))))}
    ${own.map(([field, value]) => row(OWN[field as OwnField], lines(value)))}
  </dl>`;
}

/** Where one goes; for a visit where somebody comes to. */
function place({ mode, details, hall_name }: Appointment, hall: Hall | null): Drawn {
  if (mode === AT_HOME) return html`<span data-place="home">${say(bookingWords.atHome)}${lines(details.address)}</span>`;
  return html`${say(hall_name)}${hall?.address ? html`<br /><span class="soft">${say(hall.address)}</span>` : nothing}`;
}

function row(label: Text, value: unknown): TemplateResult {
  return html`<div><dt>${say(label)}</dt><dd>${value}</dd></div>`;
}

function lines(value: string | readonly string[] | undefined): Drawn {
  const all = typeof value === "string" ? [value] : (value ?? []);
  return html`${all.map((line, at) => html`${at > 0 ? html`<br />` : nothing}${line}`)}`;
}

const personLines = ({ name, id_number, phone }: BookedPerson): string[] => [name, id_number, phone].filter((line): line is string => line !== null);
