// The page of the ledger: its header, what is open on it, and what the last press came to.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { say } from "../shared/language";
import { words as common } from "../shared/words";
import { freshness, refusedPage, staffTop } from "../staff/frame";
import { messageLine } from "../staff/messages";
import type { Escalations } from "./escalations";
import { mayTakeIn, type LedgerState } from "./state";
import { drawCalls } from "./view-calls";
import { drawFigures } from "./view-figures";
import { drawIntake } from "./view-intake";
import { drawList } from "./view-list";
import { drawOne } from "./view-one";
import { drawPanel, drawTools } from "./view-panels";
import { drawReceipt } from "./view-receipt";
import { words } from "./words";
import { intakeForm, keys } from "./words-deeds";

export function drawPage(state: LedgerState, page: Escalations): TemplateResult {
  if (page.part === null) return refusedPage(state, words.title, words.none);
  return html`
    <div class="staff cases" aria-busy=${state.busy !== null}>
      ${drawTop(state, page)} ${freshness(state, heard(state, page))} ${messageLine(state, () => page.wire.dismiss())} ${drawCalls(state, page)} ${drawBody(state, page)}
    </div>
  `;
}

/** An officer who would not hear a window's call is told so, whatever else gets through. */
function heard({ hearing }: LedgerState, { reach, isCalled }: Escalations): Parameters<typeof freshness>[1] {
  return isCalled && reach.lostSince === null && hearing.state !== "live" ? hearing : reach;
}

function drawBody(state: LedgerState, page: Escalations): TemplateResult {
  if (state.receipt !== null) return html`<main class="cases__intake">${drawReceipt(state.receipt, state, page)}</main>`;
  if (state.intake !== null) return html`<main class="cases__intake">${drawIntake(state.intake, state, page)}</main>`;
  if (page.part === "intake") return html`<main class="cases__intake"><p class="soft">${say(common.loading)}</p></main>`;
  return html`
    <main class="cases__page ${state.one ? "cases__page--one" : ""} ${state.panel ? "cases__page--panel" : ""}">
      ${drawTools(state, page)} ${state.panel ? drawPanel(state.panel, state, page) : html`${drawFigures(state, page)} ${drawList(state, page)} ${drawOne(state, page)}`}
    </main>
    <footer class="cases__keys soft">${keys.filter(([key]) => key !== "N" || mayTakeIn(state.session)).map(([key, does]) => html`<span><kbd>${key}</kbd> ${say(does)}</span>`)}</footer>
  `;
}

function drawTop(state: LedgerState, page: Escalations): TemplateResult {
  const takesIn = mayTakeIn(state.session) && state.intake === null;
  const begin = html`<button class="button button--dense" data-action="intake" aria-keyshortcuts="N" @click=${() => page.taking.begin(null)}>
    ${icon("plus")}${say(intakeForm.open)} <kbd>N</kbd>
  </button>`;
  return staffTop(state, { title: page.part === "tray" ? words.tray : words.title, beside: takesIn ? begin : nothing, to: ["board", "desk"] });
}
