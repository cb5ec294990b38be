// The page of carriers: its header, what is set up, and the form of a new one.

import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";

import { clockSeconds, longDate, sameDay } from "../shared/format";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { showDialog } from "../staff/dialog";
import { freshness, homeLink, refusedPage, staffTop } from "../staff/frame";
import { messageLine } from "../staff/messages";
import type { Carriers } from "./carriers";
import { standing, type Audience, type Carrier, type CarriersState } from "./state";
import { words } from "./words";

const LOOKS = { new: "", good: "state--good", trying: "state--wait", failed: "state--bad" } as const;

export function drawCarriers(state: CarriersState, carriers: Carriers): TemplateResult {
  if (!carriers.maySee) return refusedPage(state, words.title, words.refused);
  return html`
    <div class="staff" aria-busy=${state.busy !== null}>
      ${staffTop(state, { title: words.title, to: ["board", "floor"], last: homeLink() })} ${freshness(state, carriers.reach)}
      ${messageLine(state, () => carriers.wire.dismiss())}
      <main class="carriers__page">
        <p class="carriers__lead">${say(words.lead)}</p>
        ${list(state, carriers)} ${carriers.maySet ? form(state, carriers) : html`<p class="carriers__lead">${say(words.refused)}</p>`}
      </main>
      ${question(state, carriers)}
    </div>
  `;
}

function list(state: CarriersState, carriers: Carriers): TemplateResult {
  const { items } = state;
  return html`<section class="carriers__list" aria-labelledby="list">
    <h2 id="list">${say(words.list)}</h2>
    ${items === null ? html`<p class="soft">${say(words.reading)}</p>` : items.length === 0 ? html`<p class="soft">${say(words.none)}</p>` : nothing}
    ${items?.map((carrier) => card(state, carrier, carriers))}
  </section>`;
}

function card(state: CarriersState, carrier: Carrier, carriers: Carriers): TemplateResult {
  const now = standing(carrier);
  const when = (at: string): string => moment(at, state.hall?.timezone);
  const audience = say(words.audiences[carrier.audience]);
  return html`<article class="card carrier" data-carrier=${carrier.id} data-standing=${now}>
    <div class="carrier__name">
      <h3>${carrier.name}</h3>
      <span class="state ${LOOKS[now]}">${say(words.standings[now])}</span>
    </div>
    <p class="carrier__what">
      ${carrier.department === null ? audience : `${audience} (${say(state.called[carrier.department] ?? { zh: carrier.department, en: carrier.department })})`} · ${carrier.service} · <code>${carrier.scheme}://…</code>
    </p>
    <p class="carrier__times number">
      ${carrier.waiting > 0 ? html`<span>${say(words.waiting(carrier.waiting))}</span>` : nothing}
      ${carrier.failing_since ? html`<span>${say(words.failingSince(when(carrier.failing_since)))}</span>` : nothing}
      ${carrier.delivered_at ? html`<span>${say(words.delivered(when(carrier.delivered_at)))}</span>` : nothing}
      ${carrier.failed_at ? html`<span>${say(words.failedAt(when(carrier.failed_at)))}</span>` : nothing}
    </p>
    ${carriers.maySet ? deeds(state, carrier, carriers) : nothing}
  </article>`;
}

/** A test, to a number for a carrier of visitors, and taking it away. */
function deeds({ phones, busy }: CarriersState, carrier: Carrier, carriers: Carriers): TemplateResult {
  const typed = (event: Event): void =>
    carriers.shown.change({ phones: { ...phones, [carrier.id]: (event.target as HTMLInputElement).value } });
  const test = (event: Event): void => {
    event.preventDefault();
    void carriers.test(carrier);
  };
  return html`<form class="carrier__deeds" @submit=${test} novalidate>
    ${
      carrier.audience === "visitors"
        ? html`<label class="field">
            <span class="field__label">${say(words.testPhone)}</span>
            <input class="field__input" name="phone" inputmode="numeric" autocomplete="off" maxlength="20" .value=${phones[carrier.id] ?? ""} @input=${typed} />
          </label>`
        : nothing
    }
    <button class="button" data-action="test" ?disabled=${busy !== null}>${say(words.test)}</button>
    <button type="button" class="button button--danger" data-action="remove" @click=${() => carriers.shown.change({ removing: carrier })}>
      ${say(words.remove)}
    </button>
  </form>`;
}

