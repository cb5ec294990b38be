// One review: what was said, its five steps with who, when and until when, and the form of the step that is next.

import { html, nothing, type TemplateResult } from "lit";

import { face } from "../review/faces";
import { clockTime } from "../shared/format";
import { icon } from "../shared/icons";
import { language, say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as staff } from "../staff/words";
import type { Reviews } from "./reviews";
import type { Heard, Review, StepTaken } from "./shapes";
import { purposeOf, type ReviewsState } from "./state";
import { drawLimit } from "./view-list";
import { words } from "./words";

const HEARD: readonly Heard[] = ["satisfied", "dissatisfied", "unreachable"];

export function drawOne(state: ReviewsState, reviews: Reviews): TemplateResult {
  const { one } = state;
  if (one === null) return html`<section class="review-one review-one--none"><p class="soft">${say(words.choose)}</p></section>`;
  return html`
    <section class="review-one" data-one=${one.id}>
      <button class="button button--quiet review-one__back" data-action="back" @click=${() => reviews.close()}>${icon("back")}${say(words.back)}</button>
      ${drawHead(one, state, reviews)} ${drawSaid(one, state, reviews)} ${drawAppeal(one, state, reviews)} ${drawSteps(one, state, reviews)} ${drawRecords(one, state, reviews)}
    </section>
  `;
}

function drawHead(one: Review, { hall }: ReviewsState, reviews: Reviews): TemplateResult {
  const fact = (name: string, value: string): TemplateResult => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`
    <h2 class="review-one__title" tabindex="-1">${face(one.rating)}<span><span class="number">${one.number}</span> ${one.label}</span></h2>
    <dl class="review-one__facts">
      ${fact(say(words.service), one.service_label)} ${fact(say(words.window), one.window === null ? say(words.unknown) : say(words.atWindow(one.window)))}
      ${fact(say(words.about), one.person ?? say(words.unknown))} ${fact(say(words.given), `${one.day} ${clockTime(one.given_at, hall?.timezone)}`)}
      ${fact(say(words.by), say(words.sources[one.source]) + (one.real_name ? ` · ${say(words.realName)}` : ""))}
    </dl>
    ${one.tags.length === 0
      ? nothing
      : html`<div class="reviews__chips">
          ${one.tags.map(({ code, name }) => html`<button class="reviews__chip" data-tag=${code} @click=${() => void reviews.narrow({ tag: code })}>${say(name)}</button>`)}
        </div>`}
  `;
}

/** The visitor's own words and number: asked for by themselves, and noted. */
function drawSaid(one: Review, { unmasked, busy }: ReviewsState, reviews: Reviews): Drawn {
  if (unmasked === null) {
    return html`<p class="review-one__read">
      <button class="button" data-action="unmask" data-purpose=${purposeOf(one)} ?disabled=${busy !== null} @click=${() => void reviews.unmask()}>
        ${icon("lock")}${say(words.read)}
      </button>
      <span class="soft">${say(words.readMore)}</span>
    </p>`;
  }
  const { text, name, phone } = unmasked;
  const reach = [name, phone].filter((part) => part !== null).join(" · ");
  return html`<div class="review-one__said" data-unmasked>
    <h3>${say(words.said)}</h3>
    ${text === null ? html`<p class="soft">${say(words.saidNothing)}</p>` : html`<blockquote class="reviewing__text">${text}</blockquote>`}
    <h3>${say(words.reach)}</h3>
    <p class=${reach === "" ? "soft" : ""}>${reach === "" ? say(words.reachNone) : reach}</p>
  </div>`;
}

function drawSteps(one: Review, state: ReviewsState, reviews: Reviews): Drawn {
  if (one.steps.length === 0) return nothing;
  return html`
    <h3>${say(words.steps)}</h3>
    <ol class="review-steps">
      ${one.steps.map((step) => drawStep(step, one, state, reviews))}
    </ol>
  `;
}

/** What came of it in the ledger of records, and the way there. */
function drawRecords(one: Review, state: ReviewsState, reviews: Reviews): Drawn {
  const { records, busy } = state;
  if (records === null) return nothing;
  const open = records.some((record) => record.closed_at === null);
  return html`
    <h3>${say(words.records)}</h3>
    ${records.map((record) => html`<p data-record=${record.number}><a class="number" href="/escalations?hall=${state.code}&record=${record.id}&lang=${language()}">${record.number}</a> ${record.label}</p>`)}
    ${records.length === 0 ? html`<p class="soft">${say(words.recordsNone)}</p>` : nothing}
    ${open || one.appeal === "upheld"
      ? nothing
      : html`<p><button class="button button--quiet" data-action="escalate" ?disabled=${busy !== null} @click=${() => void reviews.escalate()}>${say(words.putOnRecord)}</button></p>`}
  `;
}

