// Where to sit today: every window of the hall, those that are taken named.

import { html, nothing, type TemplateResult } from "lit";

import { say } from "../shared/language";
import { words as common } from "../shared/words";
import type { BoardWindow } from "../staff/shapes";
import { words as staff } from "../staff/words";
import type { Desk } from "./desk";
import type { DeskState } from "./state";
import { words } from "./words";

export function drawChoose({ board, hall, session, busy }: DeskState, desk: Desk): TemplateResult {
  const windows = board?.windows ?? [];
  const zones = [...new Set(windows.map((window) => window.zone))];
  const zoneName = (zone: string | null): string => {
    const known = hall?.zones.find((one) => one.code === zone);
    return known && zones.length > 1 ? say(known.name) : "";
  };
  return html`
    <main class="desk-choose">
      <h2>${say(words.choose)}</h2>
      <p class="soft">${board ? (windows.length ? say(words.chooseMore) : say(words.noWindows)) : say(common.loading)}</p>
      ${zones.map(
        (zone) => html`
          ${zoneName(zone) ? html`<h3 class="desk-choose__zone">${zoneName(zone)}</h3>` : nothing}
          <ul class="desk-choose__windows">
            ${windows.filter((window) => window.zone === zone).map((window) => drawChoice(window, session.user.name, busy !== null, desk))}
          </ul>
        `,
      )}
    </main>
  `;
}

function drawChoice(window: BoardWindow, me: string, busy: boolean, desk: Desk): TemplateResult {
  const taken = window.clerk !== null && window.clerk !== me;
  return html`
    <li>
      <button
        class="desk-choice"
        data-window=${window.number}
        ?disabled=${taken || busy}
        @click=${() => void desk.signIn(window.id)}
      >
        <b class="desk-choice__number number">${window.number}</b>
        <span class="desk-choice__name">${say(window.name)}</span>
        <span class="desk-choice__person ${taken ? "" : "soft"}"
          >${taken ? say(words.takenBy(window.clerk ?? "")) : say(words.free)}</span
        >
        <span class="for-readers">${say(staff.window(window.number))}</span>
      </button>
    </li>
  `;
}
