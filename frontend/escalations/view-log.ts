// Every step of a record with who, when and what was said.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { say } from "../shared/language";
import { calledIn, type Called, type Case, type Line } from "./shapes";
import type { LedgerState } from "./state";
import { day } from "./view-list";
import { words } from "./words";
import { lines } from "./words-deeds";

export function drawLog(one: Case, { hall }: LedgerState): TemplateResult {
  return html`
    <h3>${say(words.log)}</h3>
    <ol class="case-log">
      ${one.log.map((line) => drawLine(line, one.staff.departments, hall?.timezone))}
    </ol>
  `;
}

function drawLine(line: Line, departments: Called, zone?: string): TemplateResult {
  const name = lines[line.step];
  const who = line.by ?? (line.part === "reporter" ? say(words.reporter) : "");
  const told = codes(line, departments);
  return html`<li class="case-line" data-step=${line.step}>
    <p class="case-line__head">
      <b>${name ? say(name) : line.step}</b> <span class="soft">${[who, line.label].filter(Boolean).join(" · ")}</span>
      <span class="soft number">${day(line.at, zone)} ${clockTime(line.at, zone)}</span>
    </p>
    ${told ? html`<p>${told}</p>` : nothing} ${line.text === null ? nothing : html`<p class="case-text">${line.text}</p>`}
  </li>`;
}

/** What a step brought in codes, as words. */
function codes({ data }: Line, departments: Called): string {
  const said = (key: string, texts: Readonly<Record<string, { zh: string; en: string }>>): string => {
    const code = data[key];
    return typeof code === "string" ? say(texts[code] ?? { zh: code, en: code }) : "";
  };
  const days = data["days"];
  const others = data["co_departments"];
  return [
    said("class", words.classes),
    said("cause", words.causes),
    said("outcome", words.outcomes),
    said("satisfaction", words.heard),
    typeof data["department"] === "string" ? calledIn(departments, data["department"]) : "",
    Array.isArray(others) ? `${say(words.helping)} ${others.map((name) => calledIn(departments, String(name))).join(say(words.between))}` : "",
    typeof days === "number" ? say(words.limit(days)) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
