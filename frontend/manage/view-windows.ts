// Every window as a tile one can choose, and what can be done with the chosen ones.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { WindowKind } from "../shared/types";
import { words as common } from "../shared/words";
import { placeLink } from "../staff/frame";
import { mayOpen } from "../staff/places";
import type { Board, BoardWindow } from "../staff/shapes";
import { words as staff } from "../staff/words";
import type { Manage } from "./manage";
import { planned } from "./plan";
import type { ManageState } from "./state";
import { words } from "./words";

const KINDS: readonly WindowKind[] = ["comprehensive", "special", "enquiry", "assisted", "cross_region", "escalation"];

export function drawWindows(state: ManageState, board: Board, manage: Manage): TemplateResult {
  return html`
    <section class="manage-windows" id="windows" aria-label=${say(words.windows)}>
      <div class="manage-windows__head">
        <h2 class="manage__title">
          ${say(words.windows)} ${state.chosen.size === 0 ? html`<small>${say(words.windowsMore)}</small>` : nothing}
        </h2>
        ${mayOpen("floor", state.session) ? placeLink("floor", state.code, "") : nothing}
      </div>
      <div class="manage-windows__tiles">${board.windows.map((window) => drawTile(window, state, manage))}</div>
    </section>
  `;
}

function drawTile(window: BoardWindow, state: ManageState, manage: Manage): TemplateResult {
  const { ticket } = window;
  const chosen = state.chosen.has(window.id);
  const look = [
    "manage-tile",
    `manage-tile--${window.state}`,
    ticket?.state === "called" ? "manage-tile--called" : "",
    state.draft.has(window.id) ? "manage-tile--changed" : "",
  ];
  return html`
    <button
      class=${look.join(" ")}
      data-window=${window.number}
      data-state=${window.state}
      aria-pressed=${chosen}
      @click=${() => manage.choose(window.id)}
    >
      <span class="manage-tile__head">
        <b class="manage-tile__number number">${window.number}</b>
        <span class="manage-tile__name">${say(window.name)}</span>
        <span class="for-readers">${say(staff.window(window.number))}, ${say(common.windowKinds[window.kind])}</span>
      </span>
      ${drawNow(window, state)}
      <span class="manage-tile__foot">
        <span class="manage-tile__person">${window.clerk ?? say(words.nobody)}</span>
        ${window.held.length ? html`<span>${say(words.holds(window.held.length))}</span>` : nothing}
      </span>
    </button>
  `;
}

/** The ticket that is there, or why there is none. */
function drawNow(window: BoardWindow, { hall, now }: ManageState): TemplateResult {
  const { ticket } = window;
  if (ticket) {
    const since = ticket.state === "serving" ? (ticket.started_at ?? ticket.called_at) : ticket.called_at;
    const minutes = since ? Math.max(0, Math.floor((now - Date.parse(since)) / 60_000)) : ticket.minutes;
    return html`<span class="manage-tile__now">
      <b class="number" data-ticket=${ticket.number}>${ticket.number}</b>
      <span class="manage-tile__state">${say(ticket.state === "called" ? words.calledNow : words.servingNow)}</span
      ><span class="number">${minutes}′</span>
    </span>`;
  }
  if (window.state === "open") return html`<span class="manage-tile__now manage-tile__now--idle">${say(words.idle)}</span>`;
  const paused = window.state === "paused" && window.paused_until;
  const told = paused ? common.pausedUntil(clockTime(paused, hall?.timezone)) : common.windowStates[window.state];
  return html`<span class="manage-tile__now manage-tile__now--idle">${say(told)}</span>`;
}

/** What can be done with the chosen windows. */
export function drawChosen(state: ManageState, board: Board, manage: Manage): Drawn {
  const windows = board.windows.filter((one) => state.chosen.has(one.id)).map((one) => planned(one, state.draft));
  const kinds = new Set(windows.map((one) => one.kind));
  const [kind] = kinds.size === 1 ? [...kinds] : [""];
  const states = [
    ["open", words.open],
    ["paused", words.pause],
    ["closed", words.close],
  ] as const;
  const choose = (event: Event): void => manage.set({ kind: (event.target as HTMLSelectElement).value as WindowKind });
  return html`
    <div class="manage-chosen">
      <b>${say(words.chosen(windows.map((one) => one.number)))}</b>
      ${states.map(
        ([value, text]) =>
          html` <button
            class="button button--dense"
            data-action=${`set-${value}`}
            aria-pressed=${windows.every((one) => one.state === value)}
            @click=${() => manage.set({ state: value })}
          >
            ${say(text)}
          </button>`,
      )}
      <label class="manage-chosen__kind"
        >${say(words.kind)}
        <select class="field__input" name="kind" @change=${choose}>
          ${kind === "" ? html`<option value="" selected disabled>${say(words.differing)}</option>` : nothing}
          ${KINDS.map((one) => html`<option value=${one} ?selected=${one === kind}>${say(common.windowKinds[one])}</option>`)}
        </select>
      </label>
      <button class="button button--dense button--quiet" data-action="choose-none" @click=${() => manage.chooseNone()}>
        ${say(words.chooseNone)}
      </button>
    </div>
  `;
}
