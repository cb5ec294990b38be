// Alarms on top of the board: since when, what to do, who takes care of it.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime, dayIn, sameDay } from "../shared/format";
import { icon } from "../shared/icons";
import { language, say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Alarm } from "../staff/shapes";
import { words as staff } from "../staff/words";
import { cards, HELP, pointTo, windowsOf, type Card } from "./alarms";
import type { Manage } from "./manage";
import type { ManageState } from "./state";
import { words } from "./words";

/** More are behind a button: the hall must stay in sight. */
const FIRST = 5;

export function drawAlarms(state: ManageState, manage: Manage): TemplateResult {
  const all = cards(state.board?.alarms ?? []);
  const shown = state.allAlarms ? all : all.slice(0, FIRST);
  const more = (): void => manage.shown.change({ allAlarms: !state.allAlarms });
  return html`
    <section class="manage-alarms" id="alarms" aria-label=${say(words.alarms)}>
      <p class="for-readers" role="status">${state.announced}</p>
      ${all.length === 0 && state.board ? html`<span class="state state--good">${say(words.noAlarms)}</span>` : nothing}
      <ul class="manage-alarms__list">
        ${shown.map((card, place) => drawCard(card, place, state, manage))}
        ${
          all.length > FIRST
            ? html`<li class="manage-alarms__more">
                <button class="button button--dense" data-action="more-alarms" aria-expanded=${state.allAlarms} @click=${more}>
                  ${say(state.allAlarms ? words.fewerAlarms : words.moreAlarms(all.length - FIRST))}
                </button>
              </li>`
            : nothing
        }
      </ul>
    </section>
  `;
}

/** One alarm, or several idle windows, of which the first has been told of longest. */
function drawCard(card: Card, place: number, state: ManageState, manage: Manage): TemplateResult {
  const [alarm] = card;
  const help = HELP.has(alarm.kind);
  const named = `alarm-${alarm.id ?? `trouble-${place}`}`;
  const look = [
    "manage-alarm",
    help ? "manage-alarm--help" : "",
    alarm.acknowledged ? "manage-alarm--taken" : "",
    card.some(({ id }) => id !== null && state.fresh.has(id)) ? "manage-alarm--fresh" : "",
  ];
  return html`
    <li
      class=${look.join(" ")}
      data-alarm=${alarm.kind}
      data-service=${alarm.service ?? nothing}
      data-at=${windowsOf(card).join(" ") || nothing}
    >
      <span class="manage-alarm__shape" aria-hidden="true">${help ? icon("bell") : alarm.acknowledged ? "△" : "▲"}</span>
      <div class="manage-alarm__words">
        <b id=${named}>${say(card.length === 1 ? alarm.text : words.idleWindows(windowsOf(card)))}</b>
        <span class="manage-alarm__more">${drawSince(alarm, state)}${drawRecord(card, state)}${drawWhat(card, state)}</span>
      </div>
      ${drawDeeds(card, named, state, manage)}
    </li>
  `;
}

/** A red card stands for days: then the day says more than the hour. */
function drawSince({ since }: Alarm, { hall, now }: ManageState): Drawn {
  if (!since) return nothing;
  const today = sameDay(since, new Date(now), hall?.timezone);
  const when = today ? clockTime(since, hall?.timezone) : dayIn(hall?.timezone, new Date(since)).slice(5);
  return html`<span class="manage-alarm__since number">${say(staff.since(when))}</span>`;
}

/** What to do; once somebody does it, who and since when: for several alarms, each of the people once. */
function drawWhat(card: Card, { hall, records }: ManageState): Drawn {
  const [{ id, kind, acknowledged }] = card;
  if (id !== null && acknowledged === null && records.get(id)) return nothing; // the way to the record says it
  if (acknowledged) {
    const told = HELP.has(kind) ? staff.goingBy : words.acknowledgedBy;
    const taken = new Map(card.map((one) => [one.acknowledged?.by ?? acknowledged.by, one.acknowledged?.at ?? acknowledged.at]));
    return html`${[...taken].map(
      ([by, at]) => html`<span class="manage-alarm__taken">✓ ${say(told(by, clockTime(at, hall?.timezone)))}</span>`,
    )}`;
  }
  const what = words.doAbout[kind];
  return what ? html`<span>${say(what)}</span>` : nothing;
}

function drawDeeds(card: Card, named: string, state: ManageState, manage: Manage): Drawn {
  const [{ kind, acknowledged, service, window }] = card;
  const ids = card.flatMap(({ id }) => (id === null ? [] : [id]));
  const leads = service !== null || window !== null;
  return html`<span class="manage-alarm__deeds">
    ${
      leads
        ? html`<button class="button button--dense button--quiet" data-action="show" aria-describedby=${named} @click=${() => pointTo(card)}>
            ${say(words.showIt)}
          </button>`
        : nothing
    }
    ${kind === "red_card" ? drawToRecord(card, named, state) : nothing}
    ${
      kind === "carrier_silent"
        ? html`<a class="button button--dense button--quiet" data-action="carriers" aria-describedby=${named} href="/manage/carriers?hall=${state.code}&lang=${language()}">
            ${say(words.showIt)}
          </a>`
        : nothing
    }
    ${
      ids.length && acknowledged === null && manage.mayAcknowledge
        ? html`<button
            class="button button--dense ${HELP.has(kind) ? "button--filled" : ""}"
            data-action="acknowledge"
            aria-describedby=${named}
            ?disabled=${state.busy !== null}
            @click=${() => void manage.acknowledge(ids)}
          >
            ${say(HELP.has(kind) ? staff.going : words.acknowledge)}
          </button>`
        : nothing
    }
  </span>`;
}

/** The record itself for whoever may read it, the ledger for everybody else who sees the board. */
function drawToRecord([{ id }]: Card, named: string, { records, code }: ManageState): TemplateResult {
  const record = id === null ? null : (records.get(id) ?? null);
  const address = record === null ? "" : `&record=${record.id}`;
  return html`<a class="button button--dense button--quiet" data-action="record" aria-describedby=${named} href="/escalations?hall=${code}${address}&lang=${language()}">
    ${say(record === null ? words.toLedger : words.toRecord(record.number))}
  </a>`;
}

/** Which record it is, and what for. */
function drawRecord([{ id, kind }]: Card, { records }: ManageState): Drawn {
  const record = kind === "red_card" && id !== null ? records.get(id) : null;
  if (!record?.service_label) return nothing;
  return html`<span data-record-of=${record.number}>${say(record.service_label)}</span>`;
}
