// 代取号: a matter found by its first letters, and a ticket for whoever stands here.

import { html, nothing, type TemplateResult } from "lit";

import { focusOn } from "../shared/focus";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { search } from "../shared/search";
import type { Bundle, Service } from "../shared/types";
import { words as staff } from "../staff/words";
import { active, isReady, MOST_PEOPLE, services, withBundle, withoutPerson, withoutService, withPerson, withService } from "./draft";
import type { Greeter } from "./greeter";
import type { GreeterState } from "./state";
import { drawCategories, drawDetails } from "./view-details";
import { drawTaken } from "./view-taken";
import { words } from "./words";

const SHOWN = 9;
/** A reader types faster: a digit that another key follows at once was none of a person's. */
const ALONE_MS = 110;

type Choice = { readonly service: Service } | { readonly bundle: Bundle };

export function drawTake(state: GreeterState, greeter: Greeter): TemplateResult {
  const found = choices(state);
  return html`
    <div class="take">
      <section class="take__choose">
        ${drawPeople(state, greeter)}
        <label class="field">
          <span class="field__label">${say(words.findService)}</span>
          <input
            class="field__input take__search"
            name="query"
            data-first="take"
            autofocus
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            placeholder=${say(words.findHint)}
            .value=${state.draft.query}
            @input=${(event: Event) => greeter.edit({ ...state.draft, query: (event.target as HTMLInputElement).value })}
            @keydown=${(event: KeyboardEvent) => keyed(event, greeter)}
          />
        </label>
        <h2 class="take__heading">${say(state.draft.query.trim() ? words.results : words.frequent)}</h2>
        ${
          found.length
            ? html`<ol class="take__found">${found.map((choice, at) => drawChoice(choice, at, state, greeter))}</ol>`
            : html`<p class="soft">${say(words.noneFound(state.draft.query.trim()))}</p>`
        }
        ${drawTaken(state, greeter)}
      </section>
      ${drawDraft(state, greeter)}
    </div>
  `;
}

function choices(state: GreeterState): Choice[] {
  const { draft, services: all, bundles } = state;
  if (draft.query.trim() === "") {
    const frequent = all.filter((service) => service.frequent);
    return (frequent.length ? frequent : all).slice(0, SHOWN).map((service) => ({ service }));
  }
  const found = search(draft.query, all, draft.people.length > 1 ? [] : bundles);
  const both = [...found.services.map((service) => ({ service })), ...found.bundles.map((bundle) => ({ bundle }))];
  return both.slice(0, SHOWN);
}

function choose(choice: Choice | undefined, state: GreeterState, greeter: Greeter): void {
  if (!choice) return;
  if ("bundle" in choice) greeter.edit(withBundle(state.draft, choice.bundle.code));
  else greeter.edit(withService(state.draft, choice.service.code));
}

/** After a press by hand Enter is the ticket's; a key pressed on the choice itself leaves the focus there. */
function pressed(event: MouseEvent, choice: Choice, state: GreeterState, greeter: Greeter): void {
  choose(choice, state, greeter);
  const byKey = event.detail === 0;
  // A finger in the search field would bring up the keyboard of a tablet.
  if (!byKey) focusOn(matchMedia("(pointer: coarse)").matches ? "[data-action=take]" : "[data-first=take]");
}

let pending = 0;

/** Enter takes the first match, or with nothing typed the ticket; a digit takes the match of that place. */
function keyed(event: KeyboardEvent, greeter: Greeter): void {
  window.clearTimeout(pending);
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const state = greeter.shown.state;
  if (event.key === "Enter") {
    event.preventDefault();
    if (event.repeat) return;
    if (state.draft.query.trim() !== "") choose(choices(state)[0], state, greeter);
    else void greeter.take();
  } else if (/^[1-9]$/.test(event.key)) {
    event.preventDefault();
    const place = Number(event.key) - 1;
    pending = window.setTimeout(() => choose(choices(greeter.shown.state)[place], greeter.shown.state, greeter), ALONE_MS);
  } else if (event.key === "Escape") greeter.startOver();
}

