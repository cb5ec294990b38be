// The form that a phone reports by; what is wrong is said at its field.

import { html, nothing, type TemplateResult } from "lit";

import { chooser, refusals, waiting } from "../attaching/view-attaching";
import { caseWords } from "../generated/case";
import { say, type Text } from "../shared/language";
import { phoneTop } from "../shared/phone-top";
import type { Drawn } from "../shared/pieces";
import { reachStrip } from "../shared/reach";
import { recordAddress, type ReportDraft, type Reporting, type ReportState } from "./reporting";

const words = caseWords.report;

type TextField = "description" | "demand" | "name" | "phone";

export function reportView(state: ReportState, reporting: Reporting, hall: Text, redraw: () => void): TemplateResult {
  const { draft, busy, problem } = state;
  if (state.done !== null) return doneView(state, reporting, hall, redraw);
  const submit = (event: Event): void => {
    event.preventDefault();
    void reporting.send();
  };
  return html`
    ${phoneTop(hall, redraw)} ${reachStrip(reporting.reach)}
    <main class="visitor case">
      <h1>${say(words.title)}</h1>
      <p>${say(words.lead)}</p>
      <form class="case__add" @submit=${submit} novalidate>
        ${reporting.ticket === null ? service(state, reporting) : html`<p class="notice" data-ticket>${say(words.ofTicket)}</p>`}
        ${field("description", words.description, state, reporting, { lines: 5 })} ${field("demand", words.demand, state, reporting, { lines: 2 })}
        ${photographs(state, reporting)}
        <label class="booking__check">
          <input type="checkbox" name="anonymous" .checked=${draft.anonymous} @change=${(event: Event) => reporting.write({ anonymous: (event.target as HTMLInputElement).checked })} />
          <span>${say(words.anonymous)}</span>
        </label>
        ${
          draft.anonymous
            ? html`<p class="soft">${say(words.anonymousHint)}</p>`
            : html`${field("name", words.name, state, reporting, { complete: "name" })} ${field("phone", words.phone, state, reporting, { complete: "tel", hint: words.phoneHint })}
                <p class="soft">${say(words.privacy)}</p>`
        }
        ${problem === null ? nothing : html`<p class="field__problem" role="alert">${problem}</p>`}
        <button class="button button--filled" data-act="send" ?disabled=${busy}>${say(busy ? words.sending : words.send)}</button>
      </form>
    </main>
  `;
}

/** What is chosen goes along once the report is registered; nothing leaves the phone before. */
function photographs({ files, busy, refused, sending }: ReportState, reporting: Reporting): TemplateResult {
  const choosing = { taken: reporting.taken, there: files.length, busy, sending, refused, chosen: (chosen: readonly File[]) => reporting.choose(chosen) };
  return html`<div class="case__add" role="group" aria-labelledby="files-title">
    <span class="field__label" id="files-title">${say(caseWords.files.title)}</span>
    ${waiting(files, (file) => reporting.takeOut(file))} ${chooser(choosing)}
  </div>`;
}

/** Registered, but some files were not taken: which, why, and where to try again. */
function doneView({ done, refused }: ReportState, reporting: Reporting, hall: Text, redraw: () => void): TemplateResult {
  return html`
    ${phoneTop(hall, redraw)} ${reachStrip(reporting.reach)}
    <main class="visitor case" data-done=${done?.number ?? ""}>
      <h1 tabindex="-1">${say(words.title)}</h1>
      <p class="notice notice--wait">${say(caseWords.files.notSent({ number: done?.number ?? "" }))}</p>
      ${refusals(refused)} ${done === null ? nothing : html`<a class="button button--filled" data-act="onward" href=${recordAddress(done)}>${say(caseWords.files.onward)}</a>`}
    </main>
  `;
}

function service({ draft, services }: ReportState, reporting: Reporting): TemplateResult {
  return html`<label class="field">
    <span class="field__label">${say(words.service)}</span>
    <select class="field__input" name="service" @change=${(event: Event) => reporting.write({ service: (event.target as HTMLSelectElement).value })}>
      <option value="">${say(words.choose)}</option>
      ${services.map(({ code, name }) => html`<option value=${code} ?selected=${code === draft.service}>${say(name)}</option>`)}
    </select>
  </label>`;
}

interface Look {
  readonly lines?: number;
  readonly complete?: AutoFill;
  readonly hint?: Text;
}

function field(name: TextField, label: Text, { draft, flaws }: ReportState, reporting: Reporting, look: Look): TemplateResult {
  const flaw = flaws[name];
  const typed = (event: Event): void => reporting.write({ [name]: (event.target as HTMLInputElement).value } as Partial<ReportDraft>);
  const about = flaw || look.hint ? `${name}-more` : nothing;
  const invalid = flaw ? "true" : "false";
  return html`<div class="field">
    <label class="field__label" for=${name}>${say(label)}</label>
    ${
      look.lines
        ? html`<textarea class="field__input" id=${name} rows=${look.lines} maxlength="2000" aria-invalid=${invalid} aria-describedby=${about} .value=${draft[name]} @input=${typed}></textarea>`
        : html`<input class="field__input" id=${name} type=${name === "phone" ? "tel" : "text"} autocomplete=${look.complete ?? "off"} maxlength="64" aria-invalid=${invalid} aria-describedby=${about} .value=${draft[name]} @input=${typed} />`
    }
    ${more(name, flaw, look.hint)}
  </div>`;
}

function more(name: string, flaw: string | undefined, hint: Text | undefined): Drawn {
  if (flaw) return html`<span class="field__problem" id="${name}-more" role="alert">${flaw}</span>`;
  return hint ? html`<span class="field__hint" id="${name}-more">${say(hint)}</span>` : nothing;
}
