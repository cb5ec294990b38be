// The last word to whoever works on a page, in two lines that are always there: screen readers hear what changes in them.

import { html, type TemplateResult } from "lit";

import { say } from "../shared/language";
import type { Message } from "./presses";

export function toldLines(told: Message | null): TemplateResult {
  const text = told === null ? "" : typeof told.text === "string" ? told.text : say(told.text);
  const bad = told?.look === "bad";
  return html`
    <p role="status" class=${told && !bad ? "notice notice--good" : "carriers__silent"}>${bad ? "" : text}</p>
    <p role="alert" class=${bad ? "notice notice--bad" : "carriers__silent"}>${bad ? text : ""}</p>
  `;
}
