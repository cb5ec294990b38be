// Help (帮办代办) on the phone: one button, then who comes.

import { html, nothing, type TemplateResult } from "lit";

import { helpWords as words } from "../generated/help";
import type { Help } from "../help/asking";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Visitor } from "./visitor";

export function help({ help: asking }: Visitor): Drawn {
  const { of, problem } = asking;
  if (of === null || (of.assistance === null && !of.may_ask)) return nothing;
  const { assistance } = of;
  return html`<section class="card helping" data-help-state=${assistance?.state ?? "none"}>
    <h2>${say(words.title)}</h2>
    ${assistance ? html`<p role="status">${told(assistance)}</p>` : html`<p class="soft">${say(words.hint)}</p>`}
    ${problem === null ? nothing : html`<p class="notice notice--bad" role="alert">${problem}</p>`}
    ${of.may_ask ? button("ask", say(words.ask), asking.sending, () => asking.ask()) : nothing}
    ${assistance?.open ? button("withdraw", say(words.withdraw), asking.sending, () => asking.withdraw()) : nothing}
  </section>`;
}

/** What an open request means for whoever waits; a closed one is told with what became of it. */
export function told({ state, aide }: Help): string {
  if (state === "done" || state === "unmet") return say(words[state]);
  if (state === "withdrawn") return say(words.hint);
  if (state === "requested" || aide === null) return say(words.asked);
  return say(words[state === "assigned" ? "named" : "underway"]({ name: aide }));
}

function button(what: "ask" | "withdraw", name: string, busy: boolean, press: () => Promise<void>): TemplateResult {
  const look = what === "ask" ? "button" : "button button--quiet";
  return html`<button class=${look} data-help-act=${what} ?disabled=${busy} @click=${() => void press()}>${name}</button>`;
}
