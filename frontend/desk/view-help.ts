// Help for the ticket at the window: whether it was asked for, who comes, asking for it.

import { html, nothing, type TemplateResult } from "lit";

import { say } from "../shared/language";
import type { StaffTicket } from "../staff/shapes";
import type { Desk } from "./desk";
import { goHome } from "./focus";
import type { DeskState } from "./state";
import { words } from "./words";

export function drawHelp(ticket: StaffTicket, { help, busy }: DeskState, desk: Desk): TemplateResult {
  const known = help?.ticket === ticket.id ? help : null;
  const request = known?.of.assistance ?? null;
  const ask = (event: MouseEvent): void => {
    goHome(event.currentTarget as HTMLElement);
    void desk.askHelp(ticket);
  };
  return html`
    <h2>${say(words.helpFor)}</h2>
    <p data-help=${request?.state ?? "none"}>
      ${request ? html`<span class="state ${request.aide ? "state--good" : "state--wait"}">${say(words.helpStates[request.state])}</span> ${request.aide ?? nothing} <span class="soft number">${request.number}</span>` : nothing}
      ${known?.of.may_ask ? html`<button class="button button--dense button--quiet" data-action="ask-help" ?disabled=${busy !== null} @click=${ask}>${say(words.askHelp)}</button>` : nothing}
    </p>
  `;
}