function form({ draft, departments, called, busy }: CarriersState, carriers: Carriers): TemplateResult {
  const add = (event: Event): void => {
    event.preventDefault();
    void carriers.add();
  };
  const choice = (audience: Audience): TemplateResult => html`<label class="carriers__choice">
    <input type="radio" name="audience" value=${audience} .checked=${draft.audience === audience} @change=${() => carriers.write({ audience })} />
    <span>${say(words.audiences[audience])}</span>
  </label>`;
  return html`<section class="card carriers__new" aria-labelledby="new">
    <h2 id="new">${say(words.add)}</h2>
    <form @submit=${add} novalidate autocomplete="off">
      <fieldset class="carriers__choices">
        <legend class="field__label">${say(words.audience)}</legend>
        ${choice("visitors")} ${choice("staff")}
      </fieldset>
      ${field("name", words.name, say(words.nameHint), draft.name, draft.flaws.name, (name) => carriers.write({ name }))}
      ${field("address", words.address, say(words.addressHint[draft.audience]), draft.address, draft.flaws.address, (address) => carriers.write({ address }))}
      ${draft.audience === "staff" ? ofDepartment(draft.department, departments, called, (department) => carriers.write({ department })) : nothing}
      <button class="button button--filled" data-action="add" ?disabled=${busy !== null}>${say(words.save)}</button>
    </form>
  </section>`;
}

function field(
  name: "name" | "address",
  label: { zh: string; en: string },
  hint: string,
  value: string,
  flaw: string | undefined,
  write: (value: string) => void,
): TemplateResult {
  return html`<label class="field">
    <span class="field__label">${say(label)}</span>
    <input
      class="field__input"
      name=${name}
      maxlength=${name === "name" ? 64 : 2000}
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      aria-invalid=${flaw !== undefined}
      aria-describedby="${name}-hint ${name}-flaw"
      .value=${value}
      @input=${(event: Event) => write((event.target as HTMLInputElement).value)}
    />
    <span class="field__hint" id="${name}-hint">${hint}</span>
    <span class="field__problem" id="${name}-flaw">${flaw ?? ""}</span>
  </label>`;
}

function ofDepartment(chosen: string, departments: readonly string[], called: CarriersState["called"], write: (department: string) => void): TemplateResult {
  return html`<label class="field">
    <span class="field__label">${say(words.department)}</span>
    <select class="field__input" name="department" aria-describedby="department-hint" @change=${(event: Event) => write((event.target as HTMLSelectElement).value)}>
      <option value="" ?selected=${chosen === ""}>${say(words.wholeHall)}</option>
      ${departments.map((each) => html`<option value=${each} ?selected=${chosen === each}>${say(called[each] ?? { zh: each, en: each })}</option>`)}
    </select>
    <span class="field__hint" id="department-hint">${say(words.departmentHint)}</span>
  </label>`;
}

function question({ removing, busy }: CarriersState, carriers: Carriers): Drawn {
  if (removing === null) return nothing;
  const keep = (): void => carriers.shown.change({ removing: null });
  return html`<dialog class="question" aria-labelledby="ask" @close=${keep} ${ref(showDialog)}>
    <h2 id="ask">${say(words.removeAsk(removing.name))}</h2>
    <p>${say(words.removeWhat)}</p>
    <div class="question__actions">
      <button class="button" data-action="keep" @click=${keep}>${say(words.keep)}</button>
      <button class="button button--danger button--filled" data-action="take-away" ?disabled=${busy !== null} @click=${() => void carriers.remove()}>
        ${say(words.remove)}
      </button>
    </div>
  </dialog>`;
}

/** The time, with its day if that is another than today. */
function moment(at: string, zone?: string): string {
  return sameDay(at, new Date(), zone) ? clockSeconds(at, zone) : `${longDate(at, zone)} ${clockSeconds(at, zone)}`;
}
