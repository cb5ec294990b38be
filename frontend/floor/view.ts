// The page of a hall's plan, drawn: the one that is up, and beside it the one that is to come.

import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";

import { instantWords } from "../booking/words";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Hall } from "../shared/types";
import { showDialog } from "../staff/dialog";
import { freshness, homeLink, refusedPage, staffTop } from "../staff/frame";
import { messageLine } from "../staff/messages";
import type { Floor } from "./floor";
import { compared, type Marks } from "./marks";
import type { Chosen, FloorState } from "./state";
import { words } from "./words";

export function drawFloor(state: FloorState, floor: Floor): TemplateResult {
  if (!floor.maySet) return refusedPage(state, words.title, words.refused);
  const { hall } = state;
  return html`
    <div class="staff floor" aria-busy=${state.busy !== null}>
      ${staffTop(state, { title: words.title, to: ["board", "carriers"], last: homeLink() })} ${freshness(state, floor.reach)}
      ${messageLine(state, () => floor.wire.dismiss())}
      <main class="carriers__page">
        <p class="carriers__lead">${say(words.lead)}</p>
        ${hall === null ? html`<p class="soft">${say(words.reading)}</p>` : html`${up(state, hall, floor)} ${coming(state, hall, floor)}`}
      </main>
      ${question(state, floor)}
    </div>
  `;
}

/** What phones show now; a press on a number lights that window, as a call does. */
function up({ lit, busy }: FloorState, hall: Hall, floor: Floor): TemplateResult {
  const { plan } = hall;
  return html`<section class="card floor__part" aria-labelledby="up" data-plan-up=${plan ? "yes" : "no"}>
    <h2 id="up">${say(words.up)}</h2>
    ${
      plan
        ? html`<p class="soft">${say(words.since(instantWords(plan.updated_at, hall.timezone)))}</p>
            ${lit === null ? floor.plan.whole(say(words.picture(say(hall.name)))) : floor.plan.view(hall, lit)}
            ${lights(plan, lit, (window) => floor.light(window))}
            ${marks(plan, hall)}
            <button class="button button--danger" data-action="take-down" ?disabled=${busy !== null} @click=${() => floor.ask(true)}>${say(words.takeDown)}</button>`
        : html`<p class="soft">${say(words.none)}</p>`
    }
  </section>`;
}

/** A press on a number lights that window, as a call does on a phone; another press puts it out. */
function lights({ windows }: Marks, lit: number | null, light: (window: number) => void): TemplateResult {
  return html`<div class="floor__lights" role="group" aria-label=${say(words.light)}>
    <span class="soft">${say(words.light)}</span>
    ${windows.map((each) => html`<button class="choice-chip number" data-light=${each} aria-pressed=${each === lit} @click=${() => light(each)}>${each}</button>`)}
  </div>`;
}

/** A file is looked at before it is put up. */
function coming(state: FloorState, hall: Hall, floor: Floor): TemplateResult {
  const { chosen, busy } = state;
  const pick = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const [file] = [...(input.files ?? [])];
    input.value = "";
    if (file !== undefined) void floor.choose(file);
  };
  return html`<section class="card floor__part" aria-labelledby="coming" data-plan-coming=${chosen === null ? "no" : chosen.sound ? "sound" : "looked-at"}>
    <h2 id="coming">${say(chosen === null ? words.choose : words.fresh)}</h2>
    ${chosen === null ? html`<p class="soft">${say(words.how)}</p>` : look(chosen, hall, busy, floor)}
    <label class="button materials__add">
      ${icon("plus")}<span>${say(chosen === null ? words.choose : words.chooseAnother)}</span>
      <input type="file" class="materials__input" name="plan" accept=".svg,image/svg+xml" aria-label=${say(words.choose)} ?disabled=${busy !== null} @change=${pick} />
    </label>
  </section>`;
}

/** As phones will show it, any window lit; what the server refuses is shown as the file has it, and cannot be put up. */
function look(chosen: Chosen, hall: Hall, busy: string | null, floor: Floor): TemplateResult {
  return html`${chosen.sound ? asCalled(chosen, floor) : asFile(chosen)} ${marks(chosen.marks, hall)}
    <div class="floor__deeds">
      ${chosen.sound
        ? html`<button class="button button--filled" data-action="put-up" ?disabled=${busy !== null} @click=${() => void floor.putUp()}>${say(words.putUp)}</button>`
        : nothing}
      <button class="button button--quiet" data-action="discard" @click=${() => floor.discard()}>${say(words.discard)}</button>
    </div>`;
}

function asCalled({ name, marks: found, lit }: Chosen, floor: Floor): TemplateResult {
  return html`${lit === null ? floor.fresh.whole(say(words.picture(name))) : floor.fresh.view({ plan: found }, lit)}
    ${lights(found, lit, (window) => floor.lightFresh(window))}`;
}

/** An image runs nothing and loads nothing, whatever the file holds. */
const asFile = ({ name, text }: Chosen): TemplateResult => picture(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`, name);

const picture = (address: string, name: string): TemplateResult =>
  html`<figure class="plan floor__picture"><div><img src=${address} alt=${say(words.picture(name))} /></div></figure>`;

/** What it marks, and what it lacks: a plan may be put up unfinished, as long as it shows no window the hall has not. */
function marks(found: Marks, hall: Hall): TemplateResult {
  const { marked, lacking, wayless, unknown } = compared(found, hall.windows.map(({ number }) => number));
  return html`<ul class="floor__marks">
    ${marked.length === 0 ? html`<li class="notice notice--bad" data-marks="none">${say(words.noneMarked)}</li>` : html`<li data-marks="marked">${say(words.marked(marked))}</li>`}
    ${unknown.length ? html`<li class="notice notice--bad" data-marks="unknown">${say(words.unknown(unknown))}</li>` : nothing}
    ${marked.length && lacking.length ? html`<li class="notice notice--wait" data-marks="lacking">${say(words.lacking(lacking))}</li>` : nothing}
    ${wayless.length ? html`<li class="notice notice--wait" data-marks="wayless">${say(words.wayless(wayless))}</li>` : nothing}
    ${lacking.length + wayless.length + unknown.length === 0 ? html`<li class="notice notice--good" data-marks="whole">${say(words.whole)}</li>` : nothing}
  </ul>`;
}

function question({ asking, busy }: FloorState, floor: Floor): Drawn {
  if (!asking) return nothing;
  return html`<dialog class="question" aria-labelledby="ask" @close=${() => floor.ask(false)} ${ref(showDialog)}>
    <h2 id="ask">${say(words.takeDownAsk)}</h2>
    <p>${say(words.takeDownWhat)}</p>
    <div class="question__actions">
      <button class="button" data-action="keep" @click=${() => floor.ask(false)}>${say(words.keep)}</button>
      <button class="button button--danger button--filled" data-action="confirm-take-down" ?disabled=${busy !== null} @click=${() => void floor.takeDown()}>${say(words.takeDown)}</button>
    </div>
  </dialog>`;
}
