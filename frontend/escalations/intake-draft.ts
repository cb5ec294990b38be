// What is being taken in: every field of a record that a desk can say, as it was typed; and what is sent of it. Pure.

import { say } from "../shared/language";
import type { Note, StaffTicket } from "../staff/shapes";
import type { Intake, IntakeDraft } from "./state";
import { intakeForm } from "./words-deeds";

export const EMPTY: IntakeDraft = {
  source: "window",
  anonymous: false,
  name: "",
  phone: "",
  number: "",
  agent_name: "",
  agent_phone: "",
  service: "",
  window: "",
  staff: "",
  earlier_visits: "",
  description: "",
  demand: "",
  hotline_order: "",
  received_at: "",
};

/** Outcomes after which somebody goes to the desk for what cannot get done. */
const FAILED = ["escalated", "refused", "incomplete"] as const;

/** The draft of a ticket: its failed errand, the window, what was told there, and whether it was here before. */
export function draftOf(ticket: StaffTicket): IntakeDraft {
  const failed = FAILED.flatMap((outcome) => ticket.errands.filter((errand) => errand.outcome === outcome));
  const errand = failed[0] ?? ticket.errands[0];
  const told = (ticket.notes ?? []).filter((note) => note.service === null || note.service === errand?.service);
  return {
    ...EMPTY,
    service: errand?.service ?? "",
    window: ticket.window === null ? "" : String(ticket.window),
    description: told.map(noted).join("；"),
    earlier_visits: ticket.returns_from ? "1" : "",
  };
}

/** What was told as a sentence of its own: the names of papers alone do not say that they were missing. */
function noted({ kind, text }: Note): string {
  const said = typeof text === "string" ? text : text.join("；");
  return kind === "missing" ? say(intakeForm.lacked(said)) : said;
}

const ID_CARD = 18;
const CREDIT_CODE = /^[0-9A-Z]{2}[0-9]{6}[0-9A-Z]{10}$/i;

/** A number of 18 that is no credit code's shape is an identity card's; a company's begins with two signs and six digits. */
function documentOf(number: string): Record<string, string> {
  const bare = number.replace(/\s/g, "");
  if (bare === "") return {};
  const person = bare.length !== ID_CARD || /^\d{17}[\dXx]$/.test(bare);
  return !person && CREDIT_CODE.test(bare) ? { credit_code: bare } : { id_number: bare };
}

/** The door and body of an intake; `at`: the instant that a time of the hall is. */
export function sent({ draft, ticket }: Intake, hall: string, at: (local: string) => string): { path: string; body: object } {
  const { number, earlier_visits, window, received_at, hotline_order, source, anonymous, ...texts } = draft;
  const people = anonymous ? {} : documentOf(number);
  const said = Object.fromEntries(
    Object.entries(texts).flatMap(([name, value]) => (value.trim() === "" || (anonymous && PERSONAL.has(name)) ? [] : [[name, value.trim()]])),
  );
  const common = { ...said, ...people, ...(anonymous ? { anonymous } : {}), ...(earlier_visits === "" ? {} : { earlier_visits: Number(earlier_visits) }) };
  if (ticket !== null) return { path: `/tickets/${ticket.id}/escalate`, body: common };
  return {
    path: `/halls/${hall}/escalations`,
    body: {
      ...common,
      source,
      ...(window === "" ? {} : { window: Number(window) }),
      ...(source === "hotline" && hotline_order.trim() !== "" ? { hotline_order: hotline_order.trim() } : {}),
      ...(received_at === "" ? {} : { received_at: at(received_at) }),
    },
  };
}

const PERSONAL = new Set(["name", "phone", "agent_name", "agent_phone"]);
