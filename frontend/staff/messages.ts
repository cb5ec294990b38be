// The last word to whoever works on a page: what was done, or why not. Three places for it, as a page has room.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { words as common } from "../shared/words";
import type { Message, Wired } from "./state";
import { words } from "./words";

/** A sentence that is in both languages, or in the server's own. */
export function plain(text: Text | string | null | undefined): string {
  return text === null || text === undefined ? "" : typeof text === "string" ? text : say(text);
}

/** Under the header, in a place that is always kept: nothing moves under the mouse. */
export function messageLine({ message, busy }: Wired, dismiss: () => void): TemplateResult {
  if (busy !== null) return html`<div class="staff-message" role="status"><p class="soft">${say(words.waitingForAnswer)}</p></div>`;
  return message === null ? html`<div class="staff-message" role="status"></div>` : drawn(message, busy, dismiss);
}

/** At the page's end, over what stands there. */
export function messageAfloat({ message, busy }: Wired, dismiss: () => void): Drawn {
  return message === null ? nothing : html`<div class="staff-afloat">${drawn(message, busy, dismiss)}</div>`;
}

/** In two lines of the page itself that are always there: screen readers hear what changes in them. */
export function messageLines(message: Message | null): TemplateResult {
  const text = plain(message?.text);
  const bad = message?.look === "bad";
  return html`
    <p role="status" class=${message && !bad ? `notice notice--${message.look}` : "staff-silent"}>${bad ? "" : text} ${bad ? nothing : again(message)}</p>
    <p role="alert" class=${bad ? "notice notice--bad" : "staff-silent"}>${bad ? text : ""}</p>
  `;
}

function drawn(message: Message, busy: string | null, dismiss: () => void): TemplateResult {
  const { look, text, undo } = message;
  return html`<div class="staff-message staff-message--${look}" role=${look === "bad" ? "alert" : "status"}>
    <p>${plain(text)}</p>
    ${undo ? html`<button class="button button--dense" data-action="undo" ?disabled=${busy !== null} @click=${undo}>${say(words.undo)}</button>` : nothing}
    ${again(message)}
    <button class="staff-message__dismiss" aria-label=${say(words.dismiss)} @click=${dismiss}>${icon("cross")}</button>
  </div>`;
}

function again(message: Message | null): Drawn {
  if (!message?.again) return nothing;
  return html`<button class="button button--dense" data-action="again" @click=${message.again}>${say(common.again)}</button>`;
}
