// The buttons: the big one for the next call, and what can be done with the ticket that is here.

import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

import { band, clockTime, minutesSince } from "../shared/format";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { deedsNow, keyOf, type Deed } from "./deeds";
import type { Desk } from "./desk";
import { goHome } from "./focus";
import type { DeskState } from "./state";
import { words } from "./words";

/** What most presses are: of the ticket that was called, and of the one being served. */
const MAIN = new Set(["start", "finish", "reopen"]);

export function drawCallNext(state: DeskState, desk: Desk): TemplateResult {
  const deed = deedsNow(state).find((one) => one.name === "call-next");
  if (!deed) return html``;
  const { window } = state;
  const look = window?.ticket ? "desk-next desk-next--aside" : "desk-next";
  return html`
    <div class=${look}>
      <button
        class="desk-next__button"
        data-action="call-next"
        aria-disabled=${!deed.ready || state.busy !== null}
        @click=${(event: MouseEvent) => press(event, deed, desk)}
      >
        <span class="desk-next__title">${say(deed.title)}</span>
        <span class="desk-next__keys"><kbd>Enter</kbd><kbd>F2</kbd></span>
      </button>
      ${window?.ticket ? drawNext(state) : nothing}
    </div>
  `;
}

/** Whom this window would call, and why that one. */
export function drawNext({ next, window, hall, services, now }: DeskState): Drawn {
  if (window?.state === "paused" || window?.state === "closed") {
    const until = window.paused_until ? say(words.pausedUntil(clockTime(window.paused_until, hall?.timezone))) : "";
    return html`<p class="desk-next__rest">
      <b>${say(window.state === "paused" ? words.paused : words.closed)}</b
      ><span>${[window.reason, until].filter(Boolean).join(" · ")}</span>
    </p>`;
  }
  if (!next) return nothing;
  if (!next.ticket) return html`<p class="desk-next__who soft">${say(words.nobodyNext)}</p>`;
  const { ticket } = next;
  const first = ticket.errands.find((errand) => errand.state === "pending") ?? ticket.errands[0];
  const name = first ? (services.find((one) => one.code === first.service)?.name ?? first.name) : null;
  return html`
    <p class="desk-next__who" data-next=${ticket.number}>
      <span class="desk-next__label">${say(words.nextUp)}</span>
      <b class="number">${ticket.number}</b> ${name ? say(name) : nothing}
      <span class="desk-next__why"
        >${next.why ? say(next.why) : say(words.effective(clockTime(ticket.effective_since, hall?.timezone)))}
        ${say(words.waited(minutesSince(ticket.issued_at, new Date(now))))}${ticket.wait ? ` · ${band(ticket.wait)}` : ""}</span
      >
    </p>
  `;
}

export function drawDeeds(state: DeskState, desk: Desk): TemplateResult {
  const deeds = deedsNow(state).filter((deed) => deed.name !== "call-next");
  const main = deeds.filter((deed) => MAIN.has(deed.name));
  const others = deeds.filter((deed) => !MAIN.has(deed.name));
  const busy = state.busy !== null;
  return html`
    <div class="desk-deeds" data-state=${state.window?.ticket?.state ?? ""}>
      ${repeat(
        [...main, ...others],
        (deed) => deed.name,
        (deed) => drawDeed(deed, MAIN.has(deed.name) ? "desk-deed desk-deed--main" : "desk-deed", busy, desk),
      )}
    </div>
  `;
}

function drawDeed(deed: Deed, look: string, busy: boolean, desk: Desk): TemplateResult {
  const key = keyOf(deed.name);
  return html`
    <button
      class=${look}
      data-action=${deed.name}
      aria-disabled=${!deed.ready || busy}
      aria-keyshortcuts=${key}
      @click=${(event: MouseEvent) => press(event, deed, desk)}
    >
      <span class="desk-deed__title">${say(deed.title)}</span>
      <kbd>${key}</kbd>
      <span class="desk-deed__more">${say(deed.more)}</span>
    </button>
  `;
}

/** A press by mouse leaves no focus behind, so that the Enter after it calls the next and not the same again. */
function press(event: MouseEvent, deed: Deed, desk: Desk): void {
  if (event.detail > 0) goHome(event.currentTarget as HTMLElement);
  if (deed.ready && desk.shown.state.busy === null) desk.run(deed.name);
}
