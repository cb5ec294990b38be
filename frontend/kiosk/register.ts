// Registering, which nobody has to: three fields, the keys for the one in hand, and the same two ways on.

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

import { say } from "../shared/language";
import { grouped } from "./grouped";
import { digitKeys, letterKeys, type Keys } from "./keyboard";
import type { Kiosk } from "./kiosk";
import type { FieldName, KioskState } from "./state";
import { kioskWords } from "../generated/kiosk";

const NAMES: readonly FieldName[] = ["id_number", "phone", "name"];
const GROUPS: Readonly<Record<FieldName, readonly number[]>> = { id_number: [6, 8, 4], phone: [3, 4, 4], name: [99] };

export function registerView(state: KioskState, kiosk: Kiosk): TemplateResult {
  const { field, form } = state;
  const keys: Keys = {
    type: (character) => kiosk.fill(field, form[field] + character),
    erase: () => kiosk.fill(field, form[field].slice(0, -1)),
    clear: () => kiosk.fill(field, ""),
  };
  return html`
    <div class="register__form">
      <h1 tabindex="-1">${say(kioskWords.registerTitle)}</h1>
      <p class="notice">${say(kioskWords.privacy)}</p>
      ${NAMES.map((name) => line(name, state, kiosk))}
    </div>
    ${field === "name" ? letterKeys(keys, { space: true }) : digitKeys(keys, { x: field === "id_number" })}
    <div class="choice__ways">
      <button class="way" data-way="direct" @click=${() => kiosk.taking.take()}><span class="way__name">${say(kioskWords.direct)}</span></button>
      <button class="way way--filled" data-way="registered" @click=${() => kiosk.taking.takeRegistered()}>
        <span class="way__name">${say(kioskWords.take)}</span>
      </button>
    </div>
  `;
}

function line(name: FieldName, { field, form, problems }: KioskState, kiosk: Kiosk): TemplateResult {
  const problem = problems[name];
  const inHand = field === name;
  return html`<div class="line ${inHand ? "line--on" : ""}">
    <label class="line__label" for=${name}>${say(kioskWords.fields[name])}</label>
    <input
      class="line__input number"
      id=${name}
      inputmode="none"
      autocomplete="off"
      spellcheck="false"
      aria-invalid=${problem ? "true" : "false"}
      aria-describedby=${problem ? `${name}-problem` : nothing}
      .value=${live(grouped(form[name], GROUPS[name]))}
      @focus=${() => kiosk.selectField(name)}
      @input=${(event: InputEvent) => kiosk.fill(name, typed(event, name))}
      @keydown=${(event: KeyboardEvent) => event.key === "Enter" && kiosk.taking.takeRegistered()}
    />
    ${problem ? html`<p class="line__problem" id="${name}-problem" role="alert">${problem}</p>` : nothing}
  </div>`;
}

const typed = (event: InputEvent, name: FieldName): string => {
  const { value } = event.target as HTMLInputElement;
  return name === "name" ? value : value.replace(/\s/g, "");
};
