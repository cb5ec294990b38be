// Who reports: masked; whole for a reason, which goes into the audit trail.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { say } from "../shared/language";
import type { Escalations } from "./escalations";
import type { Case, Reporter } from "./shapes";
import type { LedgerState } from "./state";
import { words } from "./words";
import { forms } from "./words-deeds";

export function drawReporter(one: Case, state: LedgerState, page: Escalations): TemplateResult {
  const given = people(state.unmasked ?? one.staff.reporter);
  const none = one.anonymous ? words.anonymousReport : words.noReporter;
  return html`
    <h3>${say(words.reporter)}</h3>
    <p class="case-reporter" data-unmasked=${state.unmasked !== null}>
      ${given.length ? given.map((line) => html`<span>${line}</span>`) : html`<span class="soft">${say(none)}</span>`}
      ${
        (given.length || hasMasked(one)) && state.unmasked === null && state.purpose === null && page.part !== "intake"
          ? html`<button class="button button--dense case-one__tools" data-action="unmask" @click=${() => page.filing.purposeOf("")}>${icon("lock")}${say(words.unmask)}</button>`
          : nothing
      }
    </p>
    ${state.purpose === null ? nothing : drawPurpose(state.purpose, state.busy !== null, page)}
  `;
}

/** Whether numbers in the reporter's words are masked; an anonymous report may have some too. */
function hasMasked({ description, demand }: Case): boolean {
  return [description, demand].some((text) => text?.includes("****"));
}

function people({ name, phone, document, agent_name, agent_phone }: Reporter): string[] {
  const agent = [agent_name, agent_phone].filter(Boolean).join(" ");
  return [[name, phone, document].filter(Boolean).join(" "), agent && `${say(words.agent)} ${agent}`].filter(Boolean);
}

function drawPurpose(purpose: string, busy: boolean, page: Escalations): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    void page.filing.unmask();
  };
  return html`<form class="case-purpose" @submit=${submit} novalidate>
    <label class="field">
      <span class="field__label">${say(words.purpose)}</span>
      <input class="field__input" name="purpose" maxlength="200" autocomplete="off" .value=${purpose} @input=${(event: Event) => page.filing.purposeOf((event.target as HTMLInputElement).value)} />
    </label>
    <button class="button button--dense button--filled" data-action="show" ?disabled=${busy}>${say(words.show)}</button>
    <button type="button" class="button button--dense" @click=${() => page.filing.purposeOf(null)}>${say(forms.cancel)}</button>
  </form>`;
}
