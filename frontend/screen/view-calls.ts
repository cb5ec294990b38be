// The large call and the last eight.

import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";

import { language, say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { Call } from "./calls";
import type { Scene } from "./stage";
import type { ScreenState } from "./state";
import { screenWords as words } from "../generated/screen";

export function drawNow({ scene, fresh, calls, standing }: ScreenState): TemplateResult {
  if (scene === null) return drawWelcome(standing.state === "connecting");
  const known = calls.find((one) => one.ticket === scene.ticket);
  const state = known?.state;
  const calling = scene.kind === "call" && (state === "called" || (fresh && state === undefined));
  const look = calling
    ? fresh
      ? "screen-now screen-now--called screen-now--fresh"
      : "screen-now screen-now--called"
    : "screen-now";
  return html`
    <section class=${look} aria-live="assertive" data-ticket=${scene.ticket} data-window=${scene.window} data-kind=${scene.kind}>
      ${keyed(scene.seq, scene.kind === "call" ? drawScene(scene, calling ? nothing : drawState(known)) : drawRetraction(scene))}
    </section>
  `;
}

function drawScene(scene: Scene, aside: Drawn): TemplateResult {
  return html`
    <div class="screen-now__scene ${scene.ticket.length > 4 ? "screen-now__scene--long" : ""}">
      <div class="screen-now__part">
        <p class="screen-now__caption">${caption(words.number)} ${aside}</p>
        <p class="screen-now__figure number">${scene.ticket}</p>
      </div>
      <svg class="screen-now__arrow" viewBox="0 0 60 80" aria-hidden="true"><path d="M8 8l36 32L8 72" /></svg>
      <div class="screen-now__part screen-now__part--window">
        <p class="screen-now__caption">${caption(words.goTo)}</p>
        <p class="screen-now__figure number">${scene.window}</p>
      </div>
    </div>
  `;
}

function drawRetraction(scene: Scene): TemplateResult {
  return html`
    <div class="screen-now__scene">
      <div class="screen-now__part">
        <p class="screen-now__caption">${caption(words.number)}</p>
        <p class="screen-now__figure number">${scene.ticket}</p>
      </div>
      <p class="screen-now__wait">${say(words.keepWaiting)}<small>${other(words.keepWaiting)}</small></p>
    </div>
  `;
}

function drawWelcome(connecting: boolean): TemplateResult {
  const [title, more] = connecting ? [common.connecting, null] : [words.welcome, words.welcomeMore];
  return html`
    <section class="screen-now screen-now--empty">
      <p class="screen-now__title">${say(title)}<small>${other(title)}</small></p>
      ${more ? html`<p class="screen-now__more">${say(more)}<small>${other(more)}</small></p>` : nothing}
    </section>
  `;
}

export function drawCalls({ calls, saying }: ScreenState): Drawn {
  if (calls.length === 0) return nothing;
  const rows = calls.map((call) => keyed(`${call.ticket} ${call.seq}`, drawRow(call, call.ticket === saying)));
  return html`
    <section class="screen-latest">
      <h2 class="screen__title">${say(words.latest)}<small>${other(words.latest)}</small></h2>
      <ol class="screen-latest__rows">
        ${rows}
      </ol>
    </section>
  `;
}

function drawRow(call: Call, saying: boolean): TemplateResult {
  return html`
    <li
      class="screen-call screen-call--${call.state}"
      data-ticket=${call.ticket}
      data-window=${call.window}
      data-state=${call.state}
    >
      <span class="screen-call__number number">${call.ticket}</span>
      <svg class="screen-call__arrow" viewBox="0 0 60 80" aria-hidden="true"><path d="M8 8l36 32L8 72" /></svg>
      <span class="screen-call__window">
        ${drawWindow(call.window)}
      </span>
      ${saying ? html`<span class="screen-call__saying">${drawWaves()}${say(words.saying)}</span>` : drawState(call)}
    </li>
  `;
}

function drawState(call: Call | undefined): Drawn {
  if (call === undefined) return nothing;
  const { state, to } = call;
  const look = { called: "state--called", serving: "state--good", passed: "state--bad", waiting: "state--wait", left: "" }[state];
  const text = state !== "waiting" ? words[state] : to ? words.movedTo({ window: to }) : words.waitsAgain;
  return html`<span class="state ${look}">${say(text)}</span>`;
}

function drawWaves(): TemplateResult {
  return html`<svg class="screen-call__waves" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z" />
    <path d="M15 9a4 4 0 0 1 0 6M17.5 6.5a8 8 0 0 1 0 11" />
  </svg>`;
}

function caption(text: Text): TemplateResult {
  return html`${say(text)}<small>${other(text)}</small>`;
}

/** The window's number large, with the words that stand before and after it in this language. */
function drawWindow(window: number): TemplateResult {
  const [before, after] = say(words.pausedWindow({ window: "|" })).split("|").map((part) => part.trim());
  const small = (part: string | undefined): Drawn => (part ? html`<span>${part}</span>` : nothing);
  return html`${small(before)}<b class="number">${window}</b>${small(after)}`;
}

/** The language that the page does not speak: screens are read by everybody at once. */
export function other(text: Text): string {
  return language() === "zh" ? text.en : text.zh;
}
