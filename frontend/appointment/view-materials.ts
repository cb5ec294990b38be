// What is looked at before an appointment: each material with how it stands, what is missing, its files, and a way to add one.

import { html, nothing, type TemplateResult } from "lit";

import { bookingWords } from "../generated/booking";
import { untilWords } from "../shared/format";
import { icon } from "../shared/icons";
import { say, type Text } from "../shared/language";
import { MATERIAL_LOOKS, sizeWords, type Material, type MaterialFile, type Materials } from "../shared/materials";
import type { Drawn } from "../shared/pieces";
import type { Holder } from "./holder";
import type { PageState } from "./state";

const words = bookingWords.look;

export function materialsView(state: PageState, holder: Holder): Drawn {
  const { materials } = state;
  if (materials === null || materials.items.length === 0) return nothing;
  return html`<section class="materials" aria-labelledby="materials">
    <h2 id="materials">${say(words.title)}</h2>
    <p class="soft">${say(materials.open ? words.hint : words.over)}</p>
    <ul class="materials__list">${materials.items.map((one) => item(one, materials, state, holder))}</ul>
    ${materials.open ? html`<p class="soft">${say(limits(materials))}</p>` : nothing}
  </section>`;
}

const limits = ({ may_add, largest_bytes }: Materials): Text =>
  words.limits({ count: String(may_add), most: String(Math.floor(largest_bytes / 1_048_576)) });

function item(one: Material, materials: Materials, state: PageState, holder: Holder): TemplateResult {
  const { sending, handingProblem } = state;
  return html`<li class="materials__one" data-material=${one.material}>
    <p class="materials__head"><b>${one.name}</b> <span class="state ${MATERIAL_LOOKS[one.state]}" data-state=${one.state}>${say(one.state_name)}</span></p>
    ${told(one, holder)}
    ${one.files.length === 0 ? nothing : html`<ul class="materials__files">${one.files.map((each) => file(each, one, materials, state, holder))}</ul>`}
    ${sending?.material === one.material ? html`<p class="soft" role="status" data-sending>${say(words.sending({ name: sending.name }))}</p>` : nothing}
    ${handingProblem?.material === one.material ? html`<p class="notice notice--bad" role="alert" data-problem>${handingProblem.text}</p>` : nothing}
    ${one.may_add ? chooser(one, materials, state, holder) : nothing}
  </li>`;
}

/** What was answered, or until when it is. */
function told({ missing, note, due_at, state }: Material, holder: Holder): Drawn {
  return html`
    ${missing.length === 0
      ? nothing
      : html`<div class="notice notice--wait" data-missing>
          <p>${say(words.missing)}</p>
          <ul>${missing.map((line) => html`<li>${line}</li>`)}</ul>
        </div>`}
    ${note === null ? nothing : html`<p class="notice" data-note>${note}</p>`}
    ${state === "original" ? html`<p>${say(words.original)}</p>` : nothing}
    ${due_at === null ? nothing : html`<p class="soft" data-due>${say(words.due({ when: untilWords(due_at, holder.zone) }))}</p>`}
  `;
}

function file(one: MaterialFile, material: Material, { open }: Materials, { busy }: PageState, holder: Holder): TemplateResult {
  const removable = open && one.looked_at === null;
  return html`<li class="file-row" data-file=${one.id}>
    <span>${one.name} <span class="soft number">${sizeWords(one.size)}</span></span>
    ${removable
      ? html`<button class="button button--quiet" data-act="take-back" aria-label=${say(words.takeBack({ name: one.name }))} ?disabled=${busy} @click=${() => void holder.handing.takeBack(material, one)}>
          ${icon("cross")}
        </button>`
      : nothing}
    ${one.looked_at === null ? nothing : html`<span class="soft">${say(words.seen)}</span>`}
  </li>`;
}

/** The phone's own way to photograph or choose; several at once are sent one after the other. */
function chooser(one: Material, { kinds }: Materials, { sending, busy }: PageState, holder: Holder): TemplateResult {
  const chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = "";
    void holder.handing.hand(one, files);
  };
  return html`<label class="button materials__add">
    ${icon("plus")}<span>${say(one.files.length === 0 ? words.add : words.more)}</span>
    <input type="file" class="materials__input" accept=${kinds.join(",")} multiple aria-label=${say(words.addTo({ name: one.name }))} ?disabled=${sending !== null || busy} @change=${chosen} />
  </label>`;
}
