// Every service as a row; with windows chosen, each row can be ticked for them and shows what would change.

import { html, nothing, type TemplateResult } from "lit";

import { shownBand } from "../shared/bands";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Wait } from "../shared/types";
import { minutesNow, type Board, type QueueRow } from "../staff/shapes";
import type { Manage } from "./manage";
import { preview, shareOf, type PreviewRow } from "./plan";
import type { ManageState } from "./state";
import { words } from "./words";

/** So many waiting for each window would be worth a look after a change; as things are, the hall's own alarm says so. */
const CROWDED = 10;

export function drawServices(state: ManageState, board: Board, manage: Manage): TemplateResult {
  const rows = new Map(preview(board, state.draft).map((row) => [row.service, row]));
  const choosing = state.chosen.size > 0;
  const calm = board.queues.filter((queue) => queue.waiting === 0).length;
  const foretold = board.queues.some((queue) => queue.wait !== null);
  return html`
    <section
      class="manage-services ${choosing ? "manage-services--choosing" : ""} ${state.allServices ? "manage-services--all" : ""}"
      id="services"
      aria-label=${say(words.services)}
    >
      <table class="manage-services__table">
        <thead>
          <tr>
            <th scope="col">${say(words.service)}</th>
            <th scope="col" class="figure">${say(words.waiting)}</th>
            <th scope="col" class="figure">${say(words.oldest)}</th>
            ${foretold ? html`<th scope="col" class="figure">${say(words.wait)}</th>` : nothing}
            <th scope="col" class="figure">${say(words.openShort)}</th>
            <th scope="col" class="figure manage-service__share">${say(words.perWindow)}</th>
          </tr>
        </thead>
        <tbody>
          ${board.queues.map((queue) => drawRow(queue, rows.get(queue.service), state, board, manage, foretold))}
        </tbody>
      </table>
      ${
        calm && !choosing && !state.allServices
          ? html`<button
              class="button manage-services__more"
              data-action="all-services"
              @click=${() => manage.shown.change({ allServices: true })}
            >
              ${say(words.allServices(calm))}
            </button>`
          : nothing
      }
    </section>
  `;
}

function drawRow(
  queue: QueueRow,
  planned: PreviewRow | undefined,
  state: ManageState,
  board: Board,
  manage: Manage,
  foretold: boolean,
): TemplateResult {
  const after = planned?.after ?? queue.open_windows;
  const changed = planned !== undefined && planned.after !== planned.before;
  const warned = board.alarms.some((alarm) => alarm.kind === "crowded" && alarm.service === queue.service);
  const crowded = changed ? queue.waiting > CROWDED * after : warned;
  return html`
    <tr
      class="manage-service ${lookOf(queue.waiting, after, crowded)} ${changed ? "manage-service--changed" : ""}"
      data-service=${queue.service}
      tabindex="-1"
    >
      <th scope="row">${drawTick(queue, state, board, manage)}</th>
      <td class="figure number"><b>${queue.waiting || nothing}</b></td>
      <td class="figure number">
        ${queue.waiting && queue.oldest_minutes !== null ? `${minutesNow(queue.oldest_minutes, board, state.now)}′` : nothing}
      </td>
      ${foretold ? html`<td class="figure number">${queue.wait && queue.waiting ? spanOf(queue.wait) : nothing}</td>` : nothing}
      <td class="figure number" data-figure="open">
        ${crowded ? html`<span aria-hidden="true">▲ </span>` : nothing}${changed ? html`<s>${planned.before}</s> → <b>${after}</b>` : after}
      </td>
      <td class="figure number manage-service__share">${drawPerWindow(queue.waiting, planned)}</td>
    </tr>
  `;
}

function lookOf(waiting: number, windows: number, crowded: boolean): string {
  if (waiting === 0) return "manage-service--calm";
  if (windows === 0) return "manage-service--alone";
  return crowded ? "manage-service--crowded" : "";
}

/** The name; with windows chosen, a box that is ticked when all of them do it, and half when some do. */
function drawTick(queue: QueueRow, { chosen, draft }: ManageState, board: Board, manage: Manage): TemplateResult {
  if (chosen.size === 0) return html`${say(queue.name)}`;
  const share = shareOf(board, draft, chosen, queue.service);
  return html`
    <label class="manage-service__tick">
      <input
        type="checkbox"
        aria-label=${say(words.tick(say(queue.name)))}
        .checked=${share === "all"}
        .indeterminate=${share === "some"}
        @change=${() => manage.allot(queue.service, share !== "all")}
      />
      <span>${say(queue.name)}</span>
    </label>
  `;
}

/** The band in figures alone: the column is narrow, and its minutes stand beside it. */
function spanOf(wait: Wait): string {
  const [low, high] = shownBand(wait.p10_minutes, wait.p90_minutes);
  return low === 0 ? `≤${high}′` : `${low}–${high}′`;
}

function drawPerWindow(waiting: number, planned: PreviewRow | undefined): Drawn | string {
  if (!planned || waiting === 0) return nothing;
  const share = (windows: number): string => (windows === 0 ? "–" : String(Math.round((waiting / windows) * 10) / 10));
  return planned.before === planned.after
    ? share(planned.after)
    : html`<s>${share(planned.before)}</s> → <b>${share(planned.after)}</b>`;
}
