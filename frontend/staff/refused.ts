// What somebody sees whose roles do not open a page.

import { html, type TemplateResult } from "lit";

import { language, say, type Text } from "../shared/language";
import { words as staff } from "./words";

export function refusedPage(title: Text, why: Text): TemplateResult {
  return html`<main class="manage__refused">
    <h1>${say(title)}</h1>
    <p class="notice notice--wait">${say(why)}</p>
    <a class="button" href="/desk?lang=${language()}">${say(staff.toDesk)}</a>
  </main>`;
}
