// The forms of duty: a pause, a call for help, handing the window over, leaving it.

import { html, nothing, type TemplateResult } from "lit";

import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as staff } from "../staff/words";
import type { Desk } from "./desk";
import type { DeskState, Panel } from "./state";
import { drawChips, drawReason, fieldChanged } from "./view-fields";
import { panels } from "./words-deeds";

const MINUTES = [5, 15, 30, 60, null] as const;

type HandOver = Extract<Panel, { name: "hand-over" }>;

export function drawPause(panel: Extract<Panel, { name: "pause" }>, { window }: DeskState, desk: Desk): TemplateResult {
  const held = window?.held.length ?? 0;
  const long = panel.minutes === null || panel.minutes > 10;
  return html`
    <h2 id="panel">${say(panels.pauseTitle)}</h2>
    ${drawChips(
      "minutes",
      panels.pauseHow,
      MINUTES.map((minutes) => ({
        value: String(minutes),
        text: minutes === null ? panels.pauseOpen : staff.minutes(minutes),
        chosen: panel.minutes === minutes,
        choose: () => desk.forms.edit({ ...panel, minutes }),
      })),
    )}
    ${drawReason(panel.reason, panels.pauseReasons, (reason) => desk.forms.edit({ ...panel, reason }), true)}
    ${held > 0 && long ? html`<p class="notice notice--wait">${say(panels.pauseHeld(held))}</p>` : nothing}
  `;
}

export function drawHelp(panel: Extract<Panel, { name: "help" }>, desk: Desk): TemplateResult {
  const whom = [
    ["manager", panels.helpManager],
    ["escalation", panels.helpEscalation],
  ] as const;
  return html`
    <h2 id="panel">${say(panels.helpTitle)}</h2>
    ${drawChips(
      "whom",
      panels.helpTitle,
      whom.map(([value, text]) => ({
        value,
        text,
        chosen: panel.whom === value,
        choose: () => desk.forms.edit({ ...panel, whom: value }),
      })),
    )}
    ${drawReason(panel.reason, [], (reason) => desk.forms.edit({ ...panel, reason }), true)}
  `;
}

export function drawHandOver(panel: HandOver, desk: Desk): TemplateResult {
  return html`
    <h2 id="panel">${say(panels.handOverTitle)}</h2>
    <p class="soft">${say(panels.handOverMore)}</p>
    <input
      class="field__input"
      type="search"
      name="search"
      autofocus
      autocomplete="off"
      placeholder=${say(panels.successorSearch)}
      aria-label=${say(panels.successorSearch)}
      .value=${panel.search}
      @input=${fieldChanged((search) => desk.forms.edit({ ...panel, search }))}
    />
    ${panel.people === null ? nothing : drawPeople(panel, desk)}
  `;
}

function drawPeople(panel: HandOver, desk: Desk): TemplateResult {
  const asked = panel.search.trim().toLowerCase();
  const people = (panel.people ?? []).filter((one) => `${one.name} ${one.username}`.toLowerCase().includes(asked));
  if (people.length === 0) return html`<p class="notice">${say(panels.successorNone)}</p>`;
  return html`
    <fieldset class="desk-people" tabindex=${people.some((one) => one.window === null) ? nothing : 0}>
      <legend class="field__label">${say(panels.successor)}</legend>
      ${people.map(
        (one) => html`
          <label class="desk-person">
            <input
              type="radio"
              name="to"
              value=${one.username}
              .checked=${panel.to === one.username}
              ?disabled=${one.window !== null}
              @change=${() => desk.forms.edit({ ...panel, to: one.username })}
            />
            <b>${one.name}</b> <span class="soft">${one.username}</span>
            ${one.window === null ? nothing : html`<span class="soft">${say(panels.successorAt(one.window))}</span>`}
          </label>
        `,
      )}
    </fieldset>
  `;
}

export function drawLeave(state: DeskState): TemplateResult {
  return html`
    <h2 id="panel">${say(panels.leaveTitle(state.window?.number ?? 0))}</h2>
    <p>${say(panels.leaveMore)}</p>
    ${drawLeft(state)}
    <p class="soft">${say(panels.leaveInstead)}</p>
  `;
}

export function drawSignOut(state: DeskState, desk: Desk): TemplateResult {
  return html`
    <h2 id="panel">${say(panels.signOutTitle)}</h2>
    <p>${say(panels.signOutMore(state.window?.number ?? 0))}</p>
    ${drawLeft(state)}
    <button type="button" class="button" data-action="sign-out-only" @click=${() => void desk.signOutForGood(false)}>
      ${say(panels.signOutOnly)}
    </button>
  `;
}

/** What stands in the way of leaving, or is left behind. */
function drawLeft({ window }: DeskState): Drawn {
  if (window?.ticket) return html`<p class="notice notice--wait">${say(panels.leaveBusy(window.ticket.number))}</p>`;
  const held = window?.held.length ?? 0;
  return held > 0 ? html`<p class="notice notice--wait">${say(panels.leaveHeld(held))}</p>` : nothing;
}
