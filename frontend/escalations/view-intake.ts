// The form at the desk: every field that a record can be taken in with, in the order in which people tell it.

import { html, nothing, type TemplateResult } from "lit";

import { chooser, waiting } from "../attaching/view-attaching";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Escalations } from "./escalations";
import type { Intake, IntakeDraft, LedgerState } from "./state";
import { words } from "./words";
import { forms, intake as names, intakeForm } from "./words-deeds";
import { panelWords } from "./words-panels";

/** Sources that a desk enters; what comes online is the visitor's own. */
const SOURCES = ["window", "hotline", "bad_review", "suggestion_box", "patrol"] as const;

type TextField = Exclude<keyof IntakeDraft, "source" | "anonymous">;

export function drawIntake(intake: Intake, state: LedgerState, page: Escalations): TemplateResult {
  const { draft, ticket } = intake;
  const submit = (event: Event): void => {
    event.preventDefault();
    void page.taking.save();
  };
  const field = (name: TextField, more: Partial<Look> = {}): TemplateResult => drawText(name, intake, page, { ...PLAIN, ...more });
  return html`
    <form class="case-intake" @submit=${submit} novalidate>
      <h2 tabindex="-1">${say(intakeForm.title)}</h2>
      ${drawTicket(intake, state, page)}
      <fieldset class="case-intake__part">
        <legend>${say(intakeForm.about)}</legend>
        ${ticket === null ? drawSource(draft, page) : nothing} ${drawService(draft, state, page)}
        ${ticket === null ? field("window", { type: "number" }) : nothing} ${field("staff", { hint: intakeForm.staffMore })} ${field("earlier_visits", { type: "number" })}
        ${draft.source === "hotline" && ticket === null ? field("hotline_order") : nothing}
        ${ticket === null ? field("received_at", { type: "datetime-local", hint: intakeForm.now }) : nothing}
      </fieldset>
      <fieldset class="case-intake__part case-intake__part--words">
        <legend>${say(intakeForm.said)}</legend>
        ${field("description", { long: true, needed: true })} ${field("demand", { long: true })}
        <div class="case-files" role="group" aria-labelledby="files-title">
          <span class="field__label" id="files-title">${say(panelWords.files)}</span>
          ${waiting(intake.files, (file) => page.taking.takeOut(file))}
          ${chooser({ taken: page.filing.taken, there: intake.files.length, busy: state.busy !== null, sending: state.sending, refused: state.refused, chosen: (files) => page.taking.choose(files) })}
        </div>
      </fieldset>
      <fieldset class="case-intake__part">
        <legend>${say(intakeForm.who)}</legend>
        <label class="case-check">
          <input type="checkbox" name="anonymous" .checked=${draft.anonymous} @change=${(event: Event) => page.taking.write("anonymous", (event.target as HTMLInputElement).checked)} />
          <span>${say(names.anonymous)}</span>
        </label>
        ${
          draft.anonymous
            ? html`<p class="soft">${say(words.anonymousReport)}</p>`
            : html`${field("name")} ${field("phone", { type: "tel" })} ${field("number")} ${field("agent_name")} ${field("agent_phone", { type: "tel" })}`
        }
      </fieldset>
      <p class="case-form__actions">
        <button class="button button--filled" data-action="save" ?disabled=${state.busy !== null}>${say(intakeForm.save)} <kbd>${say(intakeForm.saveKey)}</kbd></button>
        ${page.part === "intake" ? nothing : html`<button type="button" class="button button--quiet" data-action="leave" @click=${() => page.taking.leave()}>${say(forms.cancel)} <kbd>Esc</kbd></button>`}
      </p>
    </form>
  `;
}

