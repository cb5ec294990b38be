// What stands on every page of the kiosk: the hall and the time above, the ways back and the two switches below.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime, longDate } from "../shared/format";
import { icon } from "../shared/icons";
import { languageTag, otherLanguage, say } from "../shared/language";
import { isElder } from "../shared/page";
import type { Drawn } from "../shared/pieces";
import { words } from "../shared/words";
import type { Kiosk } from "./kiosk";
import type { KioskState } from "./state";
import { kioskWords } from "../generated/kiosk";

export function frame(state: KioskState, kiosk: Kiosk, name: string, main: TemplateResult): TemplateResult {
  return html`
    <header class="kiosk__top">
      <div>
        <p class="kiosk__hall">${name}</p>
        <p class="kiosk__open">${longDate(state.now, state.hall?.timezone)}${openUntil(state)}</p>
      </div>
      <time class="kiosk__clock number">${clockTime(state.now, state.hall?.timezone)}</time>
    </header>
    ${strip(state)}
    <main class="kiosk__main kiosk__main--${state.step}">${main}</main>
    ${dock(state, kiosk)}
    ${warning(state, kiosk)}
  `;
}

function openUntil({ hall }: KioskState): Drawn {
  if (hall === null) return nothing;
  if (!hall.issuing) return html`<span class="kiosk__until">${say(kioskWords.notIssuing)}</span>`;
  if (hall.open_until === null) return nothing;
  return html`<span class="kiosk__until">${say(kioskWords.openUntil({ time: clockTime(hall.open_until, hall.timezone) }))}</span>`;
}

function strip({ standing, registered, hall, step }: KioskState): Drawn {
  if (standing.state === "stale" && standing.since !== null) {
    const told = say(kioskWords.serverAway({ time: clockTime(standing.since, hall?.timezone) }));
    return html`<div class="standing" role="status">${icon("offline")}<span>${told}</span></div>`;
  }
  if (!registered && step === "start") return html`<div class="standing" role="status">${say(kioskWords.notRegistered)}</div>`;
  return nothing;
}

function dock(state: KioskState, kiosk: Kiosk): TemplateResult {
  const other = otherLanguage();
  const atStart = state.step === "start" && !state.adding && state.department === null;
  const canGoBack = !atStart && state.step !== "issuing" && state.step !== "ticket";
  return html`<nav class="kiosk__dock">
    <div class="kiosk__ways">
      ${canGoBack ? html`<button class="dock" @click=${() => kiosk.back()}>${icon("back")}${say(words.back)}</button>` : nothing}
      ${canGoBack ? html`<button class="dock" @click=${() => kiosk.leave()}>${icon("home")}${say(kioskWords.home)}</button>` : nothing}
    </div>
    <div class="kiosk__switches">
      <button class="dock" aria-pressed=${isElder()} @click=${() => kiosk.toggleElder()}>
        ${icon("text")}${say(isElder() ? words.elderOff : words.elder)}
      </button>
      <button class="dock" lang=${languageTag(other.tag)} @click=${() => kiosk.toggleLanguage()}>
        ${icon("globe")}${other.name}
      </button>
    </div>
  </nav>`;
}

function warning({ leavingIn, step }: KioskState, kiosk: Kiosk): Drawn {
  if (leavingIn === null || step === "ticket") return nothing;
  return html`<div class="veil">
    <div class="question" role="alertdialog" aria-labelledby="still-there">
      <h2 id="still-there">${say(kioskWords.stillThere)}</h2>
      <p aria-live="off">${say(kioskWords.backIn({ seconds: leavingIn }))}</p>
      <div class="question__actions">
        <button class="button" @click=${() => kiosk.leaveForNext()}>${say(kioskWords.home)}</button>
        <button class="button button--filled" @click=${() => kiosk.stay()}>${say(kioskWords.stay)}</button>
      </div>
    </div>
  </div>`;
}
