// Why there is no ticket, and the nearest things to do: the ticket one has, booking, coming.

import { html, nothing, type TemplateResult } from "lit";

import { takeWords } from "../generated/take";
import { language, say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Hall } from "../shared/types";
import type { TakeState } from "./state";
import type { Take } from "./take";

/** Codes with which the phone has its ticket already. */
const HELD = new Set(["phone_holds_ticket", "already_waiting"]);
/** Codes that another scan mends. */
const SCAN_AGAIN = new Set(["door_code_old", "door_code_wrong"]);

export function refusal({ refused, hall, service }: TakeState, take: Take): Drawn {
  if (refused === null) return nothing;
  const { code, sentence } = refused;
  return html`<div class="notice notice--bad booking__refused" role="alert" data-refused=${code}>
      <p>${sentence}</p>
      ${HELD.has(code) && take.mine !== null
        ? html`<a class="button button--filled" data-act="mine" href="/t/${encodeURIComponent(take.mine)}?lang=${language()}">${say(takeWords.mine)}</a>`
        : nothing}
    </div>
    ${hall === null || code === "" || HELD.has(code) || SCAN_AGAIN.has(code) ? nothing : instead(refused.instead, hall, service)}`;
}

/** What can be done instead: links, and where the hall is. */
export function instead(ways: readonly string[], hall: Hall, service: string | null): TemplateResult {
  const query = `${service === null ? "?" : `?service=${encodeURIComponent(service)}&`}lang=${language()}`;
  return html`<section class="take__instead" aria-labelledby="instead">
    <h2 id="instead">${say(takeWords.instead)}</h2>
    ${ways.includes("book")
      ? html`<a class="button button--filled" data-act="book" href="/book/${encodeURIComponent(hall.code)}${query}">${say(takeWords.book)}</a>`
      : nothing}
    <p>
      ${say(takeWords.come({ hall: say(hall.name) }))}
      ${hall.address === null ? nothing : html`<br /><span class="soft">${say(hall.address)}</span>`}
      ${hall.phone === null ? nothing : html`<br /><a class="take__call" href="tel:${hall.phone}">${hall.phone}</a>`}
    </p>
  </section>`;
}
