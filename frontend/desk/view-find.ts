// One number looked up: called before its turn, taken back into the queue, or given the green channel.

import { html, nothing, type TemplateResult } from "lit";

import { band } from "../shared/format";
import { say } from "../shared/language";
import { stateBadge, type Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { StaffTicket, StaffWindow } from "../staff/shapes";
import { words as staff } from "../staff/words";
import type { Desk } from "./desk";
import { barTo } from "./queue";
import type { DeskState, Panel } from "./state";
import { drawReason, fieldChanged } from "./view-fields";
import { drawCategory } from "./view-ticket";
import { panels } from "./words-deeds";

type FindPanel = Extract<Panel, { name: "find" }>;

export function drawFind(panel: FindPanel, { window }: DeskState, desk: Desk): TemplateResult {
  const { found } = panel;
  const edit = fieldChanged((number) => desk.forms.edit({ ...panel, number, found: null }));
  return html`
    <h2 id="panel">${say(panels.findTitle)}</h2>
    <label class="field">
      <span class="field__label">${say(panels.number)}</span>
      <input
        class="field__input number"
        name="number"
        autofocus
        autocomplete="off"
        placeholder="A001"
        .value=${panel.number}
        @input=${edit}
      />
    </label>
    ${found ? drawFound(found, panel, desk) : nothing}
    ${found?.state === "waiting" && window ? drawCall(found, window, panel, desk) : nothing}
  `;
}

/** What a call out of order needs, or why it cannot be made from here: as the server would answer it. */
function drawCall(found: StaffTicket, window: StaffWindow, panel: FindPanel, desk: Desk): TemplateResult {
  const bar = barTo(found, window);
  if (bar !== null) {
    const why = { elsewhere: panels.boundElsewhere(found.bound ?? 0), busy: panels.windowBusy, closed: panels.notOpen, "not-here": panels.notHere };
    return html`<p class="notice" data-bar=${bar}>${say(why[bar])}</p>`;
  }
  return html`
    ${drawReason(panel.reason, [], (reason) => desk.forms.edit({ ...panel, reason }))}
    <p class="notice">${say(panels.outOfOrderMore)}</p>
  `;
}

function drawFound(found: StaffTicket, panel: FindPanel, desk: Desk): TemplateResult {
  return html`
    <div class="desk-found" data-ticket=${found.number}>
      <p>
        <b class="number">${found.number}</b> ${stateBadge(found.state)}
        ${found.window ? say(common.windowNumber(found.window)) : nothing}
      </p>
      <p>${found.errands.map((errand) => say(errand.name)).join("、")}</p>
      ${found.state === "waiting" && found.ahead !== null ? html`<p class="soft">${say(staff.ahead(found.ahead))}${found.wait ? ` · ${band(found.wait)}` : ""}</p>` : nothing}
      ${
        found.state === "passed"
          ? html`
              <button
                type="button"
                class="button button--filled"
                data-action="requeue"
                @click=${() => void desk.act("requeue", found)}
              >
                ${say(panels.requeue)}
              </button>
            `
          : nothing
      }
      ${found.category === null ? nothing : html`<p>${drawCategory(found)}</p>`}
      ${found.state === "waiting" && (found.category === null || found.category_confirmed === false) ? drawGreen(found, panel, desk) : nothing}
    </div>
  `;
}

/** A kiosk grants the green channel by age alone: the rest is confirmed here, for somebody who waits. */
function drawGreen(found: StaffTicket, panel: FindPanel, desk: Desk): Drawn {
  const { category } = panel;
  return html`
    <div class="desk-green">
      <select
        class="field__input"
        name="category"
        aria-label=${say(panels.category)}
        .value=${category}
        @change=${fieldChanged((chosen) => desk.forms.edit({ ...panel, category: chosen }))}
      >
        <option value="">${say(panels.category)}</option>
        ${Object.entries(staff.categories).map(([code, text]) => html`<option value=${code} ?selected=${code === category}>${say(text)}</option>`)}
      </select>
      <button
        type="button"
        class="button"
        data-action="upgrade"
        ?disabled=${category === ""}
        @click=${() => void desk.act("upgrade", found, { category })}
      >
        ${say(panels.upgrade)}
      </button>
    </div>
  `;
}
