// The ticket that was just taken, as one tells it to the visitor, and those before it.

import { html, nothing, type TemplateResult } from "lit";

import { band } from "../shared/format";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { hasPrinter, pdfOf } from "../shared/printer";
import { words as common } from "../shared/words";
import type { StaffTicket } from "../staff/shapes";
import { words as staff } from "../staff/words";
import type { Greeter } from "./greeter";
import type { GreeterState } from "./state";
import { words } from "./words";

export function drawTaken({ taken, busy }: GreeterState, greeter: Greeter): Drawn {
  const [last, ...before] = taken;
  if (!last) return nothing;
  return html`
    <div class="taken card" data-taken=${last.number}>
      <p class="taken__number number">${last.number}</p>
      <div>
        <p>${last.errands.map((errand) => say(errand.name)).join(say(common.between))}</p>
        <p>${say(common.windows(last.windows))}</p>
        <p>${say(staff.ahead(last.ahead ?? 0))}${last.wait ? html` · ${band(last.wait)}` : nothing}</p>
      </div>
      <div class="taken__paper">${drawPaper(last, words.print, busy !== null, () => void greeter.print(last))}</div>
    </div>
    ${
      before.length
        ? html`<p class="taken__before soft">
            ${say(words.takenBefore)}
            ${before.map(
              (ticket) => html`<button class="number" @click=${() => void greeter.look(ticket.number)}>${ticket.number}</button>`,
            )}
          </p>`
        : nothing
    }
  `;
}

/** Paper where there is a printer; elsewhere the slip opens to be printed by the browser. */
export function drawPaper(
  ticket: StaffTicket,
  label: (typeof words)["print"] | (typeof words)["reprint"],
  busy: boolean,
  press: () => void,
): TemplateResult {
  return hasPrinter()
    ? html`<button class="button button--dense" data-action="print" ?disabled=${busy} @click=${press}>${say(label)}</button>`
    : html`<a class="button button--dense" data-action="slip" target="_blank" rel="noopener" href=${pdfOf(ticket.id, "slip")}>
        ${say(words.openSlip)}
      </a>`;
}
