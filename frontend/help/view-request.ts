// The form by which a phone asks for help without a ticket; what is wrong is said at its field.

import { html, nothing, type TemplateResult } from "lit";

import { helpWords } from "../generated/help";
import { say, type Text } from "../shared/language";
import { phoneTop } from "../shared/phone-top";
import type { Drawn } from "../shared/pieces";
import { reachStrip } from "../shared/reach";
import type { HelpDraft, HomeRequest, RequestState } from "./home-request";

const words = helpWords.form;

export function requestView(state: RequestState, request: HomeRequest, hall: Text, redraw: () => void): TemplateResult {
  const { draft, busy, problem } = state;
  const submit = (event: Event): void => {
    event.preventDefault();
    void request.send();
  };
  const field = (name: TextField, label: Text, look: Look): TemplateResult => drawField(name, label, state, request, look);
  return html`
    ${phoneTop(hall, redraw)} ${reachStrip(request.reach)}
    <main class="visitor case">
      <h1>${say(words.title)}</h1>
      <p>${say(words.lead)}</p>
      <form class="case__add" @submit=${submit} novalidate>
        <fieldset class="helped__where">
          <legend class="field__label">${say(words.where)}</legend>
          ${venue("home", words.home, draft, request)} ${venue("here", words.here, draft, request)}
        </fieldset>
        ${draft.venue === "home" ? field("address", words.address, { lines: 2, complete: "street-address" }) : html`<p class="soft">${say(words.hereHint)}</p>`}
        ${field("phone", draft.venue === "home" ? words.phone : words.phoneMaybe, { complete: "tel", hint: words.phoneHint })}
        ${field("name", words.name, { complete: "name" })} ${service(state, request)} ${field("text", words.text, { lines: 3 })}
        <p class="soft">${say(words.privacy)}</p>
        ${problem === null ? nothing : html`<p class="field__problem" role="alert">${problem}</p>`}
        <button class="button button--filled" data-act="send" ?disabled=${busy}>${say(busy ? words.sending : words.send)}</button>
      </form>
    </main>
  `;
}

function venue(value: HelpDraft["venue"], label: Text, draft: HelpDraft, request: HomeRequest): TemplateResult {
  return html`<label class="booking__check">
    <input type="radio" name="venue" value=${value} .checked=${draft.venue === value} @change=${() => request.write({ venue: value })} />
    <span>${say(label)}</span>
  </label>`;
}

function service({ draft, services }: RequestState, request: HomeRequest): TemplateResult {
  return html`<label class="field">
    <span class="field__label">${say(words.service)}</span>
    <select class="field__input" name="service" @change=${(event: Event) => request.write({ service: (event.target as HTMLSelectElement).value })}>
      <option value="">${say(words.choose)}</option>
      ${services.map(({ code, name }) => html`<option value=${code} ?selected=${code === draft.service}>${say(name)}</option>`)}
    </select>
  </label>`;
}

type TextField = "address" | "phone" | "name" | "text";

interface Look {
  readonly lines?: number;
  readonly complete?: AutoFill;
  readonly hint?: Text;
}

function drawField(name: TextField, label: Text, { draft, flaws }: RequestState, request: HomeRequest, look: Look): TemplateResult {
  const flaw = flaws[name];
  const typed = (event: Event): void => request.write({ [name]: (event.target as HTMLInputElement).value });
  const about = flaw || look.hint ? `${name}-more` : nothing;
  const invalid = flaw ? "true" : "false";
  const most = { address: 200, phone: 64, name: 64, text: 1000 }[name];
  const complete = look.complete ?? "off";
  return html`<div class="field">
    <label class="field__label" for=${name}>${say(label)}</label>
    ${
      look.lines
        ? html`<textarea class="field__input" id=${name} rows=${look.lines} autocomplete=${complete} maxlength=${most} aria-invalid=${invalid} aria-describedby=${about} .value=${draft[name]} @input=${typed}></textarea>`
        : html`<input class="field__input" id=${name} type=${name === "phone" ? "tel" : "text"} autocomplete=${complete} maxlength=${most} aria-invalid=${invalid} aria-describedby=${about} .value=${draft[name]} @input=${typed} />`
    }
    ${more(name, flaw, look.hint)}
  </div>`;
}

function more(name: string, flaw: string | undefined, hint: Text | undefined): Drawn {
  if (flaw) return html`<span class="field__problem" id="${name}-more" role="alert">${flaw}</span>`;
  return hint ? html`<span class="field__hint" id="${name}-more">${say(hint)}</span>` : nothing;
}
