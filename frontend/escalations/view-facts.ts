// What a record is about, in plain facts.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime, untilWords } from "../shared/format";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { calledIn, type Case, type StaffPart } from "./shapes";
import type { LedgerState } from "./state";
import { day } from "./view-list";
import { words } from "./words";

/** An extension is of one round of handling: it stands beside that clock, and beside what came of it. */
export function drawExtended({ extended_days }: StaffPart): Drawn {
  return extended_days ? html`<span data-extended=${extended_days}>${say(words.extended(extended_days))}</span>` : nothing;
}

export function drawFacts(one: Case, { hall }: LedgerState): TemplateResult {
  const { staff } = one;
  const at = (instant: string | null): string | null => (instant === null ? null : `${day(instant, hall?.timezone)} ${clockTime(instant, hall?.timezone)}`);
  const cause = staff.cause === null ? null : say(words.causes[staff.cause] ?? { zh: staff.cause, en: staff.cause });
  const limit = staff.clock === null || staff.limit_days === null ? null : `${say(words.clocks[staff.clock])} · ${say(words.limit(staff.limit_days))}`;
  const facts: readonly (readonly [Text, string | TemplateResult | null])[] = [
    [words.received, at(one.received_at)],
    [words.source, one.source_label],
    [words.firstContact, staff.first_contact],
    [words.service, one.service_label && say(one.service_label)],
    [words.department, calledIn(staff.departments, staff.department)],
    [words.window, staff.window === null ? null : String(staff.window)],
    [words.about, staff.about],
    [words.visits, staff.earlier_visits ? say(words.times(staff.earlier_visits)) : null],
    [words.order, staff.hotline_order],
    [words.classed, staff.case_class && say(words.classes[staff.case_class])],
    [words.cause, cause],
    [words.owner, calledIn(staff.departments, staff.owner)],
    [words.helping, staff.co_departments.map((name) => calledIn(staff.departments, name)).join(say(words.between)) || null],
    [words.level, staff.level ? say(words.levels[staff.level] ?? words.levels[0]!) : null],
    [words.clock, limit === null ? null : html`${limit} ${staff.clock === "handling" ? drawExtended(staff) : nothing}`],
    [words.returnBy, one.state === "assigned" && staff.return_by !== null ? untilWords(staff.return_by, hall?.timezone) : null],
  ];
  return html`
    <h3>${say(words.facts)}</h3>
    <dl class="case-facts">
      ${facts.map(([name, value]) => (value === null ? nothing : html`<div><dt>${say(name)}</dt><dd>${value}</dd></div>`))}
    </dl>
  `;
}
