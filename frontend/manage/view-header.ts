// The top of the board: which hall, its four figures, and the page's own menu.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { icon } from "../shared/icons";
import { language, say, speak, type Text } from "../shared/language";
import { words as common } from "../shared/words";
import { signOut } from "../staff/session";
import { minutesNow } from "../staff/shapes";
import { words as staff } from "../staff/words";
import type { Manage } from "./manage";
import type { ManageState } from "./state";
import { words } from "./words";

export function drawHeader(state: ManageState, manage: Manage): TemplateResult {
  const { hall, board, session, now, menu } = state;
  return html`
    <header class="manage__top">
      <h1>${hall ? say(hall.name) : say(words.title)}</h1>
      ${session.halls.length > 1 ? drawHalls(state) : nothing}
      ${board?.closed ? html`<span class="state state--bad">${say(words.closedHall)}</span>` : nothing}
      ${drawFigures(state)}
      <time class="manage__clock number">${clockTime(new Date(now), hall?.timezone)}</time>
      <button
        class="desk-link manage__open-menu"
        data-action="menu"
        aria-expanded=${menu}
        aria-controls="menu"
        @click=${() => manage.shown.change({ menu: !menu })}
      >
        ${say(words.menu)}
      </button>
      ${drawMenu(state, manage)}
    </header>
  `;
}

function drawFigures({ board, now }: ManageState): TemplateResult {
  const open = board?.windows.filter((one) => one.state === "open").length ?? 0;
  const oldest = board?.queues.map((queue) => (queue.waiting ? (queue.oldest_minutes ?? 0) : 0)) ?? [];
  const longest = board?.waiting.length ? minutesNow(Math.max(0, ...oldest), board, now) : 0;
  const serving = board?.windows.filter((one) => one.ticket !== null).length ?? 0;
  return html`
    <dl class="manage__figures">
      ${figure(words.waiting, board?.waiting.length)} ${figure(words.serving, board ? serving : undefined)}
      ${figure(words.openWindows, board ? `${open}/${board.windows.length}` : undefined)}
      ${figure(words.longest, board ? `${longest}′` : undefined)}
    </dl>
  `;
}

function drawMenu(state: ManageState, manage: Manage): TemplateResult {
  const { board, session, code, menu, chimes } = state;
  return html`
    <nav class="manage__menu ${menu ? "manage__menu--open" : ""}" id="menu" aria-label=${say(words.menu)}>
      <span>${icon("person")}${session.user.name}</span>
      <button class="desk-link" data-action="chime" aria-pressed=${chimes} @click=${() => manage.setChimes(!chimes)}>
        ${icon(chimes ? "bell" : "bellOff")}<span class="manage__chime">${say(chimes ? words.chimeOn : words.chimeOff)}</span>
      </button>
      <a class="desk-link" href="/desk?lang=${language()}">${say(staff.toDesk)}</a>
      <a class="desk-link" href="/prereview?hall=${code}&lang=${language()}">${say(staff.toPrereview)}</a>
      <a class="desk-link" href="/appointments?hall=${code}&lang=${language()}">${say(staff.toAppointments)}</a>
      <a class="desk-link" href="/manage/reviews?hall=${code}&lang=${language()}">${say(staff.toReviews)}</a>
      <a class="desk-link" href="/manage/help?hall=${code}&lang=${language()}">${say(staff.toCounts)}</a>
      <a class="desk-link" href="/escalations?hall=${code}&lang=${language()}">${say(staff.toEscalations)}</a>
      <a class="desk-link" href="/greeter?lang=${language()}">${say(staff.toGreeter)}</a>
      ${
        board?.closed
          ? html`<button class="desk-link" data-action="reopen-hall" @click=${() => void manage.reopenHall()}>
              ${say(words.reopenHall)}
            </button>`
          : html`<button class="desk-link" data-action="close-hall" @click=${() => manage.shown.change({ closing: true })}>
              ${say(words.closeHall)}
            </button>`
      }
      <button class="desk-link" data-action="language" @click=${() => speak(language() === "zh" ? "en" : "zh")}>
        ${say(common.otherLanguage)}
      </button>
      <button class="desk-link" data-action="sign-out" @click=${() => void signOut()}>${say(staff.signOut)}</button>
    </nav>
  `;
}

function drawHalls({ session, code }: ManageState): TemplateResult {
  const go = (event: Event): void =>
    location.assign(`/manage?hall=${(event.target as HTMLSelectElement).value}&lang=${language()}`);
  return html`<select class="manage__halls" aria-label=${say(words.title)} @change=${go}>
    ${session.halls.map((one) => html`<option value=${one} ?selected=${one === code}>${one}</option>`)}
  </select>`;
}

function figure(name: Text, value: number | string | undefined): TemplateResult {
  return html`<div>
    <dt>${say(name)}</dt>
    <dd class="number">${value ?? "–"}</dd>
  </div>`;
}
