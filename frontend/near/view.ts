// The halls near by: how far, open or not, how many wait and how long, and the way in.

import { html, nothing, type TemplateResult } from "lit";

import { takeWords } from "../generated/take";
import { band } from "../shared/format";
import { language, say, type Text } from "../shared/language";
import { isElder } from "../shared/page";
import { phoneTop } from "../shared/phone-top";
import type { Drawn } from "../shared/pieces";
import type { Unplaced } from "../shared/place";
import { reachStrip } from "../shared/reach";
import { readAloudButton } from "../shared/read-aloud";
import type { HallSummary } from "../shared/types";
import { words } from "../shared/words";
import { sentencesOf } from "../visitor/aloud";
import type { Near } from "./near";
import type { NearState } from "./state";

const UNPLACED: Readonly<Record<Unplaced, Text>> = takeWords.nearUnplaced;

export function view(state: NearState, near: Near, redraw: () => void): TemplateResult {
  return html`
    ${phoneTop(null, redraw)} ${reachStrip(near.reach)}
    <main class="visitor booking near">
      ${isElder() ? readAloudButton(near.reader, "button", () => sentencesOf(document.querySelector("main") ?? document.body)) : nothing}
      <div class="booking__head"><h1 tabindex="-1">${say(takeWords.nearTitle)}</h1></div>
      ${state.what === null ? nothing : html`<p class="booking__what">${say(takeWords.nearFor({ what: say(state.what) }))}</p>`}
      ${located(state, near)} ${halls(state, near)}
    </main>
  `;
}

function located({ located: known, unplaced, busy }: NearState, near: Near): Drawn {
  return html`
    <button class="button ${known ? "" : "button--filled"}" data-act="locate" ?disabled=${busy} @click=${() => near.locate()}>
      ${say(busy ? takeWords.wait : known ? takeWords.nearAgain : takeWords.nearLocate)}
    </button>
    <p class="soft">${say(takeWords.nearNotKept)}</p>
    ${unplaced === null ? nothing : html`<p class="notice notice--wait" role="alert" data-unplaced=${unplaced}>${say(UNPLACED[unplaced])}</p>`}
  `;
}

function halls({ halls: found, problem }: NearState, near: Near): TemplateResult {
  if (problem !== null) {
    return html`<p class="notice notice--bad" role="alert">${problem}</p>
      <button class="button button--filled" data-act="again" @click=${() => near.load()}>${say(words.again)}</button>`;
  }
  if (found === null) return html`<p class="soft" role="status">${say(words.loading)}</p>`;
  if (found.length === 0) return html`<p class="notice notice--wait" data-none>${say(takeWords.nearNone)}</p>`;
  return html`<ul class="near__halls">
    ${found.map((hall) => one(hall, near.service))}
  </ul>`;
}

const inHall = (n: number): Text => (n === 0 ? words.waiting(0) : takeWords.nearWaiting({ n }));

function one(hall: HallSummary, service: string | null): TemplateResult {
  const query = `${service === null ? "?" : `?service=${encodeURIComponent(service)}&`}lang=${language()}`;
  const code = encodeURIComponent(hall.code);
  const people = hall.ahead === null ? inHall(hall.waiting) : words.aheadNow(hall.ahead);
  const told = [say(people), hall.wait === null ? "" : band(hall.wait)].filter(Boolean).join(" · ");
  return html`<li class="near__hall" data-hall=${hall.code}>
    <h2>${say(hall.name)}</h2>
    <p class="near__facts">
      <span class="state ${hall.open_now ? "state--good" : ""}">${say(hall.open_now ? takeWords.open : takeWords.shut)}</span>
      ${hall.distance_km === null ? nothing : html`<b data-km=${hall.distance_km}>${say(takeWords.kilometres({ count: String(hall.distance_km) }))}</b>`}
      ${hall.open_now ? html`<span>${told}</span>` : nothing}
    </p>
    <p class="near__ways">
      ${hall.open_now && hall.virtual !== null ? html`<a class="button button--filled" href="/take/${code}${query}">${say(takeWords.takeThere)}</a>` : nothing}
      <a class="button" href="/book/${code}${query}">${say(takeWords.bookThere)}</a>
    </p>
  </li>`;
}
