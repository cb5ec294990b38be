// The greeter's page: header, the three ways to work, and beside them who needs company.

import { html, type TemplateResult } from "lit";

import { say } from "../shared/language";
import { freshness, refusedPage, staffTop } from "../staff/frame";
import { messageLine } from "../staff/messages";
import { mayOpen } from "../staff/places";
import type { Greeter } from "./greeter";
import { MODES, type GreeterState, type Mode } from "./state";
import { drawHelped } from "./view-helped";
import { drawLook } from "./view-look";
import { drawPapers } from "./view-papers";
import { drawTake } from "./view-take";
import { words } from "./words";

const KEYS: Readonly<Record<Mode, string>> = { take: "F2", look: "F3", papers: "F4" };

export function drawGreeter(state: GreeterState, greeter: Greeter): TemplateResult {
  if (!mayOpen("greeter", state.session)) return refusedPage(state, words.title, words.noRights);
  return html`
    <div class="staff greeter" aria-busy=${state.busy !== null}>
      ${staffTop(state, { title: words.title, close: true, to: ["appointments", "board"] })} ${freshness(state, state.standing)}
      ${drawModes(state, greeter)} ${messageLine(state, () => greeter.wire.dismiss())}
      <div class="greeter__work greeter__work--${state.mode}">
        <main class="greeter__main">${drawMode(state, greeter)}</main>
        ${drawHelped(state, greeter)}
      </div>
    </div>
  `;
}

function drawMode(state: GreeterState, greeter: Greeter): TemplateResult {
  if (state.mode === "look") return drawLook(state, greeter);
  return state.mode === "papers" ? drawPapers(state, greeter) : drawTake(state, greeter);
}

function drawModes({ mode }: GreeterState, greeter: Greeter): TemplateResult {
  return html`
    <nav class="greeter__modes">
      ${MODES.map(
        (each) => html`
          <button
            class="greeter__mode"
            data-mode=${each}
            aria-current=${each === mode ? "page" : "false"}
            @click=${() => greeter.go(each)}
          >
            ${say(words.modes[each])} <kbd>${KEYS[each]}</kbd>
          </button>
        `,
      )}
    </nav>
  `;
}
