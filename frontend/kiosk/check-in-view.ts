// The page for who has booked: scan or type; and whatever comes of it, the way to an ordinary number.

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

import { kioskWords } from "../generated/kiosk";
import { clockTime } from "../shared/format";
import { say } from "../shared/language";
import { LONGEST, type ComingField, type Early } from "./coming";
import { grouped } from "./grouped";
import { digitKeys, type Keys } from "./keyboard";
import type { Kiosk } from "./kiosk";
import type { KioskState } from "./state";

const NAMES: readonly ComingField[] = ["code", "phone", "last4"];

export function checkInView(state: KioskState, kiosk: Kiosk): TemplateResult {
  const { field, form, problem, told, early } = state.coming;
  const { checkIn } = kiosk;
  // Who is known has nothing to type.
  if (early !== null && told !== null && problem === null) return earlyView(told, early, state, kiosk);
  const keys: Keys = {
    type: (character) => checkIn.fill(field, form[field] + character),
    erase: () => checkIn.fill(field, form[field].slice(0, -1)),
    clear: () => checkIn.fill(field, ""),
  };
  return html`
    <div class="register__form" data-check-in>
      <h1 tabindex="-1">${say(kioskWords.checkIn.title)}</h1>
      ${told === null ? nothing : html`<p class="notice notice--good" role="status">${told}</p>`}
      ${problem === null
        ? html`<p class="notice">${say(kioskWords.checkIn.lead)}</p>`
        : html`<p class="notice notice--bad" role="alert" data-problem>${problem}</p>`}
      ${NAMES.map((name) => line(name, form[name], field === name, kiosk))}
    </div>
    ${digitKeys(keys, { x: field !== "phone" })}
    <div class="choice__ways">
      <button class="way" data-way="walk-in" @click=${() => checkIn.walkIn(() => kiosk.leave())}><span class="way__name">${say(kioskWords.checkIn.walkIn)}</span></button>
      <button class="way way--filled" data-way="check-in" @click=${() => checkIn.submit()}>
        <span class="way__name">${say(kioskWords.checkIn.take)}</span>
      </button>
    </div>
  `;
}

/** Hours early: to come back then, the appointment's number now, or an ordinary one for something else first. */
function earlyView(told: string, { opens }: Early, { hall }: KioskState, kiosk: Kiosk): TemplateResult {
  const { checkIn } = kiosk;
  const time = clockTime(opens, hall?.timezone ?? "Asia/Shanghai");
  return html`
    <div class="refused" data-check-in="early">
      <h1 tabindex="-1">${say(kioskWords.checkIn.title)}</h1>
      <p class="refused__why refused__why--good" role="status">${told}</p>
    </div>
    <div class="choice__ways">
      <button class="way" data-way="later" @click=${() => kiosk.leave()}>
        <span class="way__name">${say(kioskWords.checkIn.later({ time }))}</span>
      </button>
      <button class="way way--filled" data-way="check-in" @click=${() => checkIn.takeEarly()}>
        <span class="way__name">${say(kioskWords.checkIn.takeNow)}</span>
      </button>
      <button class="way" data-way="walk-in" @click=${() => checkIn.walkIn(() => kiosk.leave())}>
        <span class="way__name">${say(kioskWords.checkIn.other)}</span>
      </button>
    </div>
  `;
}

function line(name: ComingField, value: string, inHand: boolean, { checkIn }: Kiosk): TemplateResult {
  return html`<div class="line ${inHand ? "line--on" : ""}">
    <label class="line__label" for=${name}>${say(kioskWords.checkIn.fields[name])}</label>
    <input
      class="line__input number"
      id=${name}
      inputmode="none"
      autocomplete="off"
      spellcheck="false"
      .value=${live(grouped(value, groupsOf(name, value)))}
      @focus=${() => checkIn.select(name)}
      @input=${(event: InputEvent) => checkIn.fill(name, (event.target as HTMLInputElement).value.replace(/\s/g, ""))}
      @keydown=${(event: KeyboardEvent) => event.key === "Enter" && checkIn.submit()}
    />
  </div>`;
}

/** As it is written where it is read from: the code on the phone, the number on the card. */
function groupsOf(name: ComingField, value: string): readonly number[] {
  if (name === "code") return value.length > 10 ? [6, 8, 4] : [3, 3, 4];
  return name === "phone" ? [3, 4, 4] : [LONGEST.last4];
}