function drawChoice(choice: Choice, at: number, state: GreeterState, greeter: Greeter): TemplateResult {
  const named = "bundle" in choice ? choice.bundle : choice.service;
  const code = named.code;
  const told = "bundle" in choice ? html`<span class="state">${say(words.bundleMark)}</span>` : drawQueue(choice.service);
  return html`
    <li>
      <button class="take__choice" data-service=${code} @click=${(event: MouseEvent) => pressed(event, choice, state, greeter)}>
        <kbd>${at + 1}</kbd><span class="take__name">${say(named.name)}</span>${told}
      </button>
    </li>
  `;
}

function drawQueue(service: Service): TemplateResult {
  if (!service.available) return html`<span class="state state--wait">${say(words.unavailable)}</span>`;
  return html`<span class="soft" data-ahead=${service.ahead}>${say(staff.aheadNow(service.ahead))}</span>`;
}

/** Whose matters are being chosen, when an agent came for several. */
function drawPeople({ draft }: GreeterState, greeter: Greeter): Drawn {
  if (draft.people.length === 1) return nothing;
  return html`
    <div class="take__people" role="group" aria-label=${say(words.several)}>
      ${draft.people.map(
        (person, at) => html`
          <button
            class="take__person"
            aria-pressed=${at === draft.at}
            data-person=${at + 1}
            @click=${() => greeter.edit({ ...draft, at })}
          >
            ${person.name.trim() || say(words.person(at + 1))}<b class="number">${person.services.length}</b>
          </button>
        `,
      )}
    </div>
  `;
}

function drawDraft(state: GreeterState, greeter: Greeter): TemplateResult {
  const { draft } = state;
  const chosen = services(draft, state.services, state.bundles);
  const bundle = state.bundles.find((one) => one.code === draft.bundle);
  return html`
    <section class="take__draft card" aria-label=${say(words.chosen)}>
      <h2>${say(bundle?.name ?? words.chosen)}</h2>
      ${chosen.length ? nothing : html`<p class="soft">${say(words.chooseFirst)}</p>`}
      <ul class="take__chosen">
        ${bundle ? chosen.map((service) => html`<li>${say(service.name)}</li>`) : drawOwn(state, greeter)}
      </ul>
      ${draft.returnsFrom ? html`<p class="notice notice--good">${say(words.returning)}</p>` : nothing}
      <label class="take__help">
        <input
          type="checkbox"
          name="needs_help"
          .checked=${draft.needsHelp}
          @change=${() => greeter.edit({ ...draft, needsHelp: !draft.needsHelp })}
        />
        ${say(words.needsHelp)}
      </label>
      ${drawCategories(draft.category, words.noCategory, (category) => greeter.edit({ ...draft, category }))}
      ${drawDetails(state, greeter)}
      <div class="take__more">
        <button
          class="button button--dense"
          data-action="add-person"
          ?disabled=${draft.people.length >= MOST_PEOPLE}
          @click=${() => greeter.edit(withPerson(draft))}
        >
          ${icon("plus")}${say(draft.people.length === 1 ? words.several : words.addPerson)}
        </button>
        ${
          draft.people.length > 1
            ? html`<button class="button button--dense" @click=${() => greeter.edit(withoutPerson(draft, draft.at))}>
                ${say(words.removePerson)}
              </button>`
            : nothing
        }
        <button class="button button--dense button--quiet" data-action="start-over" @click=${() => greeter.startOver()}>
          ${say(words.startOver)} <kbd>Esc</kbd>
        </button>
      </div>
      <button
        class="button button--filled take__go"
        data-action="take"
        ?disabled=${state.busy !== null || !isReady(draft)}
        @click=${() => void greeter.take()}
      >
        ${say(words.takeNow)} <kbd>Enter</kbd>
      </button>
    </section>
  `;
}

/** The services of the person at hand, each of which can be taken away. */
function drawOwn({ draft, services: all }: GreeterState, greeter: Greeter): TemplateResult[] {
  return active(draft).services.map((code) => {
    const name = all.find((one) => one.code === code)?.name ?? { zh: code, en: code };
    return html`
      <li data-chosen=${code}>
        ${say(name)}
        <button
          class="take__drop"
          aria-label=${say(words.remove(say(name)))}
          @click=${() => greeter.edit(withoutService(draft, code))}
        >
          ${icon("cross")}
        </button>
      </li>
    `;
  });
}
