// The question before the hall is closed for the day: it cannot be taken lightly, so it says what it does to whom.

import { html, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";

import { say } from "../shared/language";
import { words as common } from "../shared/words";
import { showDialog } from "../staff/dialog";
import type { Board } from "../staff/shapes";
import type { Manage } from "./manage";
import { words } from "./words";

export function drawClosing(board: Board, manage: Manage, busy: boolean): TemplateResult {
  const leave = (): void => manage.shown.change({ closing: false });
  return html`
    <dialog class="desk-panel" aria-labelledby="panel" ${ref(showDialog)} @cancel=${leave} @close=${leave}>
      <div class="desk-panel__form">
        <h2 id="panel">${say(words.closeTitle)}</h2>
        <p>${say(words.closeMore(board.waiting.length))}</p>
        <div class="desk-panel__actions">
          <button class="button" autofocus @click=${leave}>${say(common.cancel)} <kbd>Esc</kbd></button>
          <button
            class="button button--danger button--filled"
            data-action="confirm-close"
            ?disabled=${busy}
            @click=${() => void manage.closeHall()}
          >
            ${say(words.closeHall)}
          </button>
        </div>
      </div>
    </dialog>
  `;
}
