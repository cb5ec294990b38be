// The last word to whoever works on a page: what was done, or why not.

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

/** Whether its place is kept while nothing is said, so that nothing moves under the mouse; `spare`: the page needs the height. */
type Room = "kept" | "spare";

/** Under the header on every page, and in sight while the page is scrolled. */
export function messageLine({ message, busy }: Wired, dismiss: () => void, room: Room = "kept"): TemplateResult {
  const awaited = busy !== null && room === "kept";
  const look = awaited ? "awaited" : (message?.look ?? "none");
  // One element for whatever is said: screen readers hear what changes in it.
  return html`<div class="staff-atop">
    <div class="staff-message staff-message--${look} staff-message--${room}" role=${look === "bad" ? "alert" : "status"}>
      ${awaited ? html`<p class="soft">${say(words.waitingForAnswer)}</p>` : message === null ? nothing : said(message, busy, dismiss)}
    </div>
  </div>`;
}

function said(message: Message, busy: string | null, dismiss: () => void): TemplateResult {
  const { text, undo } = message;
  return html`
    <p>${plain(text)}</p>
    ${undo ? html`<button class="button button--dense" data-action="undo" ?disabled=${busy !== null} @click=${undo}>${say(words.undo)}</button>` : nothing}
    ${again(message)}
    <button class="staff-message__dismiss" aria-label=${say(words.dismiss)} @click=${dismiss}>${icon("cross")}</button>
  `;
}

function again(message: Message): Drawn {
  if (!message.again) return nothing;
  return html`<button class="button button--dense" data-action="again" @click=${message.again}>${say(common.again)}</button>`;
}
