// 陪同: who asked for help and is here now, for how long, and who walks with them.

import { html, nothing, type TemplateResult } from "lit";

import { minutesSince } from "../shared/format";
import { say } from "../shared/language";
import { stateBadge } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { StaffTicket } from "../staff/shapes";
import type { Greeter } from "./greeter";
import type { GreeterState } from "./state";
import { drawAsk, drawHelpParts, drawRequest } from "./view-requests";
import { words } from "./words";

export function drawHelped(state: GreeterState, greeter: Greeter): TemplateResult {
  const { helped, requests } = state;
  const known = new Set(helped.map((ticket) => ticket.id));
  const others = requests.filter((one) => !known.has(one.ticket?.id ?? ""));
  const count = helped.length + others.length;
  return html`
    <aside class="helped" aria-label=${say(words.helpTitle)}>
      <h2>${say(words.helpTitle)} <b class="number">${count}</b></h2>
      ${count ? nothing : html`<p class="soft">${say(words.helpNone)}</p>`}
      <ul class="helped__list">
        ${helped.map((ticket) => drawOne(ticket, state, greeter))} ${others.map((one) => drawRequest(one, state, greeter))}
      </ul>
      ${drawAsk(state, greeter)}
    </aside>
  `;
}

function drawOne(ticket: StaffTicket, state: GreeterState, greeter: Greeter): TemplateResult {
  const { now, busy, requests } = state;
  const request = requests.find((one) => one.ticket?.id === ticket.id);
  const company = ticket.accompanied_by;
  return html`
    <li class="helped__one ${company ? "" : "helped__one--alone"}" data-helped=${ticket.number}>
      <p class="helped__head">
        <button class="helped__number number" @click=${() => void greeter.look(ticket.number)}>${ticket.number}</button>
        ${stateBadge(ticket.state)}
        <span class="soft number">${say(words.minutes(minutesSince(ticket.issued_at, new Date(now))))}</span>
      </p>
      <p>${ticket.errands.map((errand) => say(errand.name)).join(say(common.between))}</p>
      ${ticket.window === null ? nothing : html`<p><b>${say(words.windowNow(ticket.window))}</b></p>`}
      <p class="helped__deed">
        ${company ? html`<span class="state state--good">${say(words.by(company))}</span>` : nothing}
        <button
          class="button button--dense ${company ? "button--quiet" : ""}"
          data-action=${company ? "leave" : "accompany"}
          ?disabled=${busy !== null}
          @click=${() => void (company ? greeter.leave(ticket) : greeter.act("accompany", ticket))}
        >
          ${say(company ? words.leave : words.accompany)}
        </button>
      </p>
      ${request ? drawHelpParts(request, state, greeter) : nothing}
    </li>
  `;
}
