// Somebody an agent queues for: a person or a company, and their number, which may be left out.

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

import { say } from "../shared/language";
import { kioskWords } from "../generated/kiosk";
import { grouped } from "./grouped";
import { codeKeys, digitKeys, type Keys } from "./keyboard";
import type { Kiosk } from "./kiosk";
import type { KioskState, Principal } from "./state";

const GROUPS: Readonly<Record<Principal["kind"], readonly number[]>> = { person: [6, 8, 4], organisation: [2, 6, 10] };

export function principalView(state: KioskState, { agency }: Kiosk): TemplateResult {
  const { kind, number, services } = agency.current;
  const keys: Keys = {
    type: (character) => agency.fill(number + character),
    erase: () => agency.fill(number.slice(0, -1)),
    clear: () => agency.fill(""),
  };
  return html`
    <div class="register__form">
      <h1 tabindex="-1">${say(kioskWords.agent.principal({ n: state.at + 1 }))}</h1>
      <div class="kinds" role="group" aria-label=${say(kioskWords.agent.whom)}>
        ${(["person", "organisation"] as const).map((each) => html`<button class="tab" data-kind=${each} aria-pressed=${kind === each} @click=${() => agency.setKind(each)}>
          <span>${say(kioskWords.agent.kinds[each])}</span>
        </button>`)}
      </div>
      ${numberLine(agency.current, (text) => agency.fill(text), () => agency.next())}
      <p class="notice">${say(kioskWords.privacy)}</p>
    </div>
    ${kind === "person" ? digitKeys(keys, { x: true }) : codeKeys(keys)}
    <div class="choice__ways">
      <button class="way" data-way="without" @click=${() => agency.without()}>
        <span class="way__name">${say(kioskWords.agent.without)}</span>
      </button>
      <button class="way way--filled" data-way="next" aria-disabled=${number === ""} @click=${() => agency.next()}>
        <span class="way__name">${say(services.length === 0 ? kioskWords.agent.next : kioskWords.agent.keep)}</span>
        ${number === "" ? html`<span class="way__hint">${say(kioskWords.agent.missing)}</span>` : nothing}
      </button>
    </div>
  `;
}

function numberLine({ kind, number, problem }: Principal, fill: (text: string) => void, next: () => Promise<void>): TemplateResult {
  return html`<div class="line line--on line--above">
    <label class="line__label" for="number">${say(kioskWords.agent.numbers[kind])}</label>
    <input
      class="line__input number"
      id="number"
      inputmode="none"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      aria-invalid=${problem ? "true" : "false"}
      aria-describedby=${problem ? "number-problem" : nothing}
      .value=${live(grouped(number, GROUPS[kind]))}
      @input=${(event: InputEvent) => fill((event.target as HTMLInputElement).value.replace(/\s/g, ""))}
      @keydown=${(event: KeyboardEvent) => event.key === "Enter" && void next()}
    />
    ${problem ? html`<p class="line__problem" id="number-problem" role="alert">${problem}</p>` : nothing}
  </div>`;
}