function drawStep(step: StepTaken, one: Review, state: ReviewsState, reviews: Reviews): TemplateResult {
  const due = one.next === step.step;
  const look = step.at ? "review-step--taken" : due ? "review-step--due" : "";
  return html`<li class="review-step ${look}" data-step=${step.step} data-taken=${step.at !== null}>
    <p class="review-step__head">
      <b>${say(step.name)}</b>
      ${step.at === null ? (due ? drawLimit(one) : drawPlain(step, one)) : drawTaken(step, state)}
    </p>
    ${step.text === null ? nothing : html`<p class="review-step__text">${step.heard ? html`<b>${say(words.hears[step.heard])}</b> ` : nothing}${step.text}</p>`}
    ${due ? drawForm(step, state, reviews) : nothing}
  </li>`;
}

/** A step whose turn has not come; after an upheld appeal none comes. */
function drawPlain({ due_on }: StepTaken, { appeal }: Review): Drawn {
  return due_on === null || appeal === "upheld" ? nothing : html`<span class="soft">${say(words.dueOn(due_on))}</span>`;
}

function drawTaken({ at, by, in_time, step }: StepTaken, { hall }: ReviewsState): Drawn {
  if (at === null) return nothing;
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: hall?.timezone }).format(new Date(at));
  return html`<span class="soft">${by ?? say(words.itself)} · <span class="number">${day} ${clockTime(at, hall?.timezone)}</span></span>
    ${in_time === false
      ? html`<span class="state state--bad">${say(words.late)}</span>`
      : step === "found" || in_time === null
        ? nothing
        : html`<span class="state state--good">${say(words.inTime)}</span>`}`;
}

function drawForm(step: StepTaken, { draft, busy }: ReviewsState, reviews: Reviews): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    void reviews.take();
  };
  return html`<form class="review-form" data-form=${step.step} @submit=${submit} novalidate>
    ${step.step === "called_back" ? drawHeard(draft.heard, reviews) : nothing}
    ${drawText(draft.text, say(words.take[step.step] ?? step.name), (text) => reviews.write({ text }))}
    ${step.step === "replied_and_rectified" ? html`<p class="soft">${say(words.replyRead)}</p>` : nothing}
    <button class="button button--filled" data-action="take" ?disabled=${busy !== null}>${say(words.doneStep(say(step.name)))}</button>
  </form>`;
}

function drawHeard(heard: Heard | null, reviews: Reviews): TemplateResult {
  return html`<fieldset class="review__tags">
    <legend>${say(words.heard)}</legend>
    ${HEARD.map(
      (one) => html`<button type="button" class="tag" data-heard=${one} aria-pressed=${heard === one} @click=${() => reviews.write({ heard: one })}>
        ${heard === one ? icon("check") : nothing}<span>${say(words.hears[one])}</span>
      </button>`,
    )}
  </fieldset>`;
}

function drawText(text: string, label: string, write: (text: string) => void): TemplateResult {
  return html`<label class="field">
    <span class="field__label">${label}</span>
    <textarea
      class="field__input review__text"
      rows="3"
      maxlength="1000"
      .value=${text}
      @input=${(event: InputEvent) => write((event.target as HTMLTextAreaElement).value)}
    ></textarea>
  </label>`;
}

function drawAppeal(one: Review, state: ReviewsState, reviews: Reviews): Drawn {
  if (one.appeal === null) return nothing;
  return html`<div class="review-appeal" data-appeal=${one.appeal}>
    <h3>${say(words.appeal)} <span class="state ${one.appeal === "open" ? "state--wait" : ""}">${say(staff.appeals[one.appeal])}</span></h3>
    ${one.appeal_steps.map((step) => html`<div><p>${drawTaken({ ...step, in_time: null }, state)}</p><p class="review-step__text">${step.text}</p></div>`)}
    ${one.appeal === "open" ? drawDecision(state, reviews) : nothing}
  </div>`;
}

function drawDecision({ draft, busy }: ReviewsState, reviews: Reviews): TemplateResult {
  return html`<form class="review-form" data-form="decide" @submit=${(event: Event) => event.preventDefault()} novalidate>
    ${drawText(draft.decision, say(words.decision), (decision) => reviews.write({ decision }))}
    <p class="soft">${say(words.upholdMore)}</p>
    <div class="review-form__actions">
      <button type="button" class="button" data-action="uphold" ?disabled=${busy !== null} @click=${() => void reviews.decide(true)}>${say(words.uphold)}</button>
      <button type="button" class="button" data-action="reject" ?disabled=${busy !== null} @click=${() => void reviews.decide(false)}>${say(words.reject)}</button>
    </div>
  </form>`;
}
