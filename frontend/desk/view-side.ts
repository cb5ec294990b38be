// Beside the ticket: what is on hold here, who waits, and my day.

import { html, nothing, type TemplateResult } from "lit";

import { isBad } from "../review/opinion";
import { clockTime, dayIn, minutesSince } from "../shared/format";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { Outcome } from "../shared/types";
import { minutesNow, type DayAnswer, type HeldTicket, type WaitingRow } from "../staff/shapes";
import { keyOf } from "./deeds";
import type { Desk } from "./desk";
import { creditOf, inLine } from "./queue";
import type { DeskState } from "./state";
import { words } from "./words";

const SHOWN = 40;

export function drawSide(state: DeskState, desk: Desk): TemplateResult {
  return html`<aside class="desk-side">${drawHeld(state, desk)} ${drawQueue(state)} ${drawDay(state, desk)}</aside>`;
}

function drawHeld({ window, busy, board, now }: DeskState, desk: Desk): Drawn {
  const held = window?.held ?? [];
  if (held.length === 0) return nothing;
  const free = window?.state === "open" && window.ticket === null;
  return html`
    <section class="desk-side__part">
      <h2>${say(words.held)}<b class="number">${held.length}</b></h2>
      <ul class="desk-held">
        ${held.map((one, place) => drawHeldOne({ ...one, minutes: minutesNow(one.minutes, board, now) }, place, free, busy !== null, desk))}
      </ul>
    </section>
  `;
}

function drawHeldOne(held: HeldTicket, place: number, free: boolean, busy: boolean, desk: Desk): TemplateResult {
  return html`
    <li class="desk-held__one" data-ticket=${held.number}>
      <b class="number">${held.number}</b>
      <span class="soft">${say(words.heldFor(held.minutes))}</span>
      <button
        class="button button--dense"
        data-action="resume"
        aria-disabled=${!free || busy}
        @click=${() => desk.resume(place)}
      >
        ${say(words.resumeNow)} <span class="for-readers">${held.number}</span> ${place < 9 ? html`<kbd>${place + 1}</kbd>` : nothing}
      </button>
      <button
        class="button button--dense button--quiet"
        data-action="resume-waiting"
        aria-label="${say(words.resumeLater)} ${held.number}"
        ?disabled=${busy}
        @click=${() => void desk.act("resume", held, { to: "waiting" })}
      >
        ${say(words.resumeLater)}
      </button>
    </li>
  `;
}

function drawQueue({ board, window, services, hall, now }: DeskState): TemplateResult {
  const rows = board && window ? inLine(board, window) : [];
  const name = (row: WaitingRow): string => {
    const service = services.find((one) => one.code === row.service);
    return service ? say(service.name) : row.service;
  };
  return html`
    <section class="desk-side__part desk-side__part--queue">
      <h2>${say(words.queue)}<b class="number">${rows.length}</b></h2>
      ${rows.length === 0 ? html`<p class="soft">${say(words.queueEmpty)}</p>` : nothing}
      <ol class="desk-queue" tabindex="0" aria-label=${say(words.queue)}>
        ${rows.slice(0, SHOWN).map(
          (row) =>
            html` <li data-ticket=${row.number}>
              <b class="number">${row.number}</b>
              <span class="desk-queue__name">${name(row)}</span>
              <span class="soft number" title=${say(words.effective(clockTime(row.effective_since, hall?.timezone)))}
                >${minutesSince(row.issued_at, new Date(now))}′${drawCredit(row)}</span
              >
            </li>`,
        )}
        ${rows.length > SHOWN ? html`<li class="soft">${say(words.more(rows.length - SHOWN))}</li>` : nothing}
      </ol>
    </section>
  `;
}

function drawCredit(row: WaitingRow): Drawn {
  const credit = creditOf(row);
  return credit > 0 ? html` <span title=${say(words.credit(credit))}>+${credit}</span>` : nothing;
}

function drawDay({ day, reviews, hall, now }: DeskState, desk: Desk): Drawn {
  if (!day) return nothing;
  const today = dayIn(hall?.timezone, new Date(now));
  const mine = reviews?.filter((one) => one.day === today) ?? [];
  const mean = day.mean_minutes === null ? "–" : `${Math.round(day.mean_minutes * 10) / 10}′`;
  return html`
    <section class="desk-side__part">
      <h2>${say(words.day)}</h2>
      <dl class="desk-day">
        <div>
          <dt>${say(words.served)}</dt>
          <dd class="number" data-figure="served">${day.served}</dd>
        </div>
        <div>
          <dt>${say(words.mean)}</dt>
          <dd class="number">${mean}</dd>
        </div>
        <div>
          <dt>${say(words.passed)}</dt>
          <dd class="number">${day.passed}</dd>
        </div>
        <div>
          <dt>${say(words.reviewed)}</dt>
          <dd class="number" data-figure="reviewed">${mine.length}</dd>
        </div>
        <div>
          <dt>${say(words.reviewedGood)}</dt>
          <dd class="number" data-figure="good">${mine.filter(({ rating }) => !isBad(rating)).length}</dd>
        </div>
      </dl>
      <button class="button button--dense" data-action="reviews" @click=${() => desk.run("reviews")}>
        ${say(words.reviews)} <kbd>${keyOf("reviews")}</kbd>
      </button>
      ${drawOutcomes(day.outcomes)}
    </section>
  `;
}

function drawOutcomes(outcomes: DayAnswer["outcomes"]): Drawn {
  const counted = Object.entries(outcomes).sort(([, a], [, b]) => b - a);
  if (counted.length === 0) return nothing;
  return html`<ul class="desk-outcomes" aria-label=${say(words.outcomesToday)}>
    ${counted.map(
      ([outcome, count]) =>
        html`<li data-count=${outcome}><span>${say(common.outcomes[outcome as Outcome])}</span> <b class="number">${count}</b></li>`,
    )}
  </ul>`;
}
