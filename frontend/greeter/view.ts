// The greeter's page: header, the three ways to work, and beside them who needs company.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { language, say } from "../shared/language";
import { standingStrip } from "../shared/pieces";
import { words as common } from "../shared/words";
import { mayManage, signOut } from "../staff/session";
import { words as staff } from "../staff/words";
import { mayGreet, type Greeter } from "./greeter";
import { MODES, type GreeterState, type Mode } from "./state";
import { drawHelped } from "./view-helped";
import { drawLook } from "./view-look";
import { drawPapers } from "./view-papers";
import { drawTake } from "./view-take";
import { words } from "./words";

const KEYS: Readonly<Record<Mode, string>> = { take: "F2", look: "F3", papers: "F4" };

export function drawGreeter(state: GreeterState, greeter: Greeter): TemplateResult {
  return html`
    <div class="greeter" aria-busy=${state.busy !== null}>
      ${drawHeader(state, greeter)} ${standingStrip(state.standing, state.hall?.timezone)}
      ${
        mayGreet(state.session)
          ? html`${drawModes(state, greeter)} ${drawMessage(state, greeter)}
              <div class="greeter__work greeter__work--${state.mode}">
                <main class="greeter__main">${drawMode(state, greeter)}</main>
                ${drawHelped(state, greeter)}
              </div>`
          : html`<main class="desk__refused"><p class="notice notice--wait">${say(words.noRights)}</p></main>`
      }
    </div>
  `;
}

function drawMode(state: GreeterState, greeter: Greeter): TemplateResult {
  if (state.mode === "look") return drawLook(state, greeter);
  return state.mode === "papers" ? drawPapers(state, greeter) : drawTake(state, greeter);
}

function drawHeader({ hall, session }: GreeterState, greeter: Greeter): TemplateResult {
  return html`
    <header class="desk__top">
      <h1 class="desk__window">${say(words.title)}</h1>
      <p class="desk__hall">${hall ? say(hall.name) : nothing}</p>
      <nav class="desk__menu" aria-label=${say(words.title)}>
        <span class="desk__person">${icon("person")}${session.user.name}</span>
        <a class="desk-link" href="/appointments?lang=${language()}">${say(staff.toAppointments)}</a>
        ${mayManage(session) ? html`<a class="desk-link" href="/manage?lang=${language()}">${say(staff.toBoard)}</a>` : nothing}
        <button class="desk-link" data-action="language" @click=${() => greeter.speak(language() === "zh" ? "en" : "zh")}>
          ${say(common.otherLanguage)}
        </button>
        <button class="desk-link" data-action="sign-out" @click=${() => void signOut()}>${say(staff.signOut)}</button>
      </nav>
    </header>
  `;
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

/** What the last press did, or why not. The page keeps a place for it, so that nothing moves under the mouse. */
function drawMessage({ message, busy }: GreeterState, greeter: Greeter): TemplateResult {
  if (busy) return html`<div class="desk__message" role="status"><p class="soft">${say(words.waitingForAnswer)}</p></div>`;
  if (message === null) return html`<div class="desk__message" role="status"></div>`;
  return html`
    <div class="desk__message desk__message--${message.look}" role=${message.look === "bad" ? "alert" : "status"}>
      <p>${typeof message.text === "string" ? message.text : say(message.text)}</p>
      ${
        message.again
          ? html`<button class="button button--dense" data-action="again" @click=${message.again}>${say(common.again)}</button>`
          : nothing
      }
      <button class="desk__dismiss" aria-label=${say(staff.dismiss)} @click=${() => greeter.dismiss()}>${icon("cross")}</button>
    </div>
  `;
}

export function typed(take: (value: string) => void): (event: Event) => void {
  return (event) => take((event.target as HTMLInputElement | HTMLSelectElement).value);
}
