// The top of the board: which hall, its four figures, and the page's own menu.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { icon } from "../shared/icons";
import { say, type Text } from "../shared/language";
import { hallChoice, staffMenu } from "../staff/frame";
import type { Place } from "../staff/places";
import { minutesNow } from "../staff/shapes";
import { words as staff } from "../staff/words";
import type { Manage } from "./manage";
import type { ManageState } from "./state";
import { words } from "./words";

const ELSEWHERE: readonly Place[] = ["desk", "prereview", "appointments", "reviews", "counts", "escalations", "greeter", "carriers"];

export function drawHeader(state: ManageState, manage: Manage): TemplateResult {
  const { hall, board, now, menu } = state;
  return html`
    <header class="staff-top">
      <h1>${hall ? say(hall.name) : say(words.title)}</h1>
      ${hallChoice(state)}
      ${board?.closed ? html`<span class="state state--bad">${say(words.closedHall)}</span>` : nothing}
      ${drawFigures(state)}
      <time class="manage__clock number">${clockTime(new Date(now), hall?.timezone)}</time>
      <button
        class="staff-link manage__open-menu"
        data-action="menu"
        aria-expanded=${menu}
        aria-controls="menu"
        @click=${() => manage.shown.change({ menu: !menu })}
      >
        ${say(staff.menu)}
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
  const { board, menu, chimes } = state;
  const first = html`<button class="staff-link" data-action="chime" aria-pressed=${chimes} @click=${() => manage.setChimes(!chimes)}>
    ${icon(chimes ? "bell" : "bellOff")}<span class="manage__chime">${say(chimes ? words.chimeOn : words.chimeOff)}</span>
  </button>`;
  const last = board?.closed
    ? html`<button class="staff-link" data-action="reopen-hall" @click=${() => void manage.reopenHall()}>${say(words.reopenHall)}</button>`
    : html`<button class="staff-link" data-action="close-hall" @click=${() => manage.shown.change({ closing: true })}>${say(words.closeHall)}</button>`;
  return html`<nav class="manage__menu ${menu ? "manage__menu--open" : ""}" id="menu" aria-label=${say(staff.menu)}>
    ${staffMenu(state, { first, to: ELSEWHERE, last })}
  </nav>`;
}

function figure(name: Text, value: number | string | undefined): TemplateResult {
  return html`<div>
    <dt>${say(name)}</dt>
    <dd class="number">${value ?? "–"}</dd>
  </div>`;
}
