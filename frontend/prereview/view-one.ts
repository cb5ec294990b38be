// One appointment's materials: its files, opened one by one since each opening is on record, and the answer to each.

import { html, nothing, type TemplateResult } from "lit";

import { instantWords } from "../booking/words";
import { untilWords } from "../shared/format";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import { MATERIAL_LOOKS, sizeWords, type Material, type MaterialFile } from "../shared/materials";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { Prereview } from "./prereview";
import { verdictsFor, type Draft, type PrereviewState, type Summary } from "./state";
import { words } from "./words";

const zoneOf = ({ hall }: PrereviewState): string => hall?.timezone ?? "Asia/Shanghai";

export function drawOne(state: PrereviewState, page: Prereview): TemplateResult {
  const { one, materials } = state;
  if (one === null) return html`<section class="review-one review-one--none"><p class="soft">${say(words.choose)}</p></section>`;
  return html`
    <section class="review-one" data-one=${one.appointment}>
      <button class="button button--quiet review-one__back" data-action="back" @click=${() => page.close()}>${icon("back")}${say(words.back)}</button>
      <h2 class="review-one__title" tabindex="-1">${say(one.service_name)}</h2>
      <p><span class="number">${instantWords(one.starts_at, zoneOf(state))}</span> · ${one.person ?? say(words.nobody)}</p>
      ${materials === null ? html`<p class="soft">${say(common.loading)}</p>` : nothing}
      ${materials !== null && !materials.open ? html`<p class="notice notice--wait">${say(words.over)}</p>` : nothing}
      ${materials?.items.map((each) => drawMaterial(each, state, page))}
      <p class="review-one__read soft">${icon("lock")}<span>${say(words.onRecord)}</span></p>
    </section>
  `;
}

function drawMaterial(one: Material, state: PrereviewState, page: Prereview): TemplateResult {
  const { draft, materials } = state;
  const mine = draft?.material === one.material ? draft : null;
  return html`<section class="looked-at" data-material=${one.material}>
    <h3>${one.name} <span class="state ${MATERIAL_LOOKS[one.state]}" data-state=${one.state}>${say(one.state_name)}</span> ${drawDue(one, zoneOf(state))}</h3>
    ${one.missing.length === 0
      ? nothing
      : html`<div class="notice" data-missing><p>${say(words.told)}</p><ul>${one.missing.map((line) => html`<li>${line}</li>`)}</ul></div>`}
    ${one.note === null ? nothing : html`<p class="notice">${one.note}</p>`}
    ${one.files.length === 0 ? html`<p class="soft">${say(words.nothing)}</p>` : html`<ul class="looked-at__files">${one.files.map((file) => drawFile(file, state, page))}</ul>`}
    ${mine !== null ? drawForm(one, mine, state, page) : nothing}
    ${mine === null && materials?.open ? drawBegin(one, page) : nothing}
  </section>`;
}

function drawBegin(one: Material, page: Prereview): TemplateResult {
  const first = one.answered_at === null;
  const label = first ? words.answer(one.name) : words.answerAgain(one.name);
  return html`<button class="button" data-action="begin" aria-label=${say(label)} @click=${() => page.begin(one)}>${say(first ? words.send : words.again)}</button>`;
}

/** A picture is shown here once it is opened; a PDF is saved, for whatever opens PDFs there. */
function drawFile(file: MaterialFile, { opened }: PrereviewState, page: Prereview): Drawn {
  const about = html`<span class="soft number">${sizeWords(file.size)}</span> ${file.looked_at === null ? nothing : html`<span class="soft">${say(words.seen)}</span>`}`;
  if (file.kind === "pdf") {
    return html`<li data-file=${file.id}><a class="button" href=${page.address(file)} download=${file.name} data-action="save">${say(words.save(file.name))}</a> ${about}</li>`;
  }
  if (!opened.has(file.id)) {
    return html`<li data-file=${file.id}><button class="button" data-action="open" @click=${() => page.show(file)}>${say(words.open(file.name))}</button> ${about}</li>`;
  }
  return html`<li data-file=${file.id}><img class="looked-at__picture" src=${page.address(file)} alt=${file.name} /></li>`;
}

function drawForm(one: Material, draft: Draft, { busy }: PrereviewState, page: Prereview): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    void page.answer(one);
  };
  const write = (event: Event): void => page.write({ ...draft, text: (event.target as HTMLTextAreaElement).value });
  return html`<form class="review-form" data-form=${one.material} @submit=${submit} novalidate>
    <fieldset class="review__tags">
      <legend>${say(words.answer(one.name))}</legend>
      ${verdictsFor(one).map(
        (verdict) => html`<button type="button" class="tag" data-verdict=${verdict} aria-pressed=${draft.verdict === verdict} @click=${() => page.write({ ...draft, verdict })}>
          ${draft.verdict === verdict ? icon("check") : nothing}<span>${say(words.verdicts[verdict])}</span>
        </button>`,
      )}
    </fieldset>
    <label class="field">
      <span class="field__label">${say(draft.verdict === "incomplete" ? words.missing : words.note)}</span>
      <textarea class="field__input review__text" rows="3" maxlength=${draft.verdict === "incomplete" ? 2000 : 500} .value=${draft.text} @input=${write}></textarea>
    </label>
    <button class="button button--filled" data-action="answer" ?disabled=${busy !== null}>${say(words.send)}</button>
  </form>`;
}

/** Until when something is to be answered, red once that is over. */
export function drawDue({ due_at, overdue }: Pick<Summary, "due_at" | "overdue">, zone: string): Drawn {
  if (due_at === null) return nothing;
  const when = untilWords(due_at, zone);
  return html`<span class="state ${overdue ? "state--bad" : "state--wait"}" data-due=${overdue ? "over" : "to-come"}>${say(overdue ? words.overdue(when) : words.due(when))}</span>`;
}
