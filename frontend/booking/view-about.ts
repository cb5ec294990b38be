// What an appointment is about, line by line: what, when, where, for whom, and what was told beside.

import { html, nothing, type TemplateResult } from "lit";

import { bookingWords } from "../generated/booking";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Hall } from "../shared/types";
import type { Appointment, BookedPerson, OwnField } from "./types";
import { slotWords } from "./words";

const OWN: Readonly<Record<OwnField, Text>> = {
  address: bookingWords.address,
  contact_name: bookingWords.contactName,
  contact_phone: bookingWords.contactPhone,
  materials: bookingWords.materialsRow,
  jurisdiction: bookingWords.jurisdiction,
};

export function aboutRows(appointment: Appointment, hall: Hall | null): TemplateResult {
  const { name, mode_name, slot, hall_name, people, details } = appointment;
  return html`<dl class="about">
    ${row(bookingWords.what, say(name))} ${row(bookingWords.mode, say(mode_name))}
    ${row(bookingWords.when, html`<b>${slotWords(slot, hall?.timezone ?? "Asia/Shanghai")}</b>`)}
    ${row(bookingWords.where, html`${say(hall_name)}${hall?.address ? html`<br /><span class="soft">${say(hall.address)}</span>` : nothing}`)}
    ${people.map((person) => row(person.agent ? bookingWords.agentRow : bookingWords.who, lines(personLines(person))))}
    ${Object.entries(details).map(([field, value]) => row(OWN[field as OwnField], lines(value)))}
  </dl>`;
}

function row(label: Text, value: unknown): TemplateResult {
  return html`<div><dt>${say(label)}</dt><dd>${value}</dd></div>`;
}

function lines(value: string | readonly string[] | undefined): Drawn {
  const all = typeof value === "string" ? [value] : (value ?? []);
  return html`${all.map((line, at) => html`${at > 0 ? html`<br />` : nothing}${line}`)}`;
}

const personLines = ({ name, id_number, phone }: BookedPerson): string[] => [name, id_number, phone].filter((line): line is string => line !== null);
