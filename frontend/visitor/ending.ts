// What a ticket that is no longer waiting means for its holder.

import { html, nothing, type TemplateResult } from "lit";

import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { qrCode } from "../shared/qr";
import type { Errand, Ticket } from "../shared/types";
import { words } from "../shared/words";
import { visitorWords } from "../generated/visitor";

export function ending(ticket: Ticket): Drawn {
  if (ticket.state === "passed") return passed(ticket);
  if (ticket.state === "done") return results(ticket.errands);
  if (ticket.state === "held" || ticket.state === "cancelled" || ticket.state === "abandoned" || ticket.state === "unserved") {
    return html`<p class="notice ${ticket.state === "held" ? "" : "notice--wait"}">${say(visitorWords[ticket.state])}</p>`;
  }
  const told = ticket.errands.filter((errand) => errand.outcome !== null);
  return told.length > 0 ? results(ticket.errands) : nothing;
}

/** How to come back, and the code that a kiosk reads for it. */
function passed(ticket: Ticket): TemplateResult {
  return html`
    <p class="notice notice--bad">${say(visitorWords.passed)}</p>
    <figure class="passed">
      ${qrCode(`${location.origin}/t/${ticket.id}`, say(visitorWords.passedQr))}
      <figcaption class="soft">${say(visitorWords.passedQr)}</figcaption>
    </figure>
  `;
}

function results(errands: readonly Errand[]): TemplateResult {
  return html`<section class="results">
    <h2>${say(visitorWords.done)}</h2>
    <dl>
      ${errands.map((errand) => {
        const outcome = errand.outcome === null ? visitorWords.pending : words.outcomes[errand.outcome];
        return html`<div><dt>${say(errand.name)}</dt><dd>${say(outcome)}</dd></div>`;
      })}
    </dl>
  </section>`;
}
