// What the reporter takes along: the number, until when something is heard, and the link as a code; printed as it stands.

import { html, nothing, type TemplateResult } from "lit";

import { refusals } from "../attaching/view-attaching";
import { caseWords } from "../generated/case";
import { clockTime, untilThere } from "../shared/format";
import { icon } from "../shared/icons";
import { language, say } from "../shared/language";
import { qrCode } from "../shared/qr";
import type { Escalations } from "./escalations";
import type { Case } from "./shapes";
import type { LedgerState } from "./state";
import { day } from "./view-list";
import { words } from "./words";

export function drawReceipt(record: Case, { hall, intake, sending, refused }: LedgerState, page: Escalations): TemplateResult {
  const address = `${page.publicUrl}/e/${record.id}`;
  const at = (instant: string): string => `${day(instant, hall?.timezone)} ${clockTime(instant, hall?.timezone)}`;
  const by = (limit: string): string => {
    const { within, time } = untilThere(limit, hall?.timezone);
    return `${day(within, hall?.timezone)} ${time}`;
  };
  return html`
    <section class="case-receipt" data-receipt=${record.number}>
      <p class="case-receipt__hall">${hall ? say(hall.name) : nothing}</p>
      <h2 tabindex="-1">${say(words.receipt)}</h2>
      <p class="case-receipt__number number">${record.number}</p>
      <div class="case-receipt__code">${qrCode(address, say(words.link))}</div>
      <p class="case-receipt__link"><a href="${address}?lang=${language()}" target="_blank" rel="noopener">${address}</a></p>
      <p>${say(words.receiptMore)}</p>
      <dl class="case-facts">
        <div><dt>${say(words.received)}</dt><dd>${at(record.received_at)}</dd></div>
        ${record.service_label ? html`<div><dt>${say(words.service)}</dt><dd>${say(record.service_label)}</dd></div>` : nothing}
        <div><dt>${say(words.state)}</dt><dd>${record.state_label}</dd></div>
      </dl>
      <h3>${say(words.said)}</h3>
      <p class="case-text">${record.description}</p>
      ${record.demand === null ? nothing : html`<h3>${say(words.demand)}</h3><p class="case-text">${record.demand}</p>`}
      ${record.due_at === null ? nothing : html`<p><b>${say(words.replyBy(by(record.due_at)))}</b></p>`}
      ${sending === null ? nothing : html`<p class="soft" role="status" data-sending>${say(caseWords.files.sending({ name: sending }))}</p>`}
      ${refusals(refused)}
      <p class="case-form__actions">
        <button class="button button--filled" data-action="print" aria-keyshortcuts="P" @click=${() => page.print()}>${icon("printer")}${say(words.printReceipt)} <kbd>P</kbd></button>
        ${
          intake === null
            ? html`<button class="button" data-action="done" @click=${() => page.handOver(null)}>${say(words.done)} <kbd>Esc</kbd></button>`
            : html`${page.part === "intake" ? nothing : html`<button class="button" data-action="open" @click=${() => void page.open(record.id)}>${say(words.openRecord)}</button>`}
                <button class="button" data-action="another" @click=${() => page.taking.begin(null)}>${say(words.another)}</button>`
        }
      </p>
      <p class="soft case-receipt__own">${say(words.linkMore)}</p>
    </section>
  `;
}
