// The page of a request for help: its number, how it stands, until when somebody comes, and taking it back.

import { html, nothing, type TemplateResult } from "lit";

import { helpWords } from "../generated/help";
import { clockTime, longDate, untilThere, untilWords } from "../shared/format";
import { say, type Text } from "../shared/language";
import { phoneTop } from "../shared/phone-top";
import type { Drawn } from "../shared/pieces";
import { reachStrip } from "../shared/reach";
import { words as common } from "../shared/words";
import { HELP_LOOKS } from "./asking";
import type { AskedHelp, Following, FollowState } from "./following";

const words = helpWords.mine;

export function followView(state: FollowState, following: Following, redraw: () => void): TemplateResult {
  return html`
    ${phoneTop(state.hall?.name ?? null, redraw)} ${reachStrip(following.reach, following.zone)}
    <main class="visitor case">${body(state, following)}</main>
  `;
}

function body(state: FollowState, following: Following): TemplateResult {
  const { request, hall } = state;
  if (state.missing) return html`<h1>${say(words.missing)}</h1><p class="soft">${say(words.missingHint)}</p>`;
  if (request === null) return state.unreachable ? unreachable(following) : html`<p class="soft" role="status">${say(common.loading)}</p>`;
  return html`
    <section class="mine">
      <p class="mine__lead">${say(words.number)}</p>
      <h1 class="mine__number number">${request.number}</h1>
      ${request.service_label ? html`<p class="mine__what">${request.service_label}</p>` : nothing}
      <p><span class="state ${HELP_LOOKS[request.state]}" data-state=${request.state}>${request.label}</span></p>
      <p class="soft">${say(words.asked({ when: when(request.requested_at, following.zone) }))}</p>
    </section>
    <p class="notice" data-told=${request.state}>${say(told(request, following.zone))}</p>
    ${request.open && request.venue === "home" ? html`<p class="soft">${say(words.homeHint)}</p>` : nothing}
    ${hall?.phone ? html`<p>${say(words.ring)} <a class="number" href="tel:${hall.phone}">${hall.phone}</a></p>` : nothing}
    <p class="soft">${say(words.keepLink)}</p>
    ${request.open
      ? html`<button class="button button--quiet button--danger" data-act="withdraw" @click=${() => following.ask(true)}>${say(helpWords.withdraw)}</button>`
      : nothing}
    ${state.asking ? confirmation(state, following) : nothing}
  `;
}

/** What whoever asked is to expect now. */
function told({ state, aide, due_at, venue }: AskedHelp, zone: string | undefined): Text {
  const name = aide ?? "";
  if (state === "underway") return helpWords.underway({ name });
  if (state === "assigned") return venue === "home" ? words.namedHome({ name, when: lastDay(due_at, zone) }) : words.named({ name, when: untilWords(due_at, zone) });
  if (state === "requested") return venue === "home" ? words.dueHome({ when: lastDay(due_at, zone) }) : words.due({ when: untilWords(due_at, zone) });
  return { done: helpWords.done, unmet: helpWords.unmet, withdrawn: words.withdrawn }[state];
}

/** At home it is the day that counts; one that ends at midnight is not the next. */
function lastDay(at: string, zone: string | undefined): string {
  return longDate(untilThere(at, zone).within, zone);
}

const when = (at: string, zone: string | undefined): string => `${longDate(at, zone)} ${clockTime(at, zone)}`;

function unreachable(following: Following): TemplateResult {
  return html`
    <h1>${say(common.unreachable)}</h1>
    <button class="button button--filled" @click=${() => following.read()}>${say(common.again)}</button>
  `;
}

function confirmation({ busy, problem }: FollowState, following: Following): TemplateResult {
  const close = (event: Event): void => {
    event.preventDefault();
    following.ask(false);
  };
  return html`<dialog class="question case__ask" aria-labelledby="ask" @cancel=${close}>
    <h2 id="ask">${say(words.withdrawAsk)}</h2>
    <p>${say(words.withdrawHint)}</p>
    ${drawProblem(problem)}
    <div class="question__actions">
      <button class="button button--filled" data-act="keep" autofocus @click=${() => following.ask(false)}>${say(words.keep)}</button>
      <button class="button button--danger" data-act="withdraw-yes" ?disabled=${busy} @click=${() => void following.withdraw()}>${say(helpWords.withdraw)}</button>
    </div>
  </dialog>`;
}

function drawProblem(problem: string | null): Drawn {
  return problem === null ? nothing : html`<p class="field__problem" role="alert">${problem}</p>`;
}
