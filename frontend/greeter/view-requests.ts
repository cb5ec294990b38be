// 帮办: requests for help, who goes, what was done; and the form for somebody who asks at the desk, or for at home.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime, minutesSince } from "../shared/format";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { HelpRequest } from "../staff/shapes";
import { words as staff } from "../staff/words";
import type { Greeter } from "./greeter";
import type { GreeterState, HelpDraft } from "./state";
import { words } from "./words";

/** A request without a ticket that asks for help by itself. */
export function drawRequest(request: HelpRequest, state: GreeterState, greeter: Greeter): TemplateResult {
  const { now, busy } = state;
  const press = (deed: string, name: string, look = ""): TemplateResult => html`
    <button class="button button--dense ${look}" data-action="help-${deed}" ?disabled=${busy !== null} @click=${() => void greeter.requests.act(deed, request)}>
      ${name}
    </button>
  `;
  return html`
    <li class="helped__one ${request.state === "requested" ? "helped__one--alone" : ""}" data-request=${request.number} data-state=${request.state}>
      <p class="helped__head">
        <b class="number">${request.ticket?.number ?? say(request.venue === "home" ? words.askHome : words.askHere)}</b>
        <span class="state ${request.overdue ? "state--bad" : "state--wait"}">${request.overdue ? say(staff.helpLate) : request.label}</span>
        <span class="soft number">${say(words.minutes(minutesSince(request.requested_at, new Date(now))))}</span>
      </p>
      <p>
        <span class="soft">${say(staff.helpSources[request.source] ?? { zh: request.source, en: request.source })}</span>
        ${request.service_label ?? nothing} ${request.escalation ?? nothing} ${request.text ?? nothing}
      </p>
      <p class="helped__deed">
        ${request.aide ? html`<span class="state state--good">${request.state === "underway" ? say(words.by(request.aide)) : request.aide}</span>` : nothing}
        ${request.state === "underway" ? press("release", say(words.helpBack), "button--quiet") : press("start", say(words.helpStart))}
      </p>
      ${drawHelpParts(request, state, greeter)}
    </li>
  `;
}

/** What belongs to every request: whom to reach, who is to go, what was done. */
export function drawHelpParts(request: HelpRequest, state: GreeterState, greeter: Greeter): TemplateResult {
  const { busy, hall } = state;
  const done = request.steps.filter((step) => step.step === "steps");
  return html`
    <p class="soft">${say(words.helpNumber)} <span class="number" data-help-number>${request.number}</span></p>
    ${drawContact(request, state, greeter)}
    ${
      done.length
        ? html`<ul class="helped__steps">
            ${done.map((step) => html`<li>${step.label} ${step.text ?? ""} <span class="soft number">${step.by ?? ""} ${clockTime(step.at, hall?.timezone)}</span></li>`)}
          </ul>`
        : nothing
    }
    ${request.state === "underway" ? nothing : drawName(request, state, greeter)}
    ${request.state === "requested" ? nothing : drawDeed(request, busy, greeter)}
  `;
}

function drawContact(request: HelpRequest, { asker, busy }: GreeterState, greeter: Greeter): Drawn {
  if (!request.name && !request.phone && !request.has_address) return nothing;
  const known = asker?.id === request.id ? asker : null;
  return html`<p class="helped__deed" data-contact>
    ${known ? html`<b>${known.name ?? ""}</b> <b class="number">${known.phone ?? ""}</b> <span>${known.address ?? ""}</span>` : html`${request.name ?? ""} <span class="number">${request.phone ?? ""}</span>`}
    ${
      known
        ? html`<button class="button button--dense button--quiet" data-action="help-mask" @click=${() => greeter.requests.mask()}>${say(words.helpMask)}</button>`
        : html`<button class="button button--dense button--quiet" data-action="help-contact" ?disabled=${busy !== null} @click=${() => void greeter.requests.contact(request)}>${say(words.helpContact)}</button>`
    }
  </p>`;
}

function drawName(request: HelpRequest, { aides, busy }: GreeterState, greeter: Greeter): Drawn {
  if (aides.length === 0) return nothing;
  const send = (event: Event): void => {
    event.preventDefault();
    const chosen = new FormData(event.target as HTMLFormElement).get("aide");
    void greeter.requests.act("assign", request, { aide: String(chosen) });
  };
  return html`<form class="helped__deed" @submit=${send}>
    <select class="helped__select" name="aide" aria-label=${say(words.helpWho)} required>
      <option value="">${say(words.helpChoose)}</option>
      ${aides.map((one) => html`<option value=${one.username}>${one.name}</option>`)}
    </select>
    <button class="button button--dense button--quiet" data-action="help-assign" ?disabled=${busy !== null}>${say(words.helpName)}</button>
  </form>`;
}

function drawDeed(request: HelpRequest, busy: string | null, greeter: Greeter): TemplateResult {
  const send = (event: Event): void => {
    event.preventDefault();
    const deed = new FormData(event.target as HTMLFormElement).get("deed");
    void greeter.requests.act("steps", request, { deed: String(deed) });
  };
  return html`<form class="helped__deed" @submit=${send}>
    <select class="helped__select" name="deed" aria-label=${say(words.helpDeed)}>
      ${Object.entries(words.deeds).map(([code, name]) => html`<option value=${code}>${say(name)}</option>`)}
    </select>
    <button class="button button--dense button--quiet" data-action="help-steps" ?disabled=${busy !== null}>${say(words.helpNote)}</button>
    ${
      request.state === "underway"
        ? html`<button type="button" class="button button--dense" data-action="help-done" ?disabled=${busy !== null} @click=${() => void greeter.requests.act("done", request)}>${say(words.helpDone)}</button>`
        : nothing
    }
  </form>`;
}

/** For somebody who asks at the desk, or rings for a visit at home. */
export function drawAsk({ asking, busy }: GreeterState, greeter: Greeter): TemplateResult {
  const toggle = (event: Event): void => greeter.requests.open((event.target as HTMLDetailsElement).open);
  const send = (event: Event): void => {
    event.preventDefault();
    void greeter.requests.send();
  };
  return html`<details class="helped__ask" ?open=${asking !== null} @toggle=${toggle}>
    <summary data-action="ask-help">${say(words.askTitle)}</summary>
    ${asking === null ? nothing : html`<form @submit=${send}>
      <p class="helped__deed">
        ${(["here", "home"] as const).map(
          (venue) => html`<label><input type="radio" name="venue" value=${venue} .checked=${asking.venue === venue} @change=${() => greeter.requests.edit({ venue })} /> ${say(venue === "home" ? words.askHome : words.askHere)}</label>`,
        )}
      </p>
      ${line("name", say(words.askName), asking, greeter)} ${line("phone", say(words.askPhone), asking, greeter)}
      ${asking.venue === "home" ? line("address", say(words.askAddress), asking, greeter) : nothing} ${line("text", say(words.askText), asking, greeter)}
      <p class="soft">${say(words.askPrivacy)}</p>
      <button class="button" data-action="ask-send" ?disabled=${busy !== null}>${say(words.askSend)}</button>
    </form>`}
  </details>`;
}

function line(field: "name" | "phone" | "address" | "text", label: string, asking: HelpDraft, greeter: Greeter): TemplateResult {
  const edit = (event: Event): void => greeter.requests.edit({ [field]: (event.target as HTMLInputElement).value });
  return html`<label class="helped__line"><span>${label}</span><input class="field__input" name=${field} autocomplete="off" .value=${asking[field]} @input=${edit} /></label>`;
}
