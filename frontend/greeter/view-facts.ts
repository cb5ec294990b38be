// What is known of one ticket: how it counts, its times, its errands, and the same person's day.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { say, type Text } from "../shared/language";
import { words as common } from "../shared/words";
import type { StaffTicket } from "../staff/shapes";
import { categoryName, words as staff } from "../staff/words";
import type { GreeterState } from "./state";
import { words } from "./words";

const { facts } = words;

export function drawFacts(ticket: StaffTicket, { hall }: GreeterState): TemplateResult {
  const clock = (at: string | null | undefined): string => (at ? clockTime(at, hall?.timezone) : "");
  const people = (ticket.principals ?? []).map((one) => [one.name, one.id_number, one.phone].filter(Boolean).join(" "));
  const earlier = (ticket.earlier_today ?? []).map((one) => `${one.number} ${say(common.states[one.state])}`);
  const lists: readonly (readonly [Text, string])[] = [
    [ticket.entered_at ? facts.paper : facts.issued, clock(ticket.issued_at)],
    [facts.entered, clock(ticket.entered_at)],
    [facts.counts, counts(ticket, clock)],
    [facts.called, ticket.called_at ? `${clock(ticket.called_at)}（${ticket.calls}）` : ""],
    [facts.started, clock(ticket.started_at)],
    [facts.errands, ticket.errands.map(errand).join(say(common.between))],
    [facts.channel, say(staff.channels[ticket.channel] ?? { zh: ticket.channel, en: ticket.channel })],
    [facts.people, people.join(say(common.between))],
    [facts.agent, [ticket.agent?.name, ticket.agent?.phone].filter(Boolean).join(" ")],
    [facts.company, ticket.accompanied_by ?? ""],
    [facts.earlier, earlier.join(say(common.between))],
    [facts.told, (ticket.notes ?? []).map((note) => [note.text].flat().join("；")).join("；")],
  ];
  return html`
    <dl class="look__facts">
      ${lists.map(([label, told]) => (told ? html`<div><dt>${say(label)}</dt><dd>${told}</dd></div>` : nothing))}
    </dl>
  `;
}

function counts(ticket: StaffTicket, clock: (at: string) => string): string {
  const category = ticket.category && ticket.credit_reason === "green_channel" ? say(categoryName(ticket.category)) : "";
  const credit = ticket.credit_minutes > 0 ? say(common.credit(ticket.credit_minutes)) : "";
  return [clock(ticket.effective_since), category, credit].filter(Boolean).join(" · ");
}

function errand(one: StaffTicket["errands"][number]): string {
  return one.outcome ? `${say(one.name)}（${say(common.outcomes[one.outcome])}）` : say(one.name);
}
