// The photographs and PDFs of a record on its reporter's phone: their own, which open, and the way to add one.

import { html, nothing, type TemplateResult } from "lit";

import { chooser } from "../attaching/view-attaching";
import { fileAddress, type Attachment, type Told } from "../escalations/shapes";
import { caseWords } from "../generated/case";
import { say } from "../shared/language";
import { sizeWords } from "../shared/materials";
import type { Drawn } from "../shared/pieces";
import type { Follower } from "./follower";
import { isOpen, type CaseState } from "./state";

const words = caseWords.files;

/** To staff who come here only what there is: each opening of theirs goes on record, and belongs into the ledger. */
export function drawFiles(record: Told, state: CaseState, follower: Follower): Drawn {
  const { attachments, staff } = record;
  const adds = isOpen(record) && staff === null;
  if (attachments.length === 0 && !adds) return nothing;
  const papers = attachments.filter(({ kind }) => staff !== null || kind === "pdf");
  const pictures = attachments.filter((one) => !papers.includes(one));
  const choosing = { taken: follower.taken, there: attachments.length, busy: state.busy, sending: state.sending, refused: state.refused };
  return html`<section class="case__add" data-files=${attachments.length}>
    <h2>${say(words.title)}</h2>
    ${pictures.length === 0 ? nothing : html`<ul class="attached attached--pictures">${pictures.map((one) => thumbnail(record, one, follower))}</ul>`}
    ${papers.length === 0 ? nothing : html`<ul class="attached">${papers.map((one) => paper(record, one))}</ul>`}
    ${adds ? chooser({ ...choosing, chosen: (files) => void follower.attach(files) }) : nothing}
  </section>`;
}

function thumbnail(record: Told, one: Attachment, follower: Follower): TemplateResult {
  return html`<li data-file=${one.id}>
    <button class="attached__thumb" aria-label=${say(words.open({ name: one.name }))} @click=${() => follower.look(one)}>
      <img src=${fileAddress(record.id, one)} alt="" loading="lazy" />
    </button>
  </li>`;
}

function paper(record: Told, one: Attachment): TemplateResult {
  const size = html`<span class="soft number">${sizeWords(one.size)}</span>`;
  if (record.staff !== null) return html`<li class="file-row" data-file=${one.id}>${one.name} ${size}</li>`;
  return html`<li class="file-row" data-file=${one.id}><a class="button" href=${fileAddress(record.id, one)} download=${one.name}>${say(words.save({ name: one.name }))}</a> ${size}</li>`;
}

/** One photograph over the page, as large as the page. */
export function drawLooking(record: Told, one: Attachment, follower: Follower): TemplateResult {
  const close = (event: Event): void => {
    event.preventDefault();
    follower.look(null);
  };
  return html`<dialog class="question attached__large" aria-label=${one.name} @cancel=${close}>
    <img src=${fileAddress(record.id, one)} alt=${one.name} />
    <div class="question__actions">
      <button class="button button--filled" data-act="close" autofocus @click=${close}>${say(words.close)}</button>
      <a class="button" href=${fileAddress(record.id, one)} download=${one.name}>${say(words.save({ name: one.name }))}</a>
    </div>
  </dialog>`;
}
