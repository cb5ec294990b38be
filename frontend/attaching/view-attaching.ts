// The way to choose photographs and PDFs, and what was wrong with those that were refused.

import { html, nothing, type TemplateResult } from "lit";

import { caseWords } from "../generated/case";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import { sizeWords } from "../shared/materials";
import type { Drawn } from "../shared/pieces";
import { limitWords, type FilesTaken } from "./attaching";

const words = caseWords.files;

export interface Choosing {
  readonly taken: FilesTaken;
  /** So many are there, of those that count. */
  readonly there: number;
  readonly busy: boolean;
  /** The name of the file that is on its way. */
  readonly sending: string | null;
  readonly refused: readonly string[];
  readonly chosen: (files: readonly File[]) => void;
}

/** The device's own way to photograph or choose, with what may be added and what went wrong. */
export function chooser({ taken, there, busy, sending, refused, chosen }: Choosing): TemplateResult {
  const take = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // So that the same file can be chosen again.
    input.value = "";
    if (files.length) chosen(files);
  };
  const label = say(there === 0 ? words.add : words.more);
  return html`
    ${sending === null ? nothing : html`<p class="soft" role="status" data-sending>${say(words.sending({ name: sending }))}</p>`}
    ${refusals(refused)}
    ${
      there >= taken.most
        ? nothing
        : html`<label class="button materials__add">
            ${icon("plus")}<span>${label}</span>
            <input type="file" class="materials__input" name="files" accept=${taken.kinds.join(",")} multiple aria-label=${label} aria-describedby="files-limits" ?disabled=${busy || sending !== null} @change=${take} />
          </label>`
    }
    <p class="soft" id="files-limits">${limitWords(taken, there)}</p>
  `;
}

export function refusals(refused: readonly string[]): Drawn {
  if (refused.length === 0) return nothing;
  return html`<div class="notice notice--bad" role="alert" data-refused=${refused.length}>${refused.map((line) => html`<p>${line}</p>`)}</div>`;
}

/** What was chosen and is not sent yet: each can be taken out again. */
export function waiting(files: readonly File[], takeOut: (file: File) => void): Drawn {
  if (files.length === 0) return nothing;
  return html`<ul class="attached">
    ${files.map(
      (file) => html`<li class="file-row" data-waiting=${file.name}>
        <span>${file.name} <span class="soft number">${sizeWords(file.size)}</span></span>
        <button type="button" class="button button--quiet" aria-label=${say(words.takeOut({ name: file.name }))} @click=${() => takeOut(file)}>${icon("cross")}</button>
      </li>`,
    )}
  </ul>`;
}
