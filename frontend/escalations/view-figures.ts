// How the ledger stands, in figures; each leads to exactly the rows that it counts.

import { html, type TemplateResult } from "lit";

import { say } from "../shared/language";
import type { Escalations } from "./escalations";
import type { Figure } from "./shapes";
import { shows, type LedgerState } from "./state";
import { words } from "./words";

/** Figures by which something is late or will be: beside their colour stands the word. */
const LOOKS: Readonly<Record<string, string>> = { overdue: "bad", red: "bad", joint_meeting: "bad", yellow: "wait", due_today: "wait", to_reopen: "wait" };

/** What nobody's department has to do. */
const DESKS: ReadonlySet<string> = new Set(["to_accept", "to_confirm", "to_assign"]);

export function drawFigures({ figures, filters }: LedgerState, page: Escalations): TemplateResult {
  const draw = ({ code, name, query, count }: Figure): TemplateResult => {
    const look = count > 0 ? LOOKS[code] : undefined;
    return html`<button
      class="case-figure ${look ? `case-figure--${look}` : ""}"
      data-figure=${code}
      aria-pressed=${shows(filters, query)}
      @click=${() => void page.rows(query)}
    >
      <b class="number">${count}</b><span>${say(name)}</span>
    </button>`;
  };
  const shown = page.part === "tray" ? figures.filter(({ code }) => !DESKS.has(code)) : figures;
  return html`<section class="case-figures" aria-label=${say(words.figures)}>${shown.map(draw)}</section>`;
}
