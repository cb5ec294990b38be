// The tiles one presses: a service, a bundle, a department; and the list that holds them.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { say } from "../shared/language";
import { band } from "../shared/format";
import type { Drawn } from "../shared/pieces";
import type { Bundle, Service } from "../shared/types";
import type { Kiosk } from "./kiosk";
import { before, queueWords, taken, type Department } from "./offer";
import type { KioskState } from "./state";
import { kioskWords } from "../generated/kiosk";

/** How many wait, large; how long, where that can honestly be said. */
function waiting(service: Service): TemplateResult {
  if (!service.available) {
    return html`<span class="tile__foot tile__foot--off">${say(service.reason ?? kioskWords.unavailable)}</span>`;
  }
  const people = before(service);
  if (people === 0 && service.open_windows === 0) {
    return html`<span class="tile__foot tile__foot--off">${say(kioskWords.noWindow)}</span>`;
  }
  if (people === 0) return html`<span class="tile__foot tile__foot--free">${say(kioskWords.noWaiting)}</span>`;
  return html`<span class="tile__foot">${queueLarge(service)} ${how(service)}</span>`;
}

/** Who is ahead in the words that a ticket has for it, the number large; of a service nobody works at, who waits for it. */
export function queueLarge(service: Service): Drawn {
  const people = before(service);
  const [first, last] = queueWords(service).split(String(people));
  return html`${first} <b class="number">${people}</b> ${last}`;
}

/** How long, or that nobody works at it now. */
function how({ open_windows, wait }: Service): Drawn {
  if (open_windows === 0) return html`<span class="tile__band">${say(kioskWords.noWindow)}</span>`;
  return wait ? html`<span class="tile__band">${band(wait)}</span>` : nothing;
}

export function serviceTile(state: KioskState, kiosk: Kiosk, service: Service): TemplateResult {
  const already = taken(state).includes(service.code);
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
      ${bundle.wait ? html`<span class="tile__foot"><span class="tile__band">${band(bundle.wait)}</span></span>` : nothing}
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

/** Around a list, so that the ring of focus is not cut. */
const EDGE = 2;

/** So many fit in two columns, larger. */
const FEW = 10;

/** A list that scrolls, with two large buttons for those who do not know that it does. */
export function tileList(tiles: readonly TemplateResult[], label: string, empty: Drawn = nothing): TemplateResult {
  const few = tiles.length <= FEW;
  return html`<div class="tiles ${few ? "tiles--few" : ""}">
    <div class="tiles__view"><ul class="tiles__list" aria-label=${label}>${tiles.length > 0 ? tiles : empty}</ul></div>
    ${scrollButtons()}
  </div>`;
}

/** What was chosen, as a list of cards, one below the other. */
export function cardList(cards: readonly TemplateResult[]): TemplateResult {
  return html`<div class="tiles tiles--cards">
    <div class="tiles__view" role="group" aria-label=${say(kioskWords.chosen)} tabindex="0"><ol class="tiles__list">${cards}</ol></div>
    ${scrollButtons()}
  </div>`;
}

function scrollButtons(): TemplateResult {
  return html`<div class="tiles__more">
    <button class="tiles__button" data-scroll="up" aria-hidden="true" tabindex="-1">${icon("up")}</button>
    <button class="tiles__button" data-scroll="down" aria-hidden="true" tabindex="-1">${icon("down")}</button>
  </div>`;
}

/** Makes a list as high as the whole rows that fit, so that none is cut. All its rows are equally high. */
function fitRows(tiles: HTMLElement, view: HTMLElement): void {
  const row = view.querySelector<HTMLElement>("li");
  if (row?.parentElement == null || getComputedStyle(view).overflowY !== "auto") return void (view.style.maxHeight = "");
  const gap = parseFloat(getComputedStyle(row.parentElement).rowGap) || 0;
  const step = row.offsetHeight + gap;
  const rows = Math.max(1, Math.floor((tiles.clientHeight - 2 * EDGE + gap) / step));
  const height = `${rows * step - gap + 2 * EDGE}px`;
  if (view.style.maxHeight !== height) view.style.maxHeight = height;
}

/** Keeps the lists and the two buttons of each true: there while there is more that way, moving by a page of rows. */
export function tendScrolling(root: HTMLElement): () => void {
  const look = (): void => {
    for (const tiles of root.querySelectorAll<HTMLElement>(".tiles")) {
      const view = tiles.querySelector<HTMLElement>(".tiles__view");
      if (view === null) continue;
      fitRows(tiles, view);
      tiles.toggleAttribute("data-scrolls", view.scrollHeight > view.clientHeight + 4);
      tiles.toggleAttribute("data-above", view.scrollTop > 4);
      tiles.toggleAttribute("data-below", view.scrollTop + view.clientHeight < view.scrollHeight - 4);
    }
  };
  root.addEventListener("scroll", look, { capture: true, passive: true });
  root.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-scroll]");
    const view = button?.closest(".tiles")?.querySelector(".tiles__view");
    if (!button || !view) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    // Whole rows are shown, and the lists snap to rows: the height of the list leads to the next that was not.
    const way = button.dataset.scroll === "up" ? -1 : 1;
    view.scrollBy({ top: view.clientHeight * way, behavior: calm ? "auto" : "smooth" });
  });
  window.setInterval(look, 250);
  return look;
}
