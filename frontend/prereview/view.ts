// The page of materials: its header, the queue beside the appointment that is open, and what the last press came to.

import { html, nothing, type TemplateResult } from "lit";

import { instantWords } from "../booking/words";
import { say } from "../shared/language";
import { words as common } from "../shared/words";
import { freshness, refusedPage, staffTop } from "../staff/frame";
import { messageLine } from "../staff/messages";
import type { Prereview } from "./prereview";
import type { PrereviewState, Summary } from "./state";
import { drawDue, drawOne } from "./view-one";
import { words } from "./words";

const SHOWS = ["waiting", "all"] as const;

export function drawPrereview(state: PrereviewState, page: Prereview): TemplateResult {
  if (!page.mayLook) return refusedPage(state, words.title, words.refused);
  return html`
    <div class="staff" aria-busy=${state.busy !== null}>
      ${staffTop(state, { title: words.title, to: ["desk", "board"] })} ${freshness(state, state.standing)} ${messageLine(state, () => page.wire.dismiss())}
      <main class="reviews__page ${state.one ? "reviews__page--one" : ""}">${drawList(state, page)} ${drawOne(state, page)}</main>
    </div>
  `;
}

function drawList(state: PrereviewState, page: Prereview): TemplateResult {
  const { items, next, show, service, services } = state;
  const choose = (event: Event): void => void page.narrow({ service: (event.target as HTMLSelectElement).value });
  return html`
    <section class="reviews__list" aria-label=${say(words.list)}>
      <div class="reviews__filters">
        <div class="reviews__shows" role="group" aria-label=${say(words.show)}>
          ${SHOWS.map((one) => html`<button class="reviews__show" data-show=${one} aria-pressed=${show === one} @click=${() => void page.narrow({ show: one })}>${say(words.shows[one])}</button>`)}
        </div>
        <select class="field__input reviews__choice" name="service" aria-label=${say(words.service)} @change=${choose}>
          <option value="">${say(words.anyService)}</option>
          ${services.filter(({ bookable }) => bookable).map(({ code, name }) => html`<option value=${code} ?selected=${code === service}>${say(name)}</option>`)}
        </select>
      </div>
      ${items === null ? html`<p class="soft reviews__none">${say(common.loading)}</p>` : nothing}
      ${items?.length === 0 ? html`<p class="soft reviews__none" data-none>${say(show === "waiting" ? words.none : words.noneAtAll)}</p>` : nothing}
      <ul class="staff-rows">${items?.map((item) => drawRow(item, state, page))}</ul>
      ${next === null ? nothing : html`<button class="button" data-action="more" @click=${() => void page.more()}>${say(words.more)}</button>`}
    </section>
  `;
}

function drawRow(item: Summary, { one, hall }: PrereviewState, page: Prereview): TemplateResult {
  const zone = hall?.timezone ?? "Asia/Shanghai";
  const counts = item.waiting > 0 ? words.waits(item.waiting, item.asked) : words.answered(item.answered, item.asked);
  return html`<li>
    <button class="review-row" data-appointment=${item.appointment} aria-current=${one?.appointment === item.appointment} @click=${() => void page.open(item)}>
      <span class="review-row__what">
        <b>${say(item.service_name)}</b>
        <span class="number">${instantWords(item.starts_at, zone)}</span>
        <span class="soft">${item.person ?? say(words.nobody)} · ${say(counts)}</span>
      </span>
      <span class="review-row__state">${drawDue(item, zone)}</span>
    </button>
  </li>`;
}
