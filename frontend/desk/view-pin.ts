// The PIN by which a desk is unlocked: set, changed, taken away.

import { html, nothing, type TemplateResult } from "lit";

import { say, type Text } from "../shared/language";
import type { Desk } from "./desk";
import type { DeskState, Panel } from "./state";
import { fieldChanged } from "./view-fields";
import { panels } from "./words-deeds";

type PinPanel = Extract<Panel, { name: "pin" }>;

export function drawPin(panel: PinPanel, { session }: DeskState, desk: Desk): TemplateResult {
  const edit = (patch: Partial<PinPanel>): void => desk.forms.edit({ ...panel, ...patch });
  return html`
    <h2 id="panel">${say(session.pin ? panels.pinChange : panels.pinTitle)}</h2>
    <p>${say(panels.pinMore)} ${session.lock_minutes === null ? nothing : say(panels.pinMinutes(session.lock_minutes))}</p>
    ${session.pin ? secret("password", panels.pinPassword, panel.password, (password) => edit({ password }), true) : nothing}
    ${secret("pin", panels.pin, panel.pin, (pin) => edit({ pin }), !session.pin)}
    ${secret("again", panels.pinAgain, panel.again, (again) => edit({ again }), false)}
    ${
      session.pin
        ? html`<button
            type="button"
            class="button button--quiet"
            data-action="remove-pin"
            @click=${() => void desk.forms.setPin(null, panel.password)}
          >
            ${say(panels.pinRemove)}
          </button>`
        : nothing
    }
  `;
}

function secret(name: string, label: Text, value: string, take: (value: string) => void, first: boolean): TemplateResult {
  const digits = name === "password" ? nothing : "numeric";
  return html`
    <label class="field">
      <span class="field__label">${say(label)}</span>
      <input
        class="field__input"
        type="password"
        name=${name}
        inputmode=${digits}
        autocomplete=${name === "password" ? "current-password" : "off"}
        maxlength=${name === "password" ? 256 : 6}
        ?autofocus=${first}
        .value=${value}
        @input=${fieldChanged(take)}
      />
    </label>
  `;
}
