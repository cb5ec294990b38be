// A visit that is over, reviewed by whoever scans its slip: five faces and tags, and thanks that end by themselves.

import { html, nothing, type TemplateResult } from "lit";

import { reviewWords as words } from "../generated/review";
import { kioskWords } from "../generated/kiosk";
import { face } from "../review/faces";
import { reviewForm } from "../review/form";
import { longDate } from "../shared/format";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Kiosk } from "./kiosk";
import type { KioskState } from "./state";

/** Beside what the scanned code led to: the way to the review, or a word that there is one. */
/** `first`: there is nothing more pressing to do here. */
export function ratingWay(kiosk: Kiosk, first = true): Drawn {
  const of = kiosk.asking?.state.of ?? null;
  if (of === null) return nothing;
  if (of.review !== null) return html`<p class="soft rated" data-rated>${icon("check")}<span>${say(words.already)}</span></p>`;
  if (!of.open) return nothing;
  return html`<button class="way ${first ? "way--filled" : ""}" data-way="review" @click=${() => kiosk.go("review")}>
    <span class="way__name">${icon("star")}${say(words.entry)}</span>
  </button>`;
}

/** Words are left to phones: a kiosk's glass has letters alone. */
export function ratingView(kiosk: Kiosk): TemplateResult {
  const { asking } = kiosk;
  const of = asking?.state.of ?? null;
  return html`
    <div class="rating">
      <h1 tabindex="-1">${say(words.title)}</h1>
      ${of === null ? nothing : html`<p class="soft">${say(words.device.number({ number: of.number }))} · ${say(words.lead)}</p>`}
      ${asking === null || of === null ? nothing : reviewForm(of, asking, { typed: false, done: () => kiosk.thank() })}
    </div>
  `;
}

/** As on the tablet: what was said by phone is not shown in the open. */
export function thanksView(state: KioskState, kiosk: Kiosk): TemplateResult {
  const here = kiosk.asking?.state.thanked === true;
  const day = (here ? kiosk.asking?.state.of?.review?.reply_by : null) ?? null;
  return html`
    <div class="rating rating--thanks" role="status" data-thanks>
      ${face("satisfied")}
      <h1 tabindex="-1">${say(here ? words.thanks : words.already)}</h1>
      ${day === null ? nothing : html`<p>${say(words.thanksBad)} ${say(words.replyByPhone({ day: longDate(`${day}T12:00Z`, "UTC") }))}</p>`}
    </div>
    <div class="choice__ways">
      <button class="way way--filled" data-way="done" @click=${() => kiosk.leaveForNext()}>
        <span class="way__name">${icon("check")}${say(kioskWords.done)}</span>
        <span class="way__hint" aria-live="off">${say(kioskWords.backIn({ seconds: state.leavingIn ?? 0 }))}</span>
      </button>
    </div>
  `;
}
