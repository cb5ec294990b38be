// Over the ledger: the windows that call the officer, who goes there, and how many red cards nobody has taken note of.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Alarm } from "../staff/shapes";
import { words as staff } from "../staff/words";
import type { Escalations } from "./escalations";
import type { LedgerState } from "./state";
import { words } from "./words";

/** What went red and still has its alarm is overdue, also once a joint meeting is the graver card. */
const LATE = { due: "overdue" };

export function drawCalls(state: LedgerState, page: Escalations): Drawn {
  if (!page.isCalled) return nothing;
  const red = state.calls.filter(({ kind, acknowledged }) => kind === "red_card" && acknowledged === null);
  const windows = state.calls.filter(({ kind }) => kind === "help_escalation");
  return html`<section class="cases-calls" aria-label=${say(words.calls)}>
    <p class="for-readers" role="status">${state.announced}</p>
    <ul>
      ${windows.map((call) => drawCall(call, state, page))} ${red.length > 0 ? drawRed(red.length, page) : nothing}
    </ul>
  </section>`;
}

function drawCall({ id, text, since, acknowledged }: Alarm, { hall, busy }: LedgerState, page: Escalations): TemplateResult {
  const time = (at: string): string => clockTime(at, hall?.timezone);
  return html`<li class="cases-call ${acknowledged ? "cases-call--taken" : ""}" data-call="help_escalation">
    ${icon("bell")}
    <b id="call-${id}">${say(text)}</b>
    ${since ? html`<span class="number">${say(staff.since(time(since)))}</span>` : nothing}
    ${
      acknowledged
        ? html`<span>✓ ${say(staff.goingBy(acknowledged.by, time(acknowledged.at)))}</span>`
        : html`<button
            class="button button--dense button--filled"
            data-action="going"
            aria-describedby="call-${id}"
            ?disabled=${busy !== null}
            @click=${() => id !== null && void page.calls.go(id)}
          >
            ${say(staff.going)}
          </button>`
    }
  </li>`;
}

function drawRed(count: number, page: Escalations): TemplateResult {
  return html`<li class="cases-call" data-call="red_card">
    ${icon("bell")}<b id="call-red">${say(words.redCalls(count))}</b>
    <button class="button button--dense" data-action="red" aria-describedby="call-red" @click=${() => void page.rows(LATE)}>${say(words.showLate)}</button>
  </li>`;
}
