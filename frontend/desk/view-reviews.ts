// What visitors said of my work, by level and tags, and the appeal against a bad one.

import { html, nothing, type TemplateResult } from "lit";

import { face } from "../review/faces";
import { dayIn } from "../shared/format";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import { words as staff } from "../staff/words";
import type { OwnReview } from "../staff/shapes";
import type { Desk } from "./desk";
import type { DeskState, Panel } from "./state";
import { drawReason } from "./view-fields";
import { panels } from "./words-deeds";

type ReviewsPanel = Extract<Panel, { name: "reviews" }>;

export function drawReviews(panel: ReviewsPanel, { reviews, hall, now }: DeskState, desk: Desk): TemplateResult {
  const chosen = reviews?.find((one) => one.id === panel.appeal) ?? null;
  if (chosen !== null) return drawAppeal(chosen, panel, desk);
  const today = dayIn(hall?.timezone, new Date(now));
  return html`
    <h2 id="panel">${say(panels.reviewsTitle)}</h2>
    <p class="soft">${say(panels.reviewsMore)}</p>
    ${reviews === null ? html`<p class="soft">${say(common.loading)}</p>` : nothing}
    ${reviews?.length === 0 ? html`<p class="notice">${say(panels.reviewsNone)}</p>` : nothing}
    <ul class="desk-reviews" tabindex="0" aria-label=${say(panels.reviewsTitle)}>${reviews?.map((one) => drawOwn(one, panel, today, desk))}</ul>
  `;
}

function drawOwn(one: OwnReview, panel: ReviewsPanel, today: string, desk: Desk): TemplateResult {
  return html`<li class="desk-review" data-review=${one.id}>
    ${face(one.rating)}
    <span class="desk-review__what">
      <b>${one.label}</b>
      <span class="soft"><span class="number">${one.day} ${one.number}</span> ${one.tags.map(({ name }) => html` · ${say(name)}`)}</span>
    </span>
    ${one.appeal ? html`<span class="state ${one.appeal === "open" ? "state--wait" : ""}" data-appeal=${one.appeal}>${say(staff.appeals[one.appeal])}</span>` : nothing}
    ${drawWay(one, panel, today, desk)}
  </li>`;
}

function drawWay({ id, number, appeal_until }: OwnReview, panel: ReviewsPanel, today: string, desk: Desk): Drawn {
  if (appeal_until === null || appeal_until < today) return nothing;
  return html`<button
    type="button"
    class="button button--dense"
    data-action="appeal"
    aria-label="${say(panels.appeal(appeal_until))} ${number}"
    @click=${() => desk.forms.edit({ ...panel, appeal: id, reason: "" })}
  >
    ${say(panels.appeal(appeal_until))}
  </button>`;
}

function drawAppeal(one: OwnReview, panel: ReviewsPanel, desk: Desk): TemplateResult {
  return html`
    <h2 id="panel">${say(panels.appealTitle)}</h2>
    <p class="desk-review">${face(one.rating)}<b>${one.number} ${one.label}</b></p>
    <p>${say(panels.appealMore)}</p>
    ${drawReason(panel.reason, [], (reason) => desk.forms.edit({ ...panel, reason }))}
  `;
}
