// Who waits for what: all of it, and by service; more than fit are shown page by page.

import { html, nothing, type TemplateResult } from "lit";

import { shownBand } from "../shared/bands";
import { clockTime } from "../shared/format";
import { say } from "../shared/language";
import type { Wait } from "../shared/types";
import { words as common } from "../shared/words";
import type { WaitingGroup } from "./messages";
import type { PausedWindow, ScreenState } from "./state";
import { other } from "./view-calls";
import { screenWords as words } from "../generated/screen";

const ROWS = 9;
const PAGE_MS = 10_000;

export function drawWaiting({ waiting, now, paused, hall }: ScreenState): TemplateResult {
  const groups = (waiting?.groups ?? []).filter((group) => group.waiting > 0);
  const fit = paused.length ? ROWS - 1 : ROWS;
  const pages = Math.max(1, Math.ceil(groups.length / fit));
  const rows = Math.ceil(groups.length / pages);
  const page = Math.floor(now.getTime() / PAGE_MS) % pages;
  return html`
    <aside class="screen-waiting">
      <h2 class="screen__title">
        ${say(words.waiting)}<small>${other(words.waiting)}</small>
        <b class="screen-waiting__total number">${waiting?.total ?? nothing}</b>
      </h2>
      ${
        groups.length === 0 && waiting
          ? html`<p class="screen-waiting__nobody">${say(words.nobodyWaits)}</p>`
          : html`<ul class="screen-waiting__groups">
              ${groups.slice(page * rows, (page + 1) * rows).map(drawGroup)}
            </ul>`
      }
      ${paused.length ? drawPaused(paused, hall?.timezone) : nothing}
      ${pages > 1 ? html`<p class="screen-waiting__pages number">${page + 1} / ${pages}</p>` : nothing}
    </aside>
  `;
}

/** Windows that have paused, each with when it said it would be back. */
function drawPaused(paused: readonly PausedWindow[], timezone: string | undefined): TemplateResult {
  const told = (window: PausedWindow): string =>
    say(
      window.until
        ? words.pausedWindowUntil({ window: window.number, until: clockTime(window.until, timezone) })
        : words.pausedWindow({ window: window.number }),
    );
  return html`
    <p class="screen-waiting__paused" data-paused=${paused.map((window) => window.number).join(" ")}>
      <b>❚❚ ${say(words.paused)}</b> ${paused.map(told).join(" · ")}
    </p>
  `;
}

/** As short as a column of figures wants it. */
function band({ p10_minutes, p90_minutes }: Wait): string {
  const [low, high] = shownBand(p10_minutes, p90_minutes);
  return say(low === 0 ? words.bandUpTo({ high }) : words.band({ low, high }));
}

function drawGroup(group: WaitingGroup): TemplateResult {
  return html`
    <li class="screen-group ${group.wait ? "screen-group--timed" : ""}" data-service=${group.service}>
      <span class="screen-group__name">${say(group.name)}</span>
      <b class="screen-group__count number">${group.waiting}</b>
      ${
        group.open_windows > 0
          ? html`<span class="screen-group__windows">${say(common.windows(group.windows))}</span>`
          : html`<span class="screen-group__windows screen-group__windows--none">▲ ${say(words.noWindow)}</span>`
      }
      ${group.wait ? html`<span class="screen-group__band number" data-band>${band(group.wait)}</span>` : nothing}
    </li>
  `;
}
