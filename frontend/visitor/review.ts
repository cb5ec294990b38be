// After the visit: what it was like, asked once; afterwards what was said, and what the hall answered.

import { html, nothing, type TemplateResult } from "lit";

import { reviewWords as words } from "../generated/review";
import { face } from "../review/faces";
import { reviewForm } from "../review/form";
import { levelOf, type Given, type TicketReview } from "../review/opinion";
import { longDate } from "../shared/format";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { MyTicket } from "./state";
import type { Visitor } from "./visitor";

export function review(ticket: MyTicket, { asking }: Visitor): Drawn {
  const { of, thanked } = asking.state;
  if (ticket.state !== "done" || of === null) return nothing;
  if (of.review !== null) return given(of, of.review, thanked);
  if (!of.open) return nothing;
  return html`<section class="card reviewing" aria-labelledby="review">
    <h2 id="review">${say(words.title)}</h2>
    <p class="soft">${say(words.lead)}</p>
    ${reviewForm(of, asking, { typed: true })}
  </section>`;
}

function given(of: TicketReview, { rating, tags, text, reply, reply_by }: Given, thanked: boolean): TemplateResult {
  const level = levelOf(of, rating);
  return html`<section class="card reviewing" data-review="given">
    <h2 tabindex="-1">${say(thanked ? words.thanks : words.yours)}</h2>
    ${thanked && level?.bad ? html`<p>${say(words.thanksBad)}</p>` : nothing}
    <p class="reviewing__level">${face(rating)}<b>${level ? say(level.name) : rating}</b></p>
    ${tags.length > 0 ? html`<ul class="reviewing__tags">${tags.map(({ name }) => html`<li>${say(name)}</li>`)}</ul>` : nothing}
    ${text ? html`<blockquote class="reviewing__text">${text}</blockquote>` : nothing}
    ${reply === null ? replyPending(reply_by) : html`<div class="notice" data-reply><h3>${say(words.reply)}</h3><p>${reply}</p></div>`}
  </section>`;
}

/** A bad review is answered, by a day that was promised. */
function replyPending(day: string | null): Drawn {
  if (day === null) return nothing;
  return html`<p class="soft" data-reply-by=${day}>${say(words.replyBy({ day: longDate(`${day}T12:00Z`, "UTC") }))}</p>`;
}
