// An appointment on a phone: how it stands, the code to show, when to come and what with, and what can still be done.

import { html, nothing, type TemplateResult } from "lit";

import { aboutRows } from "../booking/view-about";
import { typedFor } from "../booking/typed";
import { AT_HOME, type Appointment, type AppointmentState } from "../booking/types";
import { slotWords } from "../booking/words";
import { bookingWords } from "../generated/booking";
import { icon } from "../shared/icons";
import { language, say } from "../shared/language";
import { isElder } from "../shared/page";
import { phoneTop } from "../shared/phone-top";
import type { Drawn } from "../shared/pieces";
import { qrCode } from "../shared/qr";
import { asOfStrip, reachStrip } from "../shared/reach";
import { readAloudButton } from "../shared/read-aloud";
import { words } from "../shared/words";
import { sentencesOf } from "../visitor/aloud";
import type { Holder } from "./holder";
import { canCheckIn, isComing, type PageState } from "./state";
import { coming, ended } from "./view-told";
import { materialsView } from "./view-materials";
import { changeView, waysOn } from "./view-ways";

const LOOKS: Readonly<Record<AppointmentState, string>> = {
  reserved: "state--wait",
  confirmed: "state--good",
  checked_in: "state--good",
  cancelled: "",
  let_go: "",
  expired: "",
  no_show: "state--bad",
  excused: "",
  ended: "",
  visited: "state--good",
  not_met: "",
};

export function view(state: PageState, holder: Holder, redraw: () => void): TemplateResult {
  const { appointment } = state;
  const aloud = isElder() && appointment !== null;
  return html`
    ${phoneTop(appointment?.hall_name ?? null, redraw)} ${strip(state, holder)}
    <main class="visitor booking">
      ${aloud ? readAloudButton(holder.reader, "button", () => sentencesOf(document.querySelector("main") ?? document.body)) : nothing}
      ${body(state, holder)}
    </main>
  `;
}

/** What was told before stays, and says how old it is. */
function strip({ knownAt, now, hall }: PageState, { reach }: Holder): Drawn {
  if (reach.lostSince === null || knownAt === null) return reachStrip(reach, hall?.timezone);
  return asOfStrip(knownAt, now, hall?.timezone);
}

function body(state: PageState, holder: Holder): Drawn {
  const { appointment } = state;
  if (state.missing) return html`<h1>${say(bookingWords.missing)}</h1><p class="soft">${say(bookingWords.missingHint)}</p>`;
  if (appointment === null) return state.unreachable ? unreachable(holder) : html`<p class="soft" role="status">${say(words.loading)}</p>`;
  if (state.changing) return changeView(state, holder, appointment);
  return html`
    ${head(appointment, holder.zone)}
    ${state.done === "changed" ? html`<p class="notice notice--good" role="status" data-done>${say(appointment.mode === AT_HOME ? bookingWords.changedVisit : bookingWords.changed)}</p>` : nothing}
    ${appointment.warning === null ? nothing : html`<p class="notice notice--wait" data-warning>${say(appointment.warning)}</p>`}
    ${checkIn(state, holder, appointment)} ${isComing(appointment) ? coming(appointment, holder.zone) : ended(appointment)}
    ${isComing(appointment) ? materialsView(state, holder) : nothing}
    ${appointment.state === "confirmed" && appointment.mode !== AT_HOME ? code(appointment) : nothing}
    ${about(state, appointment)} ${bring(state, appointment)}
    ${appointment.state === "confirmed" ? calendar(appointment) : nothing} ${waysOn(state, holder, appointment)}
  `;
}

function unreachable(holder: Holder): TemplateResult {
  return html`
    <h1>${say(words.unreachable)}</h1>
    <p class="soft">${say(bookingWords.unreachableHint)}</p>
    <button class="button button--filled" @click=${() => holder.read()}>${say(words.again)}</button>
  `;
}

function head({ name, slot, state, state_name }: Appointment, zone: string): TemplateResult {
  return html`<section class="mine">
    <h1 class="booking__title">${say(name)}</h1>
    <p class="mine__what"><b>${slotWords(slot, zone)}</b></p>
    <p><span class="state ${LOOKS[state]}" data-state=${state}>${say(state_name)}</span></p>
  </section>`;
}

/** The one thing to do on having come, where the phone may do it. */
function checkIn(state: PageState, holder: Holder, appointment: Appointment): Drawn {
  if (appointment.mode === AT_HOME || !canCheckIn(appointment, state.now, holder.today)) return nothing;
  return html`<section class="card booking__here">
    <p>${say(bookingWords.hereHint)}</p>
    <button class="button button--filled" data-act="check-in" ?disabled=${state.busy} @click=${() => holder.checkIn()}>${say(bookingWords.here)}</button>
  </section>`;
}

function code({ id, code: digits }: Appointment): TemplateResult {
  const groups = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  return html`<figure class="code booking__code">
    ${qrCode(`${location.origin}/a/${id}`, say(bookingWords.qr))}
    <figcaption>
      <span class="soft">${say(bookingWords.codeLabel)}</span>
      <b class="booking__digits number" data-code=${digits}>${groups.map((group) => html`<span>${group}</span>`)}</b>
      <span class="soft">${say(bookingWords.qr)}</span>
    </figcaption>
  </figure>`;
}

/** What is looked at beforehand stands above, each with its answer; said once is enough. */
const listedAbove = ({ materials }: PageState, appointment: Appointment): boolean =>
  isComing(appointment) && materials !== null && materials.items.length > 0;

function about(state: PageState, appointment: Appointment): TemplateResult {
  const shown = appointment.mode === AT_HOME ? { ...appointment, details: typedFor(appointment) } : appointment;
  return aboutRows(shown, state.hall, listedAbove(state, appointment) ? ["materials"] : []);
}

function bring(page: PageState, appointment: Appointment): Drawn {
  const { materials, state, mode } = appointment;
  const asked = listedAbove(page, appointment) ? (page.materials?.items ?? []).map(({ name }) => name) : [];
  const rest = materials.filter(({ zh, en }) => !asked.includes(zh) && !asked.includes(en));
  if (rest.length === 0 || state !== "confirmed") return nothing;
  return html`<section class="told">
    <h2>${say(mode === AT_HOME ? bookingWords.haveReady : asked.length > 0 ? bookingWords.bringToo : bookingWords.bring)}</h2>
    <ul class="told__list">${rest.map((material) => html`<li>${say(material)}</li>`)}</ul>
  </section>`;
}

function calendar({ id }: Appointment): TemplateResult {
  const address = `/api/v1/appointments/${encodeURIComponent(id)}/calendar.ics?lang=${language()}`;
  return html`<p><a class="button booking__wide" href=${address} download data-act="calendar">${icon("calendar")}<span>${say(bookingWords.calendar)}</span></a></p>`;
}
