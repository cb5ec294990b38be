// What a ticket that is no longer waiting means for its holder: what came of it, and the way on.

import { html, nothing, type TemplateResult } from "lit";

import { visitorWords } from "../generated/visitor";
import { longDate } from "../shared/format";
import { language, say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { qrCode } from "../shared/qr";
import type { Errand, Hall } from "../shared/types";
import { words } from "../shared/words";
import type { Reported } from "./on-record";
import { hasFailed, isOver, type MyTicket, type Told } from "./state";

/** `reported`: whether what failed is on record already; null while that is not known. */
export function ending(ticket: MyTicket, hall: Hall | null, reported: Reported | null): Drawn {
  switch (ticket.state) {
    case "passed":
      return passed(ticket);
    case "held":
      return html`<p class="notice">${say(ticket.window === null ? visitorWords.heldAnywhere : visitorWords.held({ n: ticket.window }))}</p>`;
    case "cancelled":
    case "abandoned":
      return html`<p class="notice notice--wait">${say(visitorWords[ticket.state])}</p>`;
    case "unserved":
      return html`<p class="notice notice--wait">${say(visitorWords.unserved)}</p>${results(ticket, hall, reported)}${headStart(ticket)}`;
    default:
      return results(ticket, hall, reported);
  }
}

/** How to come back, how often still, and the code that a kiosk reads for it. */
function passed(ticket: MyTicket): TemplateResult {
  const left = ticket.requeues_left ?? null;
  return html`
    <div class="notice notice--bad">
      <p>${say(visitorWords.passed)}</p>
      ${left === null ? nothing : html`<p data-left=${left}>${say(visitorWords.requeuesLeft({ n: left }))}</p>`}
    </div>
    ${code(ticket, say(visitorWords.passedQr))}
  `;
}

/** Every errand with what came of it; nothing before the first has ended. */
function results(ticket: MyTicket, hall: Hall | null, reported: Reported | null): Drawn {
  const { errands } = ticket;
  if (ticket.state !== "done" && errands.every((errand) => errand.outcome === null)) return nothing;
  const told = ticket.told ?? [];
  const missing = told.filter((one) => one.kind === "missing");
  const grounds = told.filter((one) => one.kind === "ground");
  return html`
    <section class="results">
      <h2>${say(visitorWords.done)}</h2>
      <dl>
        ${errands.map((errand) => {
          const outcome = errand.outcome === null ? visitorWords.pending : words.outcomes[errand.outcome];
          return html`<div><dt>${say(errand.name)}</dt><dd data-outcome=${errand.outcome ?? "pending"}>${say(outcome)}</dd></div>`;
        })}
      </dl>
    </section>
    ${missing.length > 0 ? notice(ticket, missing) : nothing} ${grounds.length > 0 ? refusal(ticket, grounds, hall) : nothing}
    ${hasFailed(ticket) ? toReport(ticket, reported) : nothing}
    ${ticket.state === "done" ? html`<p class="soft">${say(visitorWords.over)}</p>` : nothing}
  `;
}

/** Where to say what could not get done, with the ticket; what is on record already is followed, not reported again. */
function toReport({ hall, id }: MyTicket, reported: Reported | null): Drawn {
  if (reported === null) return nothing;
  const { number } = reported;
  if (number !== null && reported.id === null) return html`<p class="notice" data-reported=${number}>${say(visitorWords.reportedElsewhere({ number }))}</p>`;
  if (number !== null) {
    const address = `/e/${encodeURIComponent(reported.id ?? "")}?lang=${language()}`;
    return html`<p><a class="button" href=${address} data-act="reported" data-reported=${number}>${say(visitorWords.reported({ number }))}</a></p>`;
  }
  return html`<p><a class="button" href="/report/${hall}?ticket=${id}&lang=${language()}" data-act="report">${say(visitorWords.report)}</a></p>`;
}

/** The one-time notice: everything that is missing, once, and the right to come back with it. */
function notice(ticket: MyTicket, missing: readonly Told[]): TemplateResult {
  return html`<section class="card told" data-told="missing">
    <h2>${say(visitorWords.noticeTitle)}</h2>
    <p class="soft">${say(visitorWords.noticeLead)}</p>
    ${missing.map(
      (one) => html`<div>
        <h3>${nameOf(ticket.errands, one.service)}</h3>
        <ul class="told__list">${one.texts.map((text) => material(text, one))}</ul>
        ${one.by ? html`<p class="soft">${say(visitorWords.noticeBy({ name: one.by }))}</p>` : nothing}
        ${one.untold?.length ? html`<p class="notice" data-sorry>${say(visitorWords.noticeSorry)}</p>` : nothing}
      </div>`,
    )}
    ${paper(ticket, "notice", say(visitorWords.noticePdf))} ${ticket.state === "done" ? headStart(ticket) : nothing}
  </section>`;
}

function material(text: string, { untold }: Told): TemplateResult {
  return html`<li>${text} ${untold?.includes(text) ? html`<b class="state state--wait" data-untold>${say(visitorWords.noticeUntold)}</b>` : nothing}</li>`;
}

/** What its holder was told the last time, while this visit lasts: to look through what was brought. */
export function toldBefore(ticket: MyTicket): Drawn {
  const before = ticket.told_before ?? [];
  if (before.length === 0 || isOver(ticket)) return nothing;
  return html`<section class="card told" data-told="before">
    <h2>${say(visitorWords.toldBeforeTitle)}</h2>
    ${before.map(
      (one) => html`<div>
        <h3>${nameOf(ticket.errands, one.service)}</h3>
        <ul class="told__list">${one.texts.map((text) => html`<li>${text}</li>`)}</ul>
        <p class="soft">
          ${say(visitorWords.toldBeforeOn({ day: longDate(`${one.day}T12:00Z`, "UTC"), number: one.number }))}
          ${one.by ? say(visitorWords.noticeBy({ name: one.by })) : nothing}
        </p>
      </div>`,
    )}
  </section>`;
}

/** Why something was not accepted, and what one can do about it. */
function refusal(ticket: MyTicket, grounds: readonly Told[], hall: Hall | null): TemplateResult {
  const windows = (hall?.windows ?? []).filter((window) => window.kind === "escalation").map((window) => window.number);
  return html`<section class="card told" data-told="ground">
    <h2>${say(visitorWords.refusedTitle)}</h2>
    ${grounds.map((one) => html`<h3>${nameOf(ticket.errands, one.service)}</h3><p>${one.texts.join("；")}</p>`)}
    <p>
      ${windows.length > 0
        ? say(visitorWords.refusedOn({ windows: say(words.windows(windows)) }))
        : say(visitorWords.refusedOnDesk)}
    </p>
    ${paper(ticket, "refusal", say(visitorWords.refusalPdf))}
  </section>`;
}

/** The code to come back with, and until when; nothing once it was used or its time is over. */
function headStart(ticket: MyTicket): Drawn {
  const { returning } = ticket;
  if (!returning) return nothing;
  const told = returning.working_days > 0 ? visitorWords.comeBack({ n: returning.working_days }) : visitorWords.comeBackToday;
  return html`
    <p><b>${say(told)}</b> ${say(visitorWords.until({ day: longDate(`${returning.until}T12:00Z`, "UTC") }))}</p>
    ${code(ticket, say(visitorWords.returnQr))}
  `;
}

function code(ticket: MyTicket, label: string): TemplateResult {
  return html`<figure class="code">
    ${qrCode(`${location.origin}/t/${ticket.id}`, label)}
    <figcaption class="soft">${label}</figcaption>
  </figure>`;
}

function paper(ticket: MyTicket, what: "notice" | "refusal", name: string): TemplateResult {
  const address = `/api/v1/tickets/${encodeURIComponent(ticket.id)}/${what}.pdf?lang=${language()}`;
  return html`<p><a class="told__paper" href=${address} target="_blank" rel="noopener" data-paper=${what}>${name}</a></p>`;
}

function nameOf(errands: readonly Errand[], service: string): string {
  const errand = errands.find((one) => one.service === service);
  return errand === undefined ? service : say(errand.name);
}
