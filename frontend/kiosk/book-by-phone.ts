// Another day instead: the code that takes the booking page to a phone.

import { html, nothing } from "lit";

import { kioskWords } from "../generated/kiosk";
import { say, serverLanguage } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { qrCode } from "../shared/qr";
import type { Kiosk } from "./kiosk";
import type { KioskState } from "./state";

/** `service`: what it is booked for, if that is known; nothing at a hall that takes no bookings. */
export function bookByPhone(state: KioskState, kiosk: Kiosk, service: string | null = null): Drawn {
  const wanted = state.services.find(({ code }) => code === service);
  if (!(wanted?.bookable ?? state.services.some(({ bookable }) => bookable))) return nothing;
  const query = new URLSearchParams({ lang: serverLanguage(), ...(service === null ? {} : { service }) });
  return html`<figure class="book-by-phone" data-book>
    ${qrCode(`${kiosk.place.publicUrl}/book/${encodeURIComponent(kiosk.place.hall)}?${query}`, say(kioskWords.checkIn.bookLabel))}
    <figcaption>${say(kioskWords.checkIn.book)}</figcaption>
  </figure>`;
}
