// The search page: a keyboard for those who have none, and what the letters may mean.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { say } from "../shared/language";
import { letterKeys } from "./keyboard";
import type { Kiosk } from "./kiosk";
import { search } from "../shared/search";
import type { KioskState } from "./state";
import { bundleTile, serviceTile, tileList } from "./tiles";
import { kioskWords } from "../generated/kiosk";

export function findView(state: KioskState, kiosk: Kiosk): TemplateResult {
  const found = search(state.query, state.services, state.adding ? [] : state.bundles);
  const tiles = [
    ...found.services.map((service) => serviceTile(state, kiosk, service)),
    ...found.bundles.map((bundle) => bundleTile(state, kiosk, bundle)),
  ];
  const none = state.query === "" ? nothing : html`<li class="find__none">${say(kioskWords.searchNone)}</li>`;
  return html`
    <h1 class="for-readers" tabindex="-1">${say(kioskWords.searchTitle)}</h1>
    <label class="find__line">
      ${icon("search")}
      <span class="for-readers">${say(kioskWords.searchTitle)}</span>
      <input
        class="find__input"
        inputmode="none"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        placeholder=${say(kioskWords.searchHint)}
        .value=${state.query}
        @input=${(event: InputEvent) => kiosk.typeQuery((event.target as HTMLInputElement).value)}
      />
    </label>
    ${tileList(tiles, say(kioskWords.searchTitle), none)}
    ${letterKeys({
      type: (letter) => kiosk.typeQuery(state.query + letter),
      erase: () => kiosk.typeQuery(state.query.slice(0, -1)),
      clear: () => kiosk.typeQuery(""),
    })}
  `;
}
