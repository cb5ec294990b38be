// What a waiting visitor wants to know: how many, how long, where – and whether the phone will ring.

import { html, nothing, type TemplateResult } from "lit";

import { visitorWords } from "../generated/visitor";
import { band } from "../shared/format";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import type { Text } from "../shared/language";
import { noneOpen } from "../shared/open-windows";
import type { Drawn } from "../shared/pieces";
import type { Hall, Ticket } from "../shared/types";
import { words } from "../shared/words";
import { isNear, type Alerts, type VisitorState } from "./state";
import type { Visitor } from "./visitor";

/** Taken on the way: nobody knows whether its holder is in the hall by now. */
const FROM_AWAY = "phone";

export function waiting(ticket: Ticket, hall: Hall | null): TemplateResult {
  const away = ticket.wait === null && noneOpen(ticket.windows, hall);
  return html`
    <div role="status">${told(ticket, hall)}</div>
    <dl class="place">
      ${ticket.ahead === null ? nothing : aheadRow(ticket.ahead)}
      ${ticket.wait ? html`<div><dt>${say(visitorWords.bandLabel)}</dt><dd data-band>${band(ticket.wait)}</dd></div>` : nothing}
      ${away ? html`<div data-none-open><dt>${say(visitorWords.windowsLabel)}</dt><dd class="place__away">${say(words.noneOpen)}</dd></div>` : nothing}
      ${ticket.windows.length > 0 && !away ? html`<div><dt>${say(visitorWords.windowsLabel)}</dt><dd>${say(words.windows(ticket.windows))}</dd></div>` : nothing}
    </dl>
    ${Math.round(ticket.credit_minutes) > 0 ? html`<p class="soft">${say(words.credit(ticket.credit_minutes))}</p>` : nothing}
  `;
}

/** Where to wait: whoever asked for help is fetched, and goes to no window alone. */
function told(ticket: Ticket, hall: Hall | null): Drawn {
  if (ticket.needs_help) {
    const text = isNear(ticket) ? visitorWords.nearWithHelp : words.withHelp;
    return html`<p class="notice ${isNear(ticket) ? "notice--good" : ""}" data-help>${say(text)}</p>`;
  }
  if (!isNear(ticket)) return nothing;
  return html`<p class="notice notice--good" data-near=${ticket.channel}>
    ${say(ticket.channel === FROM_AWAY ? visitorWords.nearAway : visitorWords.near)}
    ${ticket.channel === FROM_AWAY ? say(words.missedAway[hall?.no_show ?? "requeue"]) : nothing}
  </p>`;
}

function aheadRow(ahead: number): TemplateResult {
  if (ahead === 0) return html`<div class="place__ahead"><dt>${say(visitorWords.nextLabel)}</dt><dd>${say(visitorWords.next)}</dd></div>`;
  return html`<div class="place__ahead">
    <dt>${say(visitorWords.aheadLabel)}</dt>
    <dd><b class="number" data-ahead=${ahead}>${ahead}</b> ${say(visitorWords.people({ n: ahead }))}</dd>
    <dd class="place__also">${say(words.aheadAlso)}</dd>
  </div>`;
}

/** What the switch says below its name, once the person has answered. */
const HINTS: Readonly<Record<Exclude<Alerts, "ask">, Text>> = {
  off: visitorWords.alertsOff,
  on: visitorWords.alertsOn,
  asleep: visitorWords.alertsAsleep,
  refused: visitorWords.alertsRefused,
};

/** Asked once; after that a switch, and a word on what to do where the browser makes no sound. */
export function alerts({ alerts: now, awake }: VisitorState, visitor: Visitor): TemplateResult {
  if (now === "ask") {
    return html`<section class="card ask" aria-labelledby="ask">
      <h2 id="ask">${icon("bell")}<span>${say(visitorWords.alertsAsk)}</span></h2>
      <div class="question__actions">
        <button class="button button--filled" data-act="alerts" @click=${() => visitor.alert(true)}>${say(visitorWords.alertsYes)}</button>
        <button class="button" @click=${() => visitor.alert(false)}>${say(visitorWords.alertsNo)}</button>
      </div>
    </section>`;
  }
  const on = now !== "off";
  return html`<button class="alerts" role="switch" aria-checked=${on} data-alerts=${now} @click=${() => visitor.alert(!on || now === "asleep")}>
    <span class="switch" aria-hidden="true"></span>
    <span>
      <b>${say(visitorWords.alerts)}</b>
      <span class="soft">${say(HINTS[now])}</span>
      ${on && awake ? html`<span class="soft">${say(visitorWords.awake)}</span>` : nothing}
    </span>
  </button>`;
}
