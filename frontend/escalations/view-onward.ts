// What can be done with a record now, the form of what was chosen, and what still stands between it and the archive.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { icon } from "../shared/icons";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Escalations } from "./escalations";
import type { Case } from "./shapes";
import type { Doing, LedgerState } from "./state";
import { askedFor, conditions, deedsOf, tries, type Condition } from "./steps";
import { drawField } from "./view-fields";
import { day } from "./view-list";
import { words } from "./words";
import { deeds, follows, forms } from "./words-deeds";

const CLOSING = new Set(["resolved", "resolved_on_the_spot", "replied", "called_back", "rectified"]);

export function drawOnward(one: Case, state: LedgerState, page: Escalations): Drawn {
  if (page.part === "intake") return nothing;
  const able = deedsOf(one);
  const closed = one.state === "archived" || one.state === "withdrawn";
  const waits = able.length === 1 ? words.nothingHere : null;
  return html`
    <section class="case-onward" aria-label=${say(words.onward)}>
      <h3 tabindex="-1">${say(words.onward)}</h3>
      ${closed ? html`<p class="soft" data-closed>${say(words.closed)}</p>` : nothing}
      ${waits ? html`<p class="soft" data-waits>${say(waits)}</p>` : nothing}
      <p class="case-deeds">
        ${able.map(
          (deed, at) => html`<button class="button" data-deed=${deed} aria-expanded=${state.doing?.deed === deed} @click=${() => page.begin(deed)}>
            ${say(deeds[deed])} <kbd>${at + 1}</kbd>
          </button>`,
        )}
      </p>
      ${state.doing ? drawForm(one, state.doing, state, page) : nothing} ${CLOSING.has(one.state) ? drawConditions(one, state) : nothing}
    </section>
  `;
}

function drawForm(one: Case, doing: Doing, state: LedgerState, page: Escalations): TemplateResult {
  const { deed, written } = doing;
  const submit = (event: Event): void => {
    event.preventDefault();
    void page.take();
  };
  const long = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && event.ctrlKey) submit(event);
  };
  const told = follows[deed];
  return html`<form class="case-form" data-form=${deed} @submit=${submit} @keydown=${long} novalidate>
    ${told ? html`<p class="notice">${say(told)}</p>` : nothing}
    ${askedFor(deed, one).map((asked, at) => drawField({ ...asked, deed, first: at === 0, value: written[asked.name] }, state, (value) => page.write(asked.name, value)))}
    ${
      deed === "note" && one.staff.may_ask
        ? html`<label class="case-check">
            <input type="checkbox" name="asks" .checked=${doing.asks} @change=${(event: Event) => page.ask((event.target as HTMLInputElement).checked)} />
            <span>${say(forms.asks)}</span>
          </label>`
        : nothing
    }
    <p class="case-form__actions">
      <button class="button button--filled" data-action="take" ?data-first=${askedFor(deed, one).length === 0} ?disabled=${state.busy !== null}>${say(deeds[deed])} <kbd>Ctrl+Enter</kbd></button>
      <button type="button" class="button button--quiet" data-action="cancel" @click=${() => page.begin(null)}>${say(forms.cancel)} <kbd>Esc</kbd></button>
    </p>
  </form>`;
}

/** What the archive wants, one by one, and what of it is missing; in words, before anybody is refused. */
function drawConditions(one: Case, { hall }: LedgerState): TemplateResult {
  const tried = tries(one);
  const when = tried.map((at) => `${day(at, hall?.timezone).slice(5)} ${clockTime(at, hall?.timezone)}`).join("、");
  return html`
    <div class="case-owed" data-owed>
      <h3>${say(words.owed)}</h3>
      <ul>${conditions(one).map(drawCondition)}</ul>
      ${one.satisfaction === "dissatisfied" ? html`<p class="notice notice--bad" data-must="reopen">${say(words.mustReopen)}</p>` : nothing}
      ${tried.length && one.satisfaction === null ? html`<p class="notice notice--wait" data-tries=${tried.length}>${say(words.tried(tried.length))} <span class="number">${when}</span></p>` : nothing}
    </div>
  `;
}

const MARKS: Readonly<Record<Condition["standing"], string>> = { met: "state--good", not_asked: "", missing: "state--bad" };

function drawCondition({ what, standing }: Condition): TemplateResult {
  return html`<li data-condition=${what} data-standing=${standing}>
    <span class="state ${MARKS[standing]}">${standing === "met" ? icon("check") : nothing}${say(words.standings[standing])}</span>
    ${say(words.owedOf[what])}
  </li>`;
}
