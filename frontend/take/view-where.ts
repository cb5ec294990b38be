// The second step: the phone says where it is, or its owner how soon they come; what is personal is offered, never demanded.

import { html, nothing, type TemplateResult } from "lit";

import { bookingWords } from "../generated/booking";
import { takeWords } from "../generated/take";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Unplaced } from "../shared/place";
import type { Hall } from "../shared/types";
import { words } from "../shared/words";
import { calledBefore, FIELDS, leadChoices, serviceOf, type Field, type TakeState } from "./state";
import type { Take } from "./take";
import { refusal } from "./view-refused";

/** The phone proved to be further away than the hall allows. */
const TOO_FAR = "too_far";
const UNPLACED: Readonly<Record<Unplaced, Text>> = takeWords.unplaced;

export function whereView(state: TakeState, take: Take, hall: Hall): TemplateResult {
  const metres = hall.virtual?.metres ?? null;
  const minutes = hall.virtual?.minutes ?? null;
  return html`
    ${refusal(state, take)} ${more(state, take)} ${metres === null ? nothing : located(state, take, metres)}
    ${metres === null || minutes === null ? nothing : html`<p class="take__or"><span>${say(takeWords.or)}</span></p>`}
    ${minutes === null ? nothing : soon(state, take, minutes)}
  `;
}

/** After a refusal something else is the way on; the same once more is still open, as one who has moved may want. */
function located({ busy, unplaced, refused }: TakeState, take: Take, metres: number): TemplateResult {
  return html`<section class="take__way" aria-labelledby="near">
    <h2 id="near">${say(takeWords.near)}</h2>
    <p>${say(takeWords.nearLead({ far: distance(metres) }))}</p>
    <button class="button ${refused === null ? "button--filled" : ""}" data-act="locate" ?disabled=${busy} @click=${() => take.locate()}>
      ${say(busy ? takeWords.wait : refused?.code === TOO_FAR ? takeWords.locateAgain : takeWords.locate)}
    </button>
    <p class="soft">${say(takeWords.notKept)}</p>
    ${unplaced === null ? nothing : html`<p class="notice notice--wait" role="alert" data-unplaced=${unplaced}>${say(UNPLACED[unplaced])}</p>`}
  </section>`;
}

function soon(state: TakeState, take: Take, limit: number): TemplateResult {
  const { busy, minutes, refused } = state;
  return html`<section class="take__way" aria-labelledby="soon">
    <h2 id="soon">${say(takeWords.soon)}</h2>
    <p>${say(takeWords.soonLead({ minutes: limit }))} ${say(words.missedAway[state.hall?.no_show ?? "requeue"])}</p>
    <div class="pick__days" role="group" aria-labelledby="soon">
      ${leadChoices(limit).map(
        (each) => html`<button class="choice-chip" data-minutes=${each} aria-pressed=${minutes === each} @click=${() => take.setMinutes(each)}>
          ${say(takeWords.minutes({ minutes: each }))}
        </button>`,
      )}
    </div>
    ${early(state)}
    <button class="button ${minutes === null || refused !== null ? "" : "button--filled"}" data-act="soon" ?disabled=${busy || minutes === null} @click=${() => take.comeSoon()}>
      ${say(takeWords.takeNow)}
    </button>
  </section>`;
}

/** Whoever says to come in a quarter of an hour, and may be called before, is told so before the ticket is taken. */
function early(state: TakeState): Drawn {
  const service = serviceOf(state);
  if (state.minutes === null || service === null || !calledBefore(service, state.minutes)) return nothing;
  return html`<p class="notice notice--wait" role="status" data-early>
    ${say(takeWords.early({ ahead: say(words.aheadNow(service.ahead)), minutes: state.minutes }))}
  </p>`;
}

const distance = (metres: number): string =>
  metres < 1000 ? say(takeWords.metres({ count: metres })) : say(takeWords.kilometres({ count: (metres / 1000).toFixed(metres % 1000 === 0 ? 0 : 1) }));

/** Folded away: most people take a ticket without. */
function more(state: TakeState, take: Take): TemplateResult {
  const told = FIELDS.some((field) => state.problems[field] !== undefined);
  return html`<details class="booking__department" ?open=${told} data-more>
    <summary>${say(takeWords.more)}</summary>
    <div class="booking__form">
      ${FIELDS.map((field) => fieldView(field, state, take))}
      <label class="booking__check">
        <input type="checkbox" .checked=${state.needsHelp} @change=${(event: Event) => take.setHelp((event.target as HTMLInputElement).checked)} />
        <span>${say(bookingWords.needsHelp)}</span>
      </label>
      <p class="soft">${say(bookingWords.privacy)}</p>
    </div>
  </details>`;
}

const LABELS: Readonly<Record<Field, Text>> = { id_number: bookingWords.idNumber, phone: bookingWords.phone };

function fieldView(field: Field, state: TakeState, take: Take): Drawn {
  const problem = state.problems[field];
  return html`<div class="field">
    <label class="field__label" for=${field}>${say(LABELS[field])}</label>
    <input
      class="field__input"
      id=${field}
      inputmode=${field === "phone" ? "tel" : "text"}
      autocomplete=${field === "phone" ? "tel" : "off"}
      autocapitalize="characters"
      spellcheck="false"
      maxlength="24"
      aria-invalid=${problem !== undefined}
      aria-describedby=${problem === undefined ? nothing : `${field}-problem`}
      .value=${state.form[field]}
      @input=${(event: InputEvent) => take.fill(field, (event.target as HTMLInputElement).value)}
    />
    ${problem === undefined ? nothing : html`<span class="field__problem" id="${field}-problem" role="alert">${problem}</span>`}
  </div>`;
}
