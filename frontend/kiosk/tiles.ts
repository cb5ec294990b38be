// The tiles one presses: a service, a bundle, a department; and the list that holds them.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { say } from "../shared/language";
import { band } from "../shared/format";
import type { Drawn } from "../shared/pieces";
import type { Bundle, Service } from "../shared/types";
import type { Kiosk } from "./kiosk";
import type { Department, KioskState } from "./state";
import { kioskWords } from "../generated/kiosk";

/** How many wait, large; how long, where that can honestly be said. */
function waiting(service: Service): TemplateResult {
  if (!service.available) {
    return html`<span class="tile__foot tile__foot--off">${say(service.reason ?? kioskWords.unavailable)}</span>`;
  }
  if (service.waiting === 0 && service.open_windows === 0) {
    return html`<span class="tile__foot tile__foot--off">${say(kioskWords.noWindow)}</span>`;
  }
  if (service.waiting === 0) return html`<span class="tile__foot tile__foot--free">${say(kioskWords.noWaiting)}</span>`;
  return html`<span class="tile__foot">
    <b class="number">${service.waiting}</b> ${say(kioskWords.waitingUnit)}
    ${service.wait ? html`<span class="tile__band">${band(service.wait)}</span>` : nothing}
  </span>`;
}

export function serviceTile(state: KioskState, kiosk: Kiosk, service: Service): TemplateResult {
  const already = state.adding && state.chosen.includes(service.code);
  return html`<li>
    <button class="tile" data-service=${service.code} ?disabled=${!service.available || already} @click=${() => kiosk.choose(service.code)}>
      <span class="tile__name">${say(service.name)}</span>
      ${already ? html`<span class="tile__foot">${say(kioskWords.chosen)}</span>` : waiting(service)}
    </button>
  </li>`;
}

export function bundleTile(state: KioskState, kiosk: Kiosk, bundle: Bundle): TemplateResult {
  const parts = bundle.services.map((code) => state.services.find((service) => service.code === code));
  const names = parts.map((service) => (service ? say(service.name) : "")).filter(Boolean);
  return html`<li>
    <button class="tile tile--bundle" data-bundle=${bundle.code} @click=${() => kiosk.chooseBundle(bundle.code)}>
      <span class="tile__name">${say(bundle.name)}</span>
      <span class="tile__parts">${names.join(bundle.in_order ? " → " : " · ")}</span>
    </button>
  </li>`;
}

export function departmentTile(kiosk: Kiosk, department: Department): TemplateResult {
  return html`<li>
    <button class="tile" @click=${() => kiosk.openDepartment(department.name)}>
      <span class="tile__name">${department.name}</span>
      <span class="tile__foot">${say(kioskWords.services({ n: department.services }))}</span>
    </button>
  </li>`;
}

/** So many fit in two columns, larger. */
const FEW = 10;

/** A list that scrolls, with two large buttons for those who do not know that it does. */
export function tileList(tiles: readonly TemplateResult[], label: string, empty: Drawn = nothing): TemplateResult {
  const few = tiles.length <= FEW;
  return html`<div class="tiles ${few ? "tiles--few" : ""}">
    <ul class="tiles__list" aria-label=${label} tabindex="-1">${tiles.length > 0 ? tiles : empty}</ul>
    <div class="tiles__more">
      <button class="tiles__button" data-scroll="up" aria-hidden="true" tabindex="-1">${icon("up")}</button>
      <button class="tiles__button" data-scroll="down" aria-hidden="true" tabindex="-1">${icon("down")}</button>
    </div>
  </div>`;
}

/** Keeps the two buttons of every list true: there while there is more that way, moving by most of a page. */
export function tendScrolling(root: HTMLElement): void {
  const look = (): void => {
    for (const tiles of root.querySelectorAll<HTMLElement>(".tiles")) {
      const list = tiles.querySelector<HTMLElement>(".tiles__list");
      if (list === null) continue;
      tiles.toggleAttribute("data-scrolls", list.scrollHeight > list.clientHeight + 4);
      tiles.toggleAttribute("data-above", list.scrollTop > 4);
      tiles.toggleAttribute("data-below", list.scrollTop + list.clientHeight < list.scrollHeight - 4);
    }
  };
  root.addEventListener("scroll", look, { capture: true, passive: true });
  root.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-scroll]");
    const list = button?.closest(".tiles")?.querySelector(".tiles__list");
    if (!button || !list) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const way = button.dataset.scroll === "up" ? -0.8 : 0.8;
    list.scrollBy({ top: list.clientHeight * way, behavior: calm ? "auto" : "smooth" });
  });
  window.setInterval(look, 250);
}
