// One record: how it stands, what was said, what is to be done next, what the archive still wants, and every step so far.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { icon } from "../shared/icons";
import { language, say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Escalations } from "./escalations";
import type { Case } from "./shapes";
import type { LedgerState } from "./state";
import { drawExtended, drawFacts } from "./view-facts";
import { drawFiles, drawPapers } from "./view-files";
import { day, drawCard, drawDue } from "./view-list";
import { drawLog } from "./view-log";
import { drawOnward } from "./view-onward";
import { drawReporter } from "./view-reporter";
import { words } from "./words";
import { panelWords } from "./words-panels";

export function drawOne(state: LedgerState, page: Escalations): TemplateResult {
  const { one } = state;
  if (one === null) return html`<section class="case-one case-one--none"><p class="soft">${say(words.choose)}</p></section>`;
  return html`
    <section class="case-one" data-one=${one.number} data-state=${one.state}>
      <button class="button button--quiet case-one__back" data-action="back" @click=${() => page.close()}>${icon("back")}${say(words.back)}</button>
      <p class="case-one__paper">${state.hall ? say(state.hall.name) : nothing} · ${say(words.form)}</p>
      ${drawHead(one, state, page)} ${drawOnward(one, state, page)} ${drawSaid(one, state)} ${drawFiles(one, state, page)} ${drawReporter(one, state, page)} ${drawFacts(one, state)}
      ${drawResult(one)} ${drawCards(one, state)} ${drawLog(one, state)}
    </section>
  `;
}

function drawHead(one: Case, state: LedgerState, page: Escalations): TemplateResult {
  const { hall, session, code } = state;
  const { review } = one.staff;
  return html`
    <div class="case-one__head">
      <h2 class="case-one__title" tabindex="-1">
        <span class="number">${one.number}</span> ${say(one.service_label ?? words.noService)}
      </h2>
      <p class="case-one__chips">
        <span class="state state--plain" data-now=${one.state}>${one.state_label}</span> ${drawDue(one, hall?.timezone)}
        ${one.staff.reopened ? html`<span class="state state--wait">${say(words.reopened(one.staff.reopened))}</span>` : nothing}
      </p>
      <p class="case-one__tools">
        <button class="button button--dense" data-action="print" aria-keyshortcuts="P" @click=${() => page.print()}>${icon("printer")}${say(words.print)} <kbd>P</kbd></button>
        <button class="button button--dense" data-action="link" @click=${() => page.handOver(one)}>${say(words.link)}</button>
        ${
          review !== null && session.roles.includes("manager")
            ? html`<a class="button button--dense" data-action="review" href="/manage/reviews?hall=${code}&review=${review}&lang=${language()}">${say(panelWords.review)}</a>`
            : nothing
        }
      </p>
      ${page.part === "intake" ? nothing : drawPapers(one, state, page)}
    </div>
  `;
}

/** What its reporter wrote: numbers in it are masked, as the reporter's are, until they are read for a reason. */
function drawSaid(one: Case, { unmasked }: LedgerState): TemplateResult {
  const { description, demand } = unmasked ?? one;
  return html`
    <h3>${say(words.said)}</h3>
    <blockquote class="case-text">${description}</blockquote>
    ${demand === null ? nothing : html`<h3>${say(words.demand)}</h3><blockquote class="case-text">${demand}</blockquote>`}
  `;
}

/** What came of it, as far as it has come. */
function drawResult({ reply, remedy, satisfaction, staff }: Case): Drawn {
  const outcome = staff.outcome ? `${say(words.outcomes[staff.outcome] ?? { zh: staff.outcome, en: staff.outcome })}` : "";
  const parts = [
    [words.scope, staff.scope_reason],
    [words.remedy, remedy],
    [words.result, [outcome, staff.resolution ?? ""].filter(Boolean).join("："), staff.in_time],
    [words.reply, reply],
    [words.satisfaction, satisfaction && say(words.heard[satisfaction])],
    [words.rectification, staff.rectification],
    [words.archiveReason, staff.archive_reason],
  ] as const;
  const told = parts.filter(([, text]) => text);
  if (told.length === 0) return nothing;
  return html`<dl class="case-results">
    ${told.map(
      ([name, text, inTime]) => html`<div>
        <dt>${say(name)}</dt>
        <dd><span class="case-text">${text}</span> ${drawInTime(inTime ?? null, staff)}</dd>
      </div>`,
    )}
  </dl>`;
}

/** Whether handling kept its limit, and by how much that was extended. */
function drawInTime(inTime: boolean | null, staff: Case["staff"]): Drawn {
  if (inTime === null) return nothing;
  return html`<span class="state ${inTime ? "state--good" : "state--bad"}">${say(inTime ? words.inTime : words.late)}</span> ${drawExtended(staff)}`;
}

function drawCards({ staff }: Case, { hall }: LedgerState): Drawn {
  if (staff.cards.length === 0) return nothing;
  return html`
    <h3>${say(words.cardsTitle)}</h3>
    <ul class="case-cards">
      ${staff.cards.map(
        (card) => html`<li data-clock=${card.clock}>
          ${drawCard(card)} <span>${say(words.cardOf(say(words.clocks[card.clock]), card.round))}</span>
          <span class="soft number">${day(card.at, hall?.timezone)} ${clockTime(card.at, hall?.timezone)}</span>
        </li>`,
      )}
    </ul>
  `;
}