/** The ticket it comes from, with the people that the server knows of it; or a number to take one over. */
function drawTicket({ ticket, sought }: Intake, { busy }: LedgerState, page: Escalations): TemplateResult {
  if (ticket !== null) {
    const people = (ticket.principals ?? []).map(({ name, phone, id_number }) => [name, phone, id_number].filter(Boolean).join(" ")).filter(Boolean);
    return html`<div class="case-intake__ticket notice" data-ticket=${ticket.number}>
      <p><b>${say(intakeForm.ticketTaken(ticket.number))}</b> ${ticket.errands.map((errand) => say(errand.name)).join("、")}</p>
      ${people.length ? html`<p data-people>${say(intakeForm.ticketPeople)} ${people.join("；")}</p>` : nothing}
      <button type="button" class="button button--dense" data-action="drop" @click=${() => page.taking.drop()}>${say(intakeForm.ticketDrop)}</button>
    </div>`;
  }
  const key = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.ctrlKey) return;
    event.preventDefault();
    void page.taking.from(sought);
  };
  return html`<div class="case-intake__ticket">
    <label class="field">
      <span class="field__label">${say(intakeForm.ticket)}</span>
      <span class="case-intake__find">
        <input class="field__input number" name="ticket" autocomplete="off" placeholder="A001" .value=${sought} @keydown=${key} @input=${(event: Event) => page.taking.seek((event.target as HTMLInputElement).value)} />
        <button type="button" class="button button--dense" data-action="from-ticket" ?disabled=${busy || sought.trim() === ""} @click=${() => void page.taking.from(sought)}>${say(intakeForm.look)}</button>
      </span>
      <span class="field__hint">${say(intakeForm.ticketMore)}</span>
    </label>
  </div>`;
}

function drawSource(draft: IntakeDraft, page: Escalations): TemplateResult {
  return html`<label class="field">
    <span class="field__label">${say(names.source)}</span>
    <select class="field__input" name="source" @change=${(event: Event) => page.taking.write("source", (event.target as HTMLSelectElement).value as IntakeDraft["source"])}>
      ${SOURCES.map((source) => html`<option value=${source} ?selected=${source === draft.source}>${say(words.sources[source])}</option>`)}
    </select>
  </label>`;
}

function drawService(draft: IntakeDraft, { services }: LedgerState, page: Escalations): TemplateResult {
  return html`<label class="field">
    <span class="field__label">${say(names.service)}</span>
    <select class="field__input" name="service" @change=${(event: Event) => page.taking.write("service", (event.target as HTMLSelectElement).value)}>
      <option value="">${say(forms.choose)}</option>
      ${services.map(({ code, name }) => html`<option value=${code} ?selected=${code === draft.service}>${say(name)}</option>`)}
    </select>
  </label>`;
}

interface Look {
  readonly type: "text" | "number" | "tel" | "datetime-local";
  readonly long: boolean;
  readonly needed: boolean;
  readonly hint: Text | null;
}

const PLAIN: Look = { type: "text", long: false, needed: false, hint: null };

function drawText(name: TextField, { draft, flaws }: Intake, page: Escalations, look: Look): TemplateResult {
  const flaw = flaws[name];
  const typed = (event: Event): void => page.taking.write(name, (event.target as HTMLInputElement).value);
  const described = flaw || look.hint ? `${name}-more` : nothing;
  const input = look.long
    ? html`<textarea class="field__input" id="case-${name}" name=${name} rows="4" maxlength="2000" aria-required=${look.needed} aria-invalid=${flaw ? "true" : "false"} aria-describedby=${described} .value=${draft[name]} @input=${typed}></textarea>`
    : html`<input class="field__input" id="case-${name}" name=${name} type=${look.type} autocomplete="off" min="0" aria-invalid=${flaw ? "true" : "false"} aria-describedby=${described} .value=${draft[name]} @input=${typed} />`;
  return html`<div class="field">
    <label class="field__label" for="case-${name}">${say(names[name])}</label>
    ${input} ${more(name, flaw, look.hint)}
  </div>`;
}

function more(name: string, flaw: string | undefined, hint: Text | null): Drawn {
  if (flaw) return html`<span class="field__problem" id="${name}-more">${flaw}</span>`;
  return hint ? html`<span class="field__hint" id="${name}-more">${say(hint)}</span>` : nothing;
}
