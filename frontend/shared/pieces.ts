// Small pieces that pages share, as lit templates in the classes of pieces.css.

import { html, nothing, type TemplateResult } from "lit";

import type { Standing } from "./feed";
import { clockTime } from "./format";
import { icon } from "./icons";
import { say } from "./language";
import type { TicketState } from "./types";
import { words } from "./words";

export type Nothing = typeof nothing;
export type Drawn = TemplateResult | Nothing;

const LOOKS: Readonly<Record<TicketState, string>> = {
  waiting: "state--wait",
  called: "state--called",
  serving: "state--good",
  held: "state--wait",
  passed: "state--bad",
  done: "state--good",
  cancelled: "",
  abandoned: "",
  unserved: "state--bad",
};

/** A ticket's state as a shape and a word. */
export function stateBadge(state: TicketState): TemplateResult {
  return html`<span class="state ${LOOKS[state]}">${say(words.states[state])}</span>`;
}

/** The strip that says the page is out of date, and since when; nothing while all is well. */
export function standingStrip(standing: Standing, zone?: string): Drawn {
  if (standing.state === "live" || standing.state === "connecting") return nothing;
  const told = standing.problem?.detail ?? say(words.staleSince(clockTime(standing.since ?? new Date(), zone)));
  return html`<div class="standing" role="status">${icon("offline")}<span>${told}</span></div>`;
}
