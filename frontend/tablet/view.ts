// The tablet's page: at rest, asking with five faces, and thanks; always which window, and whether it hears the hall.

import { html, nothing, type TemplateResult } from "lit";

import { reviewWords as words } from "../generated/review";
import { face } from "../review/faces";
import { reviewForm } from "../review/form";
import { longDate } from "../shared/format";
import { icon } from "../shared/icons";
import { languageTag, otherLanguage, say, type Text } from "../shared/language";
import { isElder } from "../shared/page";
import { standingStrip, type Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { TabletState } from "./state";
import type { Tablet } from "./tablet";

export function view(state: TabletState, tablet: Tablet, name: Text, number: number): TemplateResult {
  return html`
    <header class="tablet__top">
      <p class="tablet__hall">${say(name)}</p>
      <p class="tablet__window">${say(common.windowNumber(number))}</p>
    </header>
    ${strip(state)}
    <main class="tablet tablet--${state.step}" data-step=${state.step}>${body(state, tablet)}</main>
    <footer class="tablet__foot">${leaving(state, tablet)} ${switches(tablet)}</footer>
  `;
}

/** What is the matter with the tablet itself. */
function strip({ standing, registered, hall }: TabletState): Drawn {
  const offline = standingStrip(standing, hall?.timezone);
  if (offline !== nothing || registered) return offline;
  return html`<div class="standing" role="status" data-not-registered>${say(words.device.notRegistered)}</div>`;
}

function body(state: TabletState, tablet: Tablet): TemplateResult {
  const of = tablet.asking?.state.of ?? null;
  if (state.step === "ask" && tablet.asking !== null && of !== null) {
    return html`
      <h1 tabindex="-1">${say(words.title)}</h1>
      <p class="soft">${say(words.device.number({ number: of.number }))} · ${say(words.lead)}</p>
      ${reviewForm(of, tablet.asking, { typed: true, done: () => tablet.thank() })}
    `;
  }
  if (state.step === "thanks") return thanks(tablet);
  return html`
    ${face("satisfied")}
    <h1 tabindex="-1">${say(words.device.welcome)}</h1>
    <p>${say(words.device.rest)}</p>
    ${state.visit !== null && state.left
      ? html`<button class="button button--filled" data-act="ask" @click=${() => tablet.ask()}>
          ${say(words.device.ask({ number: state.visit.number }))}
        </button>`
      : nothing}
  `;
}

/** A tablet stands in the open: what was said by phone it does not show, and what was said here by no face of its own. */
function thanks({ asking }: Tablet): TemplateResult {
  const here = asking?.state.thanked === true;
  const day = (here ? asking?.state.of?.review?.reply_by : null) ?? null;
  return html`
    ${face("satisfied")}
    <h1 tabindex="-1">${say(here ? words.thanks : words.already)}</h1>
    ${day === null
      ? nothing
      : html`<p>${say(words.thanksBad)}</p>
          <p>${say(words.replyByPhone({ day: longDate(`${day}T12:00Z`, "UTC") }))}</p>`}
  `;
}

function leaving({ step, leavingIn }: TabletState, tablet: Tablet): Drawn {
  if (leavingIn === null) return nothing;
  return html`<div class="tablet__leaving">
    <button class="button" data-act="leave" @click=${() => tablet.rest()}>${say(step === "ask" ? words.skip : common.back)}</button>
    <p class="tablet__count number" data-leaving=${leavingIn}>${say(words.backIn({ n: leavingIn }))}</p>
  </div>`;
}

function switches(tablet: Tablet): TemplateResult {
  const other = otherLanguage();
  return html`<div class="tablet__switches">
    <button class="button button--quiet" data-switch="elder" aria-pressed=${isElder()} @click=${() => tablet.toggleElder()}>
      ${icon("text")}<span>${say(isElder() ? common.elderOff : common.elder)}</span>
    </button>
    <button class="button button--quiet" data-switch="language" lang=${languageTag(other.tag)} @click=${() => tablet.toggleLanguage()}>
      ${icon("globe")}<span>${other.name}</span>
    </button>
  </div>`;
}
