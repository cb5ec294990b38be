// The page of reviews: its header, the two sides of it, and what the last press came to.

import { html, type TemplateResult } from "lit";

import { say } from "../shared/language";
import { freshness, refusedPage, staffTop } from "../staff/frame";
import { messageLine } from "../staff/messages";
import type { Reviews } from "./reviews";
import type { ReviewsState } from "./state";
import { drawFigures } from "./view-figures";
import { drawList } from "./view-list";
import { drawOne } from "./view-one";
import { words } from "./words";

export function drawReviews(state: ReviewsState, reviews: Reviews): TemplateResult {
  if (!reviews.mayHandle) return refusedPage(state, words.title, words.noReviews);
  return html`
    <div class="staff" aria-busy=${state.busy !== null}>
      ${staffTop(state, { title: words.title, beside: tabs(state, reviews), to: ["board"] })} ${freshness(state, state.standing)}
      ${messageLine(state, () => reviews.wire.dismiss())}
      <main class="reviews__page ${state.one ? "reviews__page--one" : ""}">
        ${state.page === "figures" ? drawFigures(state, reviews) : html`${drawList(state, reviews)} ${drawOne(state, reviews)}`}
      </main>
    </div>
  `;
}

function tabs({ page }: ReviewsState, reviews: Reviews): TemplateResult {
  const turn = (to: ReviewsState["page"]): TemplateResult => html`
    <button class="staff-tab" data-page=${to} aria-pressed=${page === to} @click=${() => void reviews.turnTo(to)}>${say(words[to])}</button>
  `;
  return html`<nav class="staff-tabs" aria-label=${say(words.pages)}>${turn("list")} ${turn("figures")}</nav>`;
}
