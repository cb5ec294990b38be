// The page of reviews: its header, the two sides of it, and what the last press came to.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { language, say, speak } from "../shared/language";
import { standingStrip, type Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { refusedPage } from "../staff/refused";
import { signOut } from "../staff/session";
import { words as staff } from "../staff/words";
import type { Reviews } from "./reviews";
import type { ReviewsState } from "./state";
import { drawFigures } from "./view-figures";
import { drawList } from "./view-list";
import { drawOne } from "./view-one";
import { words } from "./words";

export function drawReviews(state: ReviewsState, reviews: Reviews): TemplateResult {
  if (!reviews.mayHandle) return refusedPage(words.title, words.noReviews);
  return html`
    <div class="reviews" aria-busy=${state.busy}>
      ${header(state, reviews)} ${standingStrip(state.standing, state.hall?.timezone)}
      <main class="reviews__page ${state.one ? "reviews__page--one" : ""}">
        ${state.page === "figures" ? drawFigures(state, reviews) : html`${drawList(state, reviews)} ${drawOne(state, reviews)}`}
      </main>
      ${drawMessage(state, reviews)}
    </div>
  `;
}

function header({ session, hall, code, page }: ReviewsState, reviews: Reviews): TemplateResult {
  const turn = (to: ReviewsState["page"]): TemplateResult => html`
    <button class="reviews__tab" data-page=${to} aria-pressed=${page === to} @click=${() => void reviews.turnTo(to)}>${say(words[to])}</button>
  `;
  return html`
    <header class="manage__top reviews__top">
      <h1>${say(words.title)}</h1>
      <p class="reviews__hall">${hall ? say(hall.name) : code}</p>
      <nav class="reviews__tabs" aria-label=${say(words.pages)}>${turn("list")} ${turn("figures")}</nav>
      <div class="reviews__menu">
        <span>${icon("person")}${session.user.name}</span>
        <a class="desk-link" href="/manage?hall=${code}&lang=${language()}">${say(staff.toBoard)}</a>
        <button class="desk-link" data-action="language" @click=${() => speak(language() === "zh" ? "en" : "zh")}>
          ${say(common.otherLanguage)}
        </button>
        <button class="desk-link" data-action="sign-out" @click=${() => void signOut()}>${say(staff.signOut)}</button>
      </div>
    </header>
  `;
}

function drawMessage({ message }: ReviewsState, reviews: Reviews): Drawn {
  if (message === null) return nothing;
  const text = typeof message.text === "string" ? message.text : say(message.text);
  return html`<div class="manage__message">
    <div class="desk__message desk__message--${message.look}" role=${message.look === "bad" ? "alert" : "status"}>
      <p>${text}</p>
      ${message.again ? html`<button class="button button--dense" data-action="again" @click=${message.again}>${say(common.again)}</button>` : nothing}
      <button class="desk__dismiss" aria-label=${say(staff.dismiss)} @click=${() => reviews.dismiss()}>${icon("cross")}</button>
    </div>
  </div>`;
}
