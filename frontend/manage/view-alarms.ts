// Alarms on top of the board: since when, what to do, who takes care of it.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Alarm } from "../staff/shapes";
import { HELP, pointTo } from "./alarms";
import type { Manage } from "./manage";
import type { ManageState } from "./state";
import { words } from "./words";

/** More are behind a button: the hall must stay in sight. */
const FIRST = 5;

export function drawAlarms(state: ManageState, manage: Manage): TemplateResult {
  const alarms = state.board?.alarms ?? [];
  const shown = state.allAlarms ? alarms : alarms.slice(0, FIRST);
  const more = (): void => manage.shown.change({ allAlarms: !state.allAlarms });
  return html`
    <section class="manage-alarms" id="alarms" aria-label=${say(words.alarms)}>
      <p class="for-readers" role="status">${state.announced}</p>
      ${alarms.length === 0 && state.board ? html`<span class="state state--good">${say(words.noAlarms)}</span>` : nothing}
      <ul class="manage-alarms__list">
        ${shown.map((alarm, place) => drawAlarm(alarm, place, state, manage))}
        ${
          alarms.length > FIRST
            ? html`<li class="manage-alarms__more">
                <button class="button button--dense" data-action="more-alarms" aria-expanded=${state.allAlarms} @click=${more}>
                  ${say(state.allAlarms ? words.fewerAlarms : words.moreAlarms(alarms.length - FIRST))}
                </button>
              </li>`
            : nothing
        }
      </ul>
    </section>
  `;
}

function drawAlarm(alarm: Alarm, place: number, state: ManageState, manage: Manage): TemplateResult {
  const help = HELP.has(alarm.kind);
  const named = `alarm-${alarm.id ?? `trouble-${place}`}`;
  const look = [
    "manage-alarm",
    help ? "manage-alarm--help" : "",
    alarm.acknowledged ? "manage-alarm--taken" : "",
    alarm.id !== null && state.fresh.has(alarm.id) ? "manage-alarm--fresh" : "",
  ];
  return html`
    <li class=${look.join(" ")} data-alarm=${alarm.kind} data-service=${alarm.service ?? nothing} data-at=${alarm.window ?? nothing}>
      <span class="manage-alarm__shape" aria-hidden="true">${help ? icon("bell") : alarm.acknowledged ? "△" : "▲"}</span>
      <div class="manage-alarm__words">
        <b id=${named}>${say(alarm.text)}</b>
        <span class="manage-alarm__more">${drawSince(alarm, state)}${drawWhat(alarm, state)}</span>
      </div>
      ${drawDeeds(alarm, named, state, manage)}
    </li>
  `;
}

function drawSince({ since }: Alarm, { hall }: ManageState): Drawn {
  if (!since) return nothing;
  return html`<span class="manage-alarm__since number">${say(words.since(clockTime(since, hall?.timezone)))}</span>`;
}

/** What to do; once somebody does it, who and since when. */
function drawWhat({ kind, acknowledged }: Alarm, { hall }: ManageState): Drawn {
  if (acknowledged) {
    const time = clockTime(acknowledged.at, hall?.timezone);
    const told = HELP.has(kind) ? words.goingBy : words.acknowledgedBy;
    return html`<span class="manage-alarm__taken">✓ ${say(told(acknowledged.by, time))}</span>`;
  }
  const what = words.doAbout[kind];
  return what ? html`<span>${say(what)}</span>` : nothing;
}

function drawDeeds(alarm: Alarm, named: string, state: ManageState, manage: Manage): Drawn {
  const { id, kind, acknowledged, service, window } = alarm;
  const leads = service !== null || window !== null;
  return html`<span class="manage-alarm__deeds">
    ${
      leads
        ? html`<button class="button button--dense button--quiet" data-action="show" aria-describedby=${named} @click=${() => pointTo(alarm)}>
            ${say(words.showIt)}
          </button>`
        : nothing
    }
    ${
      id !== null && acknowledged === null && manage.mayAcknowledge
        ? html`<button
            class="button button--dense ${HELP.has(kind) ? "button--filled" : ""}"
            data-action="acknowledge"
            aria-describedby=${named}
            ?disabled=${state.busy}
            @click=${() => void manage.acknowledge(id)}
          >
            ${say(HELP.has(kind) ? words.going : words.acknowledge)}
          </button>`
        : nothing
    }
  </span>`;
}
