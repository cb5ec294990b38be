// What just happened, in words, and the notices that screens show.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { say } from "../shared/language";
import type { Board } from "../staff/shapes";
import { told } from "./journal-words";
import type { ManageState } from "./state";
import { words } from "./words";

export function drawJournal({ journal, hall, board }: ManageState): TemplateResult {
  const names = new Map(board?.queues.map((queue) => [queue.service, queue.name]));
  return html`
    <section class="manage-below manage-below--journal">
      <h2 class="manage__title">${say(words.journal)}</h2>
      ${journal.length === 0 ? html`<p class="soft">${say(words.journalNone)}</p>` : nothing}
      <ol class="manage-journal" tabindex="0" aria-label=${say(words.journal)}>
        ${journal.map(
          (entry) =>
            html` <li data-seq=${entry.seq} data-kind=${entry.kind}>
              <time class="number soft">${clockTime(entry.at, hall?.timezone)}</time><span>${told(entry, names)}</span>
            </li>`,
        )}
      </ol>
    </section>
  `;
}

export function drawNotices({ notices }: Board): TemplateResult {
  return html`
    <section class="manage-below">
      <h2 class="manage__title">${say(words.notices)}</h2>
      ${notices.length === 0 ? html`<p class="soft">${say(words.noNotices)}</p>` : nothing}
      <ul class="manage-notices">
        ${notices.map((notice) => html`<li>${say(notice.text)}</li>`)}
      </ul>
    </section>
  `;
}
