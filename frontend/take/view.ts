// The page that takes a ticket: for what, from where; or, by the code at the door, nothing at all.

import { html, nothing, type TemplateResult } from "lit";

import { takeWords } from "../generated/take";
import { band } from "../shared/format";
import { icon } from "../shared/icons";
import { say, type Text } from "../shared/language";
import { isElder } from "../shared/page";
import { phoneTop } from "../shared/phone-top";
import type { Drawn } from "../shared/pieces";
import { reachStrip } from "../shared/reach";
import { readAloudButton } from "../shared/read-aloud";
import { serviceList } from "../shared/service-list";
import type { Hall, Service } from "../shared/types";
import { words } from "../shared/words";
import { sentencesOf } from "../visitor/aloud";
import { serviceOf, type TakeState } from "./state";
import type { Take } from "./take";
import { instead, refusal } from "./view-refused";
import { whereView } from "./view-where";

export function view(state: TakeState, take: Take, name: Text, redraw: () => void): TemplateResult {
  return html`
    ${phoneTop(state.hall?.name ?? name, redraw)} ${reachStrip(take.reach, state.hall?.timezone)}
    <main class="visitor booking take" data-step=${state.step}>
      ${isElder() ? readAloudButton(take.reader, "button", () => sentencesOf(document.querySelector("main") ?? document.body)) : nothing}
      ${head(state, take)} ${body(state, take)}
    </main>
  `;
}

const TITLES: Readonly<Record<TakeState["step"], Text>> = takeWords.steps;

function head({ step }: TakeState, take: Take): TemplateResult {
  return html`<div class="booking__head">
    ${step === "service" ? nothing : html`<button class="booking__back" data-act="back" @click=${() => take.back()}>${icon("back")}<span>${say(words.back)}</span></button>`}
    <h1 tabindex="-1">${say(TITLES[step])}</h1>
  </div>`;
}

function body(state: TakeState, take: Take): TemplateResult {
  const { hall, problem, step } = state;
  if (problem !== null) {
    return html`<p class="notice notice--bad" role="alert">${problem}</p>
      <button class="button button--filled" @click=${() => take.load()}>${say(words.again)}</button>`;
  }
  if (hall === null) return html`<p class="soft" role="status">${say(words.loading)}</p>`;
  if (hall.virtual === null && !take.atDoor) return closed(hall);
  if (step === "service") return services(state, take);
  if (step === "taking") return taking(state, take);
  return html`${whatFor(state)} ${take.elsewhere.view(false)} ${whereView(state, take, hall)}`;
}

/** A hall that gives none from away: the nearest things to do. */
function closed(hall: Hall): TemplateResult {
  return html`<p class="notice notice--wait" data-closed>${say(takeWords.closed)}</p>
    ${instead(["book", "come"], hall, null)}`;
}

function services(state: TakeState, take: Take): TemplateResult {
  return html`
    <p class="soft">${say(take.atDoor ? takeWords.leadAtDoor : takeWords.lead)}</p>
    ${serviceList({
      services: state.services.filter((service) => service.available),
      query: state.query,
      typeQuery: (query) => take.typeQuery(query),
      choose: (code) => take.choose(code),
      about: (service) => html`<span class="take__about">${queue(service)}</span>`,
    })}
    ${state.services.every((service) => !service.available)
      ? html`<p class="notice notice--wait" data-none>${say(state.services[0]?.reason ?? takeWords.none)}</p>`
      : nothing}
  `;
}

const queue = ({ ahead, wait }: Service): string => [say(words.aheadNow(ahead)), wait ? band(wait) : ""].filter(Boolean).join(" · ");

function whatFor(state: TakeState): Drawn {
  const service = serviceOf(state);
  if (service === null) return nothing;
  return html`<p class="booking__what">${say(service.name)}<br /><span class="soft" data-queue>${queue(service)}</span></p>`;
}

/** One scan, no further step: either the ticket's page comes at once, or a sentence says why not. */
function taking(state: TakeState, take: Take): TemplateResult {
  return html`${whatFor(state)}
    ${state.refused === null
      ? html`<p class="soft" role="status">${say(takeWords.taking)}</p>`
      : html`${refusal(state, take)}
        ${state.refused.code === "" ? html`<button class="button button--filled" data-act="again" ?disabled=${state.busy} @click=${() => take.atTheDoor()}>${say(words.again)}</button>` : nothing}`}`;
}
