// The day's appointments in order of time, or those of somebody who was looked for.

import { html, nothing, type TemplateResult } from "lit";

import { AT_HOME, type AppointmentState } from "../booking/types";
import { clockTime, longDate, untilThere } from "../shared/format";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { words as staff } from "../staff/words";
import type { Appointments } from "./appointments";
import { counted, listed, SHOWS, type AppointmentsState, type Booked, type Found } from "./state";
import { words } from "./words";

/** How a state looks; its word always stands beside. */
export const LOOKS: Readonly<Record<AppointmentState, string>> = {
  reserved: "state--wait",
  confirmed: "state--wait",
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

export function drawDay(state: AppointmentsState, page: Appointments): TemplateResult {
  const { found } = state;
  return html`
    <section class="appts__list" aria-label=${say(words.sides.day)}>
      ${drawFind(state, page)} ${found === null ? drawHead(state, page) : drawFound(found, state, page)} ${drawRows(state, page)}
    </section>
  `;
}

function drawFind({ query, busy }: AppointmentsState, page: Appointments): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    void page.find(query);
  };
  return html`<form class="appts__find" @submit=${submit}>
    <label class="field">
      <span class="field__label">${say(words.find)}</span>
      <input
        class="field__input number"
        name="find"
        autofocus
        autocomplete="off"
        spellcheck="false"
        maxlength="200"
        .value=${query}
        @input=${(event: InputEvent) => page.type((event.target as HTMLInputElement).value)}
      />
    </label>
    <button class="button button--filled" data-action="find" ?disabled=${busy !== null}>${say(words.findGo)}</button>
  </form>`;
}

function drawHead({ day, show, items, busy }: AppointmentsState, page: Appointments): TemplateResult {
  return html`
    <div class="appts__filters">
      <label class="reviews__day"
        ><span>${say(words.day)}</span>
        <input class="field__input" type="date" name="day" .value=${day || page.today} @change=${(event: Event) => void page.chooseDay((event.target as HTMLInputElement).value)} />
      </label>
      <div class="reviews__shows" role="group" aria-label=${say(words.show)}>
        ${SHOWS.map(
          (each) => html`<button class="reviews__show" data-show=${each} aria-pressed=${each === show} @click=${() => page.narrow(each)}>
            ${say(words.shows[each])}
          </button>`,
        )}
      </div>
    </div>
    ${items?.length ? drawCounted(items) : nothing}
    ${show === AT_HOME
      ? html`<p class="appts__route">
          <button class="button" data-action="route" ?disabled=${busy !== null} @click=${() => void page.route()}>${say(words.route)}</button>
          <span class="soft">${say(words.routeMore)}</span>
        </p>`
      : nothing}
  `;
}

function drawCounted(items: readonly Booked[]): TemplateResult {
  const { total, channels, unconfirmed, cancelled, expired } = counted(items);
  const beside = [...(cancelled ? [say(words.givenUp(cancelled))] : []), ...(expired ? [say(words.ranOut(expired))] : [])];
  return html`<p class="soft" data-counted=${total}>
    ${say(words.total(total))}${channels.map(([channel, n]) => html` · ${say(staff.channels[channel] ?? { zh: channel, en: channel })} <b class="number" data-channel=${channel}>${n}</b>`)}${unconfirmed ? html` <span data-unconfirmed>${say(words.unconfirmed(unconfirmed))}</span>` : nothing}${beside.length ? html`<br /><span data-beside>${say(words.beside(beside.join(say(common.between))))}</span>` : nothing}
  </p>`;
}

function drawFound({ items, elsewhere }: Found, state: AppointmentsState, page: Appointments): TemplateResult {
  return html`
    <p class="appts__found" role="status" data-found=${items.length}>
      <b>${say(words.found(items.length))}</b>
      <button class="button button--dense button--quiet" data-action="back-to-day" @click=${() => page.leaveFound()}>${say(words.backToDay)}</button>
    </p>
    ${elsewhere.length ? html`<p class="notice notice--wait" data-elsewhere>${say(words.elsewhere(elsewhere.map(say).join(say(common.between))))}</p>` : nothing}
    ${items.length === 0 && elsewhere.length === 0 ? html`<p class="soft">${say(words.foundNone)}</p>` : nothing} ${drawMisses(state, page)}
  `;
}

/** How somebody stands who was found by their own number; a manager may forgive. */
function drawMisses({ misses, reason, panel, busy }: AppointmentsState, page: Appointments): Drawn {
  if (misses === null || misses.misses === 0) return nothing;
  const submit = (event: Event): void => {
    event.preventDefault();
    void page.lift();
  };
  return html`<div class="appts__misses" data-misses=${misses.misses}>
    <p class="notice notice--wait">
      ${say(words.misses(misses.misses, misses.limit))}${misses.free_on === null ? nothing : html`<br />${say(words.blocked(longDate(`${misses.free_on}T04:00:00Z`, page.zone)))}`}
    </p>
    ${page.mayForgive && panel === null
      ? html`<form class="appts__find" data-form="lift" @submit=${submit}>
          ${drawReason(reason, page)}
          <button class="button" data-action="lift" ?disabled=${busy !== null || reason.trim() === ""}>${say(words.lift)}</button>
        </form>`
      : nothing}
  </div>`;
}

export function drawReason(reason: string, page: Appointments, label = staff.reason as { zh: string; en: string }): TemplateResult {
  return html`<label class="field">
    <span class="field__label">${say(label)}</span>
    <input class="field__input" name="reason" maxlength="200" autocomplete="off" .value=${reason} @input=${(event: InputEvent) => page.write((event.target as HTMLInputElement).value)} />
  </label>`;
}

function drawRows(state: AppointmentsState, page: Appointments): TemplateResult {
  const rows = listed(state);
  if (rows === null) return html`<p class="soft">${say(common.loading)}</p>`;
  if (rows.length === 0) return html`${state.found === null ? html`<p class="soft" data-none>${say(words.none)}</p>` : nothing}`;
  return html`<ul class="staff-rows">${rows.map((row) => drawRow(row, state, page))}</ul>`;
}

function drawRow(row: Booked, { one, found }: AppointmentsState, page: Appointments): TemplateResult {
  const people = row.people.map(({ name, id_number, phone }) => name ?? id_number ?? phone ?? "").join(say(common.between));
  return html`<li>
    <button class="appt-row" data-appointment=${row.id} data-row-state=${row.state} aria-current=${one?.id === row.id} @click=${() => page.open(row)}>
      <span class="appt-row__time number">
        ${found === null ? nothing : html`<small>${longDate(row.slot.start, page.zone)}</small>`}${clockTime(row.slot.start, page.zone)}<small>–${untilThere(row.slot.end, page.zone).time}</small>
      </span>
      <span class="appt-row__what">
        <b>${say(row.name)}</b>
        <span>${people}${row.needs_help ? html` · <b>${say(words.help)}</b>` : nothing}</span>
        <span class="soft">${row.mode === "standard" ? nothing : html`${say(row.mode_name)} · `}${say(staff.channels[row.channel] ?? { zh: row.channel, en: row.channel })}</span>
      </span>
      <span class="state ${LOOKS[row.state]}">${say(row.state_name)}</span>
      ${icon("onward")}
    </button>
  </li>`;
}
