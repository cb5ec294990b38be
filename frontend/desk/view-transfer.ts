// To another window, or to another matter; the place in the queue is kept either way.

import { html, nothing, type TemplateResult } from "lit";

import { say } from "../shared/language";
import { words as common } from "../shared/words";
import type { Desk } from "./desk";
import type { BoardWindow } from "../staff/shapes";
import type { DeskState, Panel } from "./state";
import { digitOf, typedWindow } from "./typing";
import { drawChips, drawReason, fieldChanged } from "./view-fields";
import { panels } from "./words-deeds";

type TransferPanel = Extract<Panel, { name: "transfer" }>;

export function drawTransfer(panel: TransferPanel, state: DeskState, desk: Desk): TemplateResult {
  const edit = (patch: Partial<TransferPanel>): void => desk.forms.edit({ ...panel, ...patch });
  const ways = [
    ["window", panels.toWindow],
    ["service", panels.toService],
  ] as const;
  return html`
    <h2 id="panel">${say(panels.transferTitle(state.window?.ticket?.number ?? ""))}</h2>
    ${drawChips(
      "to",
      panels.transferTitle(""),
      ways.map(([to, text]) => ({
        value: to,
        text,
        chosen: panel.to === to,
        choose: () => edit({ to, target: "", typed: "" }),
      })),
    )}
    <label class="field">
      <span class="field__label"
        >${say(panel.to === "window" ? panels.toWindow : panels.toService)}
        ${panel.to === "window" ? html`<span class="soft">${say(panels.typeWindow)} ${panel.target ? "" : panel.typed}</span>` : nothing}</span
      >
      <select class="field__input" name="target" .value=${panel.target} @change=${fieldChanged((target) => edit({ target, typed: "" }))}>
        <option value="">${say(panel.to === "window" ? panels.chooseWindow : panels.chooseService)}</option>
        ${panel.to === "window" ? drawWindows(state) : drawServices(state)}
      </select>
    </label>
    ${drawReason(panel.reason, panels.transferReasons, (reason) => edit({ reason }))}
  `;
}

/** A window is chosen by its number, wherever the focus is but in the reason. */
export function windowByDigit(event: KeyboardEvent, panel: TransferPanel, state: DeskState, desk: Desk): void {
  const digit = panel.to === "window" ? digitOf(event) : null;
  if (digit === null) return;
  event.preventDefault();
  desk.forms.edit({ ...panel, ...typedWindow(panel.typed, digit, otherWindows(state)) });
}

function otherWindows({ board, window }: DeskState): readonly BoardWindow[] {
  return (board?.windows ?? []).filter((one) => one.id !== window?.id && one.state !== "closed");
}

function drawWindows(state: DeskState): TemplateResult[] {
  return otherWindows(state).map((one) => {
    const paused = one.state === "paused" ? ` · ${say(common.windowStates.paused)}` : "";
    return html`<option value=${one.id}>${say(common.windowNumber(one.number))} · ${say(one.name)}${paused}</option>`;
  });
}

function drawServices({ services, window }: DeskState): TemplateResult[] {
  const present = new Set(window?.ticket?.errands.filter((errand) => errand.state === "pending").map((errand) => errand.service));
  return services
    .filter((service) => !present.has(service.code))
    .map((service) => html`<option value=${service.code}>${service.prefix} · ${say(service.name)}</option>`);
}
