// The last step: everything once more, while the place is kept.

import { html, nothing, type TemplateResult } from "lit";

import { bookingWords } from "../generated/booking";
import { clockTime, untilWords } from "../shared/format";
import { say } from "../shared/language";
import { LOOKED_AT } from "../shared/materials";
import type { Drawn } from "../shared/pieces";
import type { Hall } from "../shared/types";
import type { Booking } from "./booking";
import type { BookingState } from "./state";
import { asTyped, peopleAsTyped } from "./typed";
import type { Appointment } from "./types";
import { aboutRows } from "./view-about";
import { refusal } from "./view-who";

export function confirmView(state: BookingState, booking: Booking, reserved: Appointment, hall: Hall): TemplateResult {
  const zone = hall.timezone;
  const beforehand = reserved.mode === LOOKED_AT;
  return html`
    ${reserved.warning === null ? nothing : html`<p class="notice notice--wait" data-warning>${say(reserved.warning)}</p>`}
    ${aboutRows({ ...reserved, people: peopleAsTyped(state, reserved.people), details: asTyped(state, reserved.details) }, hall)}
    ${kept(reserved, zone)}
    ${beforehand ? html`<p class="notice" data-upload-next>${say(bookingWords.uploadNext)}</p>` : nothing}
    ${state.refused === null ? nothing : refusal(state, booking, zone)}
    <button class="button button--filled" data-act="confirm" ?disabled=${state.busy} @click=${() => booking.confirm()}>
      ${say(state.busy ? bookingWords.sending : beforehand ? bookingWords.confirmAndUpload : bookingWords.confirm)}
    </button>
    <button class="button" data-act="change" @click=${() => booking.back()}>${say(bookingWords.goBack)}</button>
  `;
}

function kept({ expires_at, free_until }: Appointment, zone: string): Drawn {
  return html`
    ${expires_at === null ? nothing : html`<p class="notice" data-kept>${say(bookingWords.keptUntil({ time: clockTime(expires_at, zone) }))}</p>`}
    <p class="soft">${say(bookingWords.freeUntil({ when: untilWords(free_until, zone) }))}</p>
  `;
}
