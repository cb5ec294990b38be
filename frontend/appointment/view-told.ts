// What an appointment means for its holder: when to come, or what came of it.

import { html, nothing, type TemplateResult } from "lit";

import { AT_HOME, type Appointment, type AppointmentState } from "../booking/types";
import { instantWords } from "../booking/words";
import { bookingWords } from "../generated/booking";
import { clockTime, untilWords } from "../shared/format";
import { language, say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";

/** When to come: no word of it makes anybody late who is not. */
export function coming(appointment: Appointment, zone: string): TemplateResult {
  const { state, mode, check_in_from, check_in_until, expires_at } = appointment;
  if (state === "reserved" && expires_at !== null) {
    return html`<p class="notice notice--wait" data-told="reserved">${say(bookingWords.keptUntil({ time: clockTime(expires_at, zone) }))}</p>`;
  }
  if (mode === AT_HOME) return html`<p class="notice" data-told="visit">${say(bookingWords.visit)}</p>`;
  return html`<div class="notice" data-told="come">
    <p><b>${say(bookingWords.come({ from: instantWords(check_in_from, zone), until: clockTime(check_in_until, zone) }))}</b></p>
    <p>${say(bookingWords.comeHow)}</p>
    <p>${say(bookingWords.comeLate)}</p>
  </div>`;
}

const ENDS: Readonly<Record<Exclude<AppointmentState, "reserved" | "confirmed">, Text>> = bookingWords.ends;

/** What came of it, and the way on; walking in is always one. */
export function ended(appointment: Appointment): Drawn {
  const { state, ticket, hall, service, late } = appointment;
  if (state === "reserved" || state === "confirmed") return nothing;
  const told = state === "cancelled" && late ? bookingWords.cancelledLate : ENDS[state];
  return html`
    <p class="notice ${state === "no_show" ? "notice--wait" : ""}" data-told=${state}>${say(told)}</p>
    ${ticket === null
      ? nothing
      : html`<p><a class="button button--filled booking__wide" href="/t/${ticket}?lang=${language()}" data-act="ticket">${say(bookingWords.toTicket)}</a></p>`}
    ${state === "checked_in" || state === "ended"
      ? nothing
      : html`<p><a class="button booking__wide" href="/book/${hall}?service=${service}&lang=${language()}" data-act="again">${say(bookingWords.bookAgain)}</a></p>`}
  `;
}

/** Until when it costs nothing to give it up, or what it costs now. */
export function freeWords({ free_until, mode }: Appointment, free: boolean, zone: string): Text {
  if (free) return bookingWords.freeUntil({ when: untilWords(free_until, zone) });
  return mode === AT_HOME ? bookingWords.notFreeVisit : bookingWords.notFree;
}
