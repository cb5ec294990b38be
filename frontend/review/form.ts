// The form in which a visit is reviewed: five faces, then tags of the level chosen, and words for whoever likes.

import { html, nothing, type TemplateResult } from "lit";

import { reviewWords as words } from "../generated/review";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import type { Asking } from "./asking";
import { face } from "./faces";
import { levelOf, tagsFor, type Level, type TicketReview } from "./opinion";

/** The longest text the server takes. */
const MOST = 500;

/** `typed`: words can be typed here. `done` is called once the hall has the review. */
export interface FormOptions {
  readonly typed: boolean;
  readonly done?: () => void;
}

export function reviewForm(of: TicketReview, asking: Asking, { typed, done }: FormOptions): TemplateResult {
  const { state } = asking;
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await asking.send()) done?.();
  };
  return html`<form class="review" data-review="open" @submit=${send} novalidate>
    <ul class="review__levels" aria-label=${say(words.levels)}>
      ${of.levels.map((level) => html`<li>${levelButton(level, asking)}</li>`)}
    </ul>
    ${state.opinion.rating === null ? nothing : more(of, asking, typed)}
  </form>`;
}

function levelButton({ rating, name }: Level, asking: Asking): TemplateResult {
  const chosen = asking.state.opinion.rating === rating;
  const choose = (event: Event): void => {
    const form = (event.currentTarget as HTMLElement).closest("form");
    asking.choose(rating);
    window.requestAnimationFrame(() => showMore(form));
  };
  return html`<button type="button" class="level" data-rating=${rating} aria-pressed=${chosen} @click=${choose}>
    ${face(rating)}<span>${say(name)}</span>
  </button>`;
}

/** What a level asks for may lie below what is in sight. */
function showMore(form: HTMLElement | null): void {
  form?.querySelector(".review__tags")?.scrollIntoView({ block: "nearest" });
}

function more(of: TicketReview, asking: Asking, typed: boolean): TemplateResult {
  const { opinion, sending, problem } = asking.state;
  const bad = levelOf(of, opinion.rating)?.bad === true;
  const lead = bad ? (typed ? words.why : words.whyTags) : words.what;
  return html`
    <fieldset class="review__tags">
      <legend>${say(lead)}</legend>
      ${tagsFor(of, opinion.rating).map(
        ({ code, name }) => html`<button
          type="button"
          class="tag"
          data-tag=${code}
          aria-pressed=${opinion.tags.includes(code)}
          @click=${() => asking.toggle(code)}
        >
          ${opinion.tags.includes(code) ? icon("check") : nothing}<span>${say(name)}</span>
        </button>`,
      )}
    </fieldset>
    ${typed ? wordsField(asking, bad) : nothing}
    ${problem ? html`<p class="notice notice--bad" role="alert">${problem}</p>` : nothing}
    <button class="button button--filled review__send" data-act="send-review" ?disabled=${sending}>${say(words.send)}</button>
  `;
}

function wordsField(asking: Asking, bad: boolean): TemplateResult {
  return html`<label class="field">
    <span class="field__label">${say(bad ? words.textBad : words.text)}</span>
    <textarea
      class="field__input review__text"
      rows="3"
      maxlength=${MOST}
      .value=${asking.state.opinion.text}
      @input=${(event: InputEvent) => asking.write((event.target as HTMLTextAreaElement).value)}
    ></textarea>
    <span class="field__hint">${say(words.textHint)}</span>
  </label>`;
}
