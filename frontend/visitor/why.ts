// "Why was another number first?" – asked with a number, answered in one sentence.

import { html, nothing } from "lit";

import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { VisitorState } from "./state";
import type { Visitor } from "./visitor";
import { visitorWords } from "../generated/visitor";

export function whyForm({ why }: VisitorState, visitor: Visitor): Drawn {
  const submit = (event: Event): void => {
    event.preventDefault();
    void visitor.explain();
  };
  return html`<details class="why">
    <summary>${say(visitorWords.why)}</summary>
    <form class="why__form" @submit=${submit}>
      <label class="field" for="other-number"><span class="field__hint">${say(visitorWords.whyHint)}</span></label>
      <div class="why__line">
        <input
          class="field__input"
          id="other-number"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          maxlength="8"
          placeholder=${say(visitorWords.whyNumber)}
          .value=${why.number}
          @input=${(event: InputEvent) => visitor.typeNumber((event.target as HTMLInputElement).value)}
        />
        <button class="button" ?disabled=${why.number === "" || why.asking}>${say(visitorWords.whyAsk)}</button>
      </div>
      <div aria-live="polite">
        ${why.answer ? html`<p class="notice" data-why>${why.answer}</p>` : nothing}
        ${why.problem ? html`<p class="notice notice--bad">${why.problem}</p>` : nothing}
      </div>
    </form>
  </details>`;
}
