// The reporter's page: the number, how it stands and until when, what was answered, and what can still be said.

import { html, nothing, type TemplateResult } from "lit";

import type { Line, State, Told } from "../escalations/shapes";
import { caseWords } from "../generated/case";
import { clockTime, longDate, untilWords } from "../shared/format";
import { say, type Text } from "../shared/language";
import { phoneTop } from "../shared/phone-top";
import type { Drawn } from "../shared/pieces";
import { reachStrip } from "../shared/reach";
import { words } from "../shared/words";
import type { Follower } from "./follower";
import { isOpen, question, type CaseState } from "./state";
import { drawFiles, drawLooking } from "./view-files";

const LOOKS: Readonly<Partial<Record<State, string>>> = {
  replied: "state--good",
  called_back: "state--good",
  rectified: "state--good",
  archived: "state--good",
  withdrawn: "",
};

export function view(state: CaseState, follower: Follower, redraw: () => void): TemplateResult {
  return html`
    ${phoneTop(state.hall?.name ?? null, redraw)} ${reachStrip(follower.reach, state.hall?.timezone)}
    <main class="visitor case">${body(state, follower)}</main>
  `;
}

function body(state: CaseState, follower: Follower): TemplateResult {
  const { record } = state;
  if (state.missing) return html`<h1>${say(caseWords.missing)}</h1><p class="soft">${say(caseWords.missingHint)}</p>`;
  if (record === null) return state.unreachable ? unreachable(follower) : html`<p class="soft" role="status">${say(words.loading)}</p>`;
  return html`
    ${head(record, follower.zone)} ${asked(record)} ${answers(record)}
    ${isOpen(record) ? adding(record, state, follower) : html`<p class="notice" data-closed>${say(caseWords.closed)}</p>`} ${said(record)}
    ${drawFiles(record, state, follower)}
    ${log(record, follower.zone)}
    <p class="soft">${say(caseWords.keepLink)}</p>
    ${isOpen(record) && record.staff === null
      ? html`<button class="button button--quiet button--danger" data-act="withdraw" @click=${() => follower.ask(true)}>${say(caseWords.withdraw)}</button>`
      : nothing}
    ${state.asking ? confirmation(state, follower) : nothing} ${state.looking ? drawLooking(record, state.looking, follower) : nothing}
  `;
}

function unreachable(follower: Follower): TemplateResult {
  return html`
    <h1>${say(words.unreachable)}</h1>
    <p class="soft">${say(caseWords.unreachableHint)}</p>
    <button class="button button--filled" @click=${() => follower.read()}>${say(words.again)}</button>
  `;
}

const when = (at: string, zone: string): string => `${longDate(at, zone)} ${clockTime(at, zone)}`;

function head(record: Told, zone: string): TemplateResult {
  const { number, state, state_label, service_label, due, due_at, received_at } = record;
  const told = due === "overdue" ? caseWords.over : caseWords.due;
  return html`<section class="mine">
      <p class="mine__lead">${say(caseWords.number)}</p>
      <h1 class="mine__number number">${number}</h1>
      ${service_label ? html`<p class="mine__what">${say(service_label)}</p>` : nothing}
      <p><span class="state ${LOOKS[state] ?? "state--wait"}" data-state=${state}>${state_label}</span></p>
      <p class="soft">${say(caseWords.received({ when: when(received_at, zone) }))}</p>
    </section>
    ${due_at === null ? nothing : html`<p class="notice ${due === "overdue" ? "notice--wait" : ""}" data-due=${due}>${say(told({ when: untilWords(due_at, zone) }))}</p>`}`;
}

/** The question that holds the clock, before everything else. */
function asked(record: Told): Drawn {
  const line = question(record);
  if (line === null) return nothing;
  return html`<section class="notice notice--wait" data-asked>
    <h2>${say(caseWords.asked)}</h2>
    <p class="case__text">${line.text}</p>
    <p class="soft">${say(caseWords.askedHint)}</p>
  </section>`;
}

function answers({ reply, remedy, satisfaction }: Told): Drawn {
  const part = (title: Text, text: string | null, name: string): Drawn =>
    text === null ? nothing : html`<section class="card" data-answer=${name}><h2>${say(title)}</h2><p class="case__text">${text}</p></section>`;
  return html`${part(caseWords.reply, reply, "reply")} ${part(caseWords.remedy, remedy, "remedy")}
  ${satisfaction ? html`<p class="notice" data-heard=${satisfaction}>${say(caseWords.heard[satisfaction])}</p>` : nothing}`;
}

function said({ description, demand }: Told): TemplateResult {
  return html`<section>
    <h2>${say(caseWords.said)}</h2>
    <p class="case__text">${description}</p>
    ${demand === null ? nothing : html`<h2>${say(caseWords.demand)}</h2><p class="case__text">${demand}</p>`}
  </section>`;
}

function adding(record: Told, { text, busy, problem, added, asking }: CaseState, follower: Follower): TemplateResult {
  if (record.staff !== null) return html`<p class="notice notice--wait" data-staff>${say(caseWords.staff)}</p>`;
  const submit = (event: Event): void => {
    event.preventDefault();
    void follower.add();
  };
  return html`<form class="case__add" @submit=${submit} novalidate>
    <label class="field">
      <span class="field__label">${say(caseWords.add)}</span>
      <textarea class="field__input" name="text" rows="3" maxlength="2000" aria-describedby="add-hint" .value=${text} @input=${(event: Event) => follower.write((event.target as HTMLTextAreaElement).value)}></textarea>
      <span class="field__hint" id="add-hint">${say(caseWords.addHint)}</span>
    </label>
    <button class="button" data-act="add" ?disabled=${busy}>${say(caseWords.send)}</button>
    ${problem === null || asking ? nothing : html`<p class="field__problem" role="alert">${problem}</p>`}
    ${added ? html`<p class="notice notice--good" role="status" data-added>${say(caseWords.added)}</p>` : nothing}
  </form>`;
}

const STEPS: Readonly<Record<string, Text>> = caseWords.steps;

function log({ log: lines }: Told, zone: string): TemplateResult {
  return html`<section>
    <h2>${say(caseWords.log)}</h2>
    <ol class="case__log">${lines.map((line) => drawLine(line, zone))}</ol>
  </section>`;
}

function drawLine({ step, at, text, label }: Line, zone: string): TemplateResult {
  const name = STEPS[step];
  return html`<li data-step=${step}>
    <b>${name ? say(name) : label}</b> <span class="soft number">${when(at, zone)}</span>
    ${text === null ? nothing : html`<p class="case__text">${text}</p>`}
  </li>`;
}

function confirmation({ busy, problem }: CaseState, follower: Follower): TemplateResult {
  const close = (event: Event): void => {
    event.preventDefault();
    follower.ask(false);
  };
  return html`<dialog class="question case__ask" aria-labelledby="ask" @cancel=${close}>
    <h2 id="ask">${say(caseWords.withdrawAsk)}</h2>
    <p>${say(caseWords.withdrawHint)}</p>
    ${problem === null ? nothing : html`<p class="field__problem" role="alert">${problem}</p>`}
    <div class="question__actions">
      <button class="button button--filled" data-act="keep" autofocus @click=${() => follower.ask(false)}>${say(caseWords.keep)}</button>
      <button class="button button--danger" data-act="withdraw-yes" ?disabled=${busy} @click=${() => void follower.withdraw()}>${say(caseWords.withdrawYes)}</button>
    </div>
  </dialog>`;
}
