// The keys drawn on the glass: letters for searching, digits for numbers.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { say } from "../shared/language";
import { kioskWords } from "../generated/kiosk";

export interface Keys {
  type(character: string): void;
  erase(): void;
  clear(): void;
}

const LETTERS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

function key(character: string, keys: Keys): TemplateResult {
  return html`<button class="key" data-key=${character} @click=${() => keys.type(character)}>${character.toUpperCase()}</button>`;
}

function eraseKey(keys: Keys): TemplateResult {
  return html`<button class="key key--wide" aria-label=${say(kioskWords.erase)} @click=${() => keys.erase()}>${icon("keyboardBack")}</button>`;
}

function clearKey(keys: Keys): TemplateResult {
  return html`<button class="key key--wide key--word" @click=${() => keys.clear()}>${say(kioskWords.clear)}</button>`;
}

/** Three rows of letters; `space` adds a space bar, for names. */
export function letterKeys(keys: Keys, { space = false } = {}): TemplateResult {
  const [top = "", middle = "", bottom = ""] = LETTERS;
  return html`<div class="keys">
    <div class="keys__row">${[...top].map((letter) => key(letter, keys))}</div>
    <div class="keys__row">${[...middle].map((letter) => key(letter, keys))}</div>
    <div class="keys__row">
      ${clearKey(keys)}${[...bottom].map((letter) => key(letter, keys))}${eraseKey(keys)}
    </div>
    ${space
      ? html`<div class="keys__row"><button class="key key--word" @click=${() => keys.type(" ")}>${say(kioskWords.space)}</button></div>`
      : nothing}
  </div>`;
}

/** Digits and the letters of a credit code: it has no I, O, S, V or Z, which look like digits. */
export function codeKeys(keys: Keys): TemplateResult {
  const allowed = (row: string): string[] => [...row].filter((letter) => !"iosvz".includes(letter));
  return html`<div class="keys">
    <div class="keys__row">${[...DIGITS, "0"].map((digit) => key(digit, keys))}</div>
    ${LETTERS.slice(0, 2).map((row) => html`<div class="keys__row">${allowed(row).map((letter) => key(letter, keys))}</div>`)}
    <div class="keys__row">${clearKey(keys)}${allowed(LETTERS[2] ?? "").map((letter) => key(letter, keys))}${eraseKey(keys)}</div>
  </div>`;
}

/** A telephone's keys, with X where an identity number may end in it. */
export function digitKeys(keys: Keys, { x = false } = {}): TemplateResult {
  return html`<div class="keys keys--digits">
    ${DIGITS.map((digit) => key(digit, keys))}
    ${x ? key("X", keys) : clearKey(keys)}${key("0", keys)}${eraseKey(keys)}
  </div>`;
}
