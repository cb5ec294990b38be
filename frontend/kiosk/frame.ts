// What stands on every page of the kiosk: the hall and the time above, the ways back and the switches below.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime, longDate } from "../shared/format";
import { icon } from "../shared/icons";
import { languageTag, otherLanguage, say } from "../shared/language";
import { isElder } from "../shared/page";
import type { Drawn } from "../shared/pieces";
import { readAloudButton, type ReadAloud } from "../shared/read-aloud";
import { words } from "../shared/words";
import type { Kiosk } from "./kiosk";
import { announced, pageSentences } from "./spoken";
import { endsByItself, type KioskState } from "./state";
import { helpWords } from "../generated/help";
import { kioskWords } from "../generated/kiosk";

export function frame(state: KioskState, kiosk: Kiosk, reader: ReadAloud, name: string, main: TemplateResult): TemplateResult {
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
    ${dock(state, kiosk, reader)}
    ${warning(state, kiosk)}
    <p class="for-readers" aria-live="assertive" aria-atomic="true">${announced(state)}</p>
  `;
}

function openUntil({ hall }: KioskState): Drawn {
  if (hall === null) return nothing;
  if (!hall.issuing) return html`<span class="kiosk__until">${say(kioskWords.notIssuing)}</span>`;
  if (hall.open_until === null) return nothing;
  return html`<span class="kiosk__until">${say(kioskWords.openUntil({ time: clockTime(hall.open_until, hall.timezone) }))}</span>`;
}

/** What is the matter with the kiosk itself, or what it does by itself. */
function strip({ standing, registered, hall, step, doing }: KioskState): Drawn {
  // The server has just answered with a newer page: what was not heard before counts no more.
  if (standing.state === "stale" && standing.since !== null && doing !== "renewing") {
    const told = say(kioskWords.serverAway({ time: clockTime(standing.since, hall?.timezone) }));
    return html`<div class="standing" role="status">${icon("offline")}<span>${told}</span></div>`;
  }
  if (!registered && step === "start") return html`<div class="standing" role="status">${say(kioskWords.notRegistered)}</div>`;
  if (doing !== null) return html`<div class="standing standing--calm" role="status">${say(kioskWords.doing[doing])}</div>`;
  return nothing;
}

function dock(state: KioskState, kiosk: Kiosk, reader: ReadAloud): TemplateResult {
  const other = otherLanguage();
  return html`<nav class="kiosk__dock" aria-label=${say(kioskWords.dock)}>
    <div class="kiosk__ways">
      ${kiosk.canGoBack
        ? html`<button class="dock" data-dock="back" @click=${() => kiosk.back()}>${icon("back")}<span>${say(words.back)}</span></button>
            <button class="dock" data-dock="home" @click=${() => kiosk.leave()}>${icon("home")}<span>${say(kioskWords.home)}</span></button>`
        : scanHere(state)}
    </div>
    <div class="kiosk__switches">
      ${callHelp(state, kiosk)}
      ${isElder() ? readAloudButton(reader, "dock", () => pageSentences(state, kiosk.asking?.state)) : nothing}
      <button class="dock" data-dock="elder" aria-pressed=${isElder()} @click=${() => kiosk.toggleElder()}>
        ${icon("text")}<span>${say(isElder() ? words.elderOff : words.elder)}</span>
      </button>
      <button class="dock" data-dock="language" lang=${languageTag(other.tag)} @click=${() => kiosk.toggleLanguage()}>
        ${icon("globe")}<span>${other.name}</span>
      </button>
    </div>
  </nav>`;
}

/** Somebody may come and help: from the first page on, before anything has to be read. */
function callHelp({ step, hall }: KioskState, kiosk: Kiosk): Drawn {
  if (step !== "start" || !hall?.issuing) return nothing;
  return html`<button class="dock" data-dock="help" @click=${() => kiosk.go("help")}>${icon("bell")}<span>${say(helpWords.short)}</span></button>`;
}

/** On the first page, where a way back would stand: nobody has to press anything first. */
function scanHere({ step, hall }: KioskState): Drawn {
  if (step !== "start" || !hall?.issuing) return nothing;
  return html`<p class="dock__word" data-scan-here>${icon("card")}<span>${say(kioskWords.scanHere)}</span></p>`;
}

function warning({ leavingIn, step }: KioskState, kiosk: Kiosk): Drawn {
  if (leavingIn === null || endsByItself(step)) return nothing;
  return html`<div class="veil">
    <div class="question" role="alertdialog" aria-modal="true" aria-labelledby="still-there" aria-describedby="leaving-in" @keydown=${keepInside}>
      <h2 id="still-there">${say(kioskWords.stillThere)}</h2>
      <p class="question__count number" aria-hidden="true">${leavingIn}</p>
      <p id="leaving-in" aria-live="off">${say(kioskWords.backIn({ seconds: leavingIn }))}</p>
      <div class="question__actions">
        <button class="button" @click=${() => kiosk.leaveForNext()}>${say(kioskWords.home)}</button>
        <button class="button button--filled" data-way="stay" @click=${() => kiosk.stay()}>${say(kioskWords.stay)}</button>
      </div>
    </div>
  </div>`;
}

/** While the question stands there is nothing else to go to. */
function keepInside(event: KeyboardEvent): void {
  if (event.key !== "Tab") return;
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  event.preventDefault();
  buttons[(at + (event.shiftKey ? -1 : 1) + buttons.length) % buttons.length]?.focus();
}
