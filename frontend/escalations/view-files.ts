// A record's photographs and PDFs: opened one by one, since each opening is on record; and its papers, masked or in full.

import { html, nothing, type TemplateResult } from "lit";

import { chooser } from "../attaching/view-attaching";
import { caseWords } from "../generated/case";
import { clockTime } from "../shared/format";
import { icon } from "../shared/icons";
import { language, say } from "../shared/language";
import { sizeWords } from "../shared/materials";
import type { Drawn } from "../shared/pieces";
import type { Escalations } from "./escalations";
import { fileAddress, type Attachment, type Case } from "./shapes";
import type { LedgerState } from "./state";
import { isOpen } from "./steps";
import { day } from "./view-list";
import { forms } from "./words-deeds";
import { panelWords } from "./words-panels";

export function drawFiles(one: Case, state: LedgerState, page: Escalations): Drawn {
  const { attachments } = one;
  const adds = isOpen(one) && page.part !== "intake";
  if (attachments.length === 0 && !adds) return nothing;
  const there = attachments.filter(({ part }) => part === "staff").length;
  const choosing = { taken: page.filing.taken, there, busy: state.busy !== null, sending: state.sending, refused: state.refused };
  return html`<section class="case-files" data-files=${attachments.length}>
    <h3>${say(panelWords.files)}</h3>
    ${
      attachments.length === 0
        ? html`<p class="soft">${say(panelWords.noFiles)}</p>`
        : html`<ul class="attached">${attachments.map((each) => drawFile(one, each, state, page))}</ul>
            <p class="soft case-one__tools">${icon("lock")}<span>${say(panelWords.opens)}</span></p>`
    }
    ${adds ? html`<div class="case-files__add case-one__tools">${chooser({ ...choosing, chosen: (files) => void page.filing.attach(files) })}</div>` : nothing}
  </section>`;
}

/** A photograph is shown here once it is opened; a PDF is saved, for whatever opens PDFs there. */
function drawFile(one: Case, file: Attachment, { opened, hall }: LedgerState, page: Escalations): TemplateResult {
  const by = say(file.part === "reporter" ? panelWords.byReporter : panelWords.byStaff);
  const about = html`<span class="soft">${sizeWords(file.size)} · ${by} · <span class="number">${day(file.added_at, hall?.timezone)} ${clockTime(file.added_at, hall?.timezone)}</span></span>`;
  const address = fileAddress(one.id, file);
  if (opened.has(file.id)) {
    return html`<li class="case-file" data-file=${file.id}><img class="case-file__picture" src=${address} alt=${file.name} /><p>${file.name} ${about}</p></li>`;
  }
  const words = caseWords.files;
  return html`<li class="case-file" data-file=${file.id}>
    ${
      file.kind === "pdf"
        ? html`<a class="button button--dense" data-action="save" href=${address} download=${file.name}>${say(words.save({ name: file.name }))}</a>`
        : html`<button class="button button--dense" data-action="look" @click=${() => page.filing.open(file)}>${say(words.open({ name: file.name }))}</button>`
    }
    ${about}
  </li>`;
}

// --- on paper

const PAPERS = [
  ["form", panelWords.form],
  ["file", panelWords.file],
] as const;

/** The record as PDF: masked for everybody who deals with it, whole for whoever says what for. */
export function drawPapers(one: Case, state: LedgerState, page: Escalations): TemplateResult {
  const { permit, permitFor, hall } = state;
  const address = (name: string): string => `/api/v1/escalations/${one.id}/${name}.pdf?lang=${language()}`;
  return html`
    <p class="case-one__tools" role="group" aria-label=${say(panelWords.papers)}>
      <span class="soft">${say(panelWords.papers)}</span>
      ${PAPERS.map(([name, words]) => html`<a class="button button--dense" data-paper=${name} href=${address(name)} target="_blank" rel="noopener">${say(words)}</a>`)}
      ${
        permit === null && permitFor === null && !one.anonymous
          ? html`<button class="button button--dense" data-action="permit" @click=${() => page.filing.permitFor("")}>${icon("lock")}${say(panelWords.inFull)}</button>`
          : nothing
      }
      ${
        permit === null
          ? nothing
          : html`${PAPERS.map(([name, words]) => html`<a class="button button--dense" data-whole=${name} href="${address(name)}&permit=${encodeURIComponent(permit.permit)}" target="_blank" rel="noopener">${say(panelWords.inFullOf(say(words)))}</a>`)}
              <span class="soft">${say(panelWords.until(clockTime(permit.until, hall?.timezone)))}</span>`
      }
    </p>
    ${permitFor === null ? nothing : drawPermit(permitFor, state.busy !== null, page)}
  `;
}

function drawPermit(permitFor: string, busy: boolean, page: Escalations): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    void page.filing.permit();
  };
  return html`<form class="case-purpose" @submit=${submit} novalidate>
    <label class="field">
      <span class="field__label">${say(panelWords.why)}</span>
      <input class="field__input" name="permit" maxlength="200" autocomplete="off" .value=${permitFor} @input=${(event: Event) => page.filing.permitFor((event.target as HTMLInputElement).value)} />
    </label>
    <button class="button button--dense button--filled" data-action="permit-yes" ?disabled=${busy}>${say(panelWords.permit)}</button>
    <button type="button" class="button button--dense" @click=${() => page.filing.permitFor(null)}>${say(forms.cancel)}</button>
  </form>`;
}
