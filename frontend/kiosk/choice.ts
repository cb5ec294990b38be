// What was chosen, what to bring, and the two equal ways to the ticket.

import { html, nothing, type TemplateResult } from "lit";

import { band } from "../shared/format";
import { icon } from "../shared/icons";
import { openFor } from "../shared/open-windows";
import { say } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Service } from "../shared/types";
import { words } from "../shared/words";
import { bookByPhone } from "./book-by-phone";
import type { Kiosk } from "./kiosk";
import { cardList, queueLarge } from "./tiles";
import { before, closingSoon, errands } from "./offer";
import type { Card, KioskState } from "./state";
import { kioskWords } from "../generated/kiosk";

export function choiceView(state: KioskState, kiosk: Kiosk): TemplateResult {
  const services = errands(state);
  const bundle = state.bundles.find((each) => each.code === state.bundle);
  const several = bundle === undefined && services.length > 1;
  return html`
    <div class="choice__what">
      ${several ? nothing : html`<p class="choice__lead soft">${say(kioskWords.youChose)}</p>`}
      <h1 tabindex="-1">${say(several ? kioskWords.youChoseSeveral({ n: services.length }) : (bundle ?? services[0])?.name ?? words.loading)}</h1>
      ${bundle?.in_order ? html`<p class="soft">${say(kioskWords.inOrder)}</p>` : nothing}
      ${cardList(services.map((service) => errandRow(service, services.length > 1, bundle === undefined, state, kiosk)))}
    </div>
    <div class="choice__side">
      ${bundle
        ? nothing
        : html`<button class="choice__add" @click=${() => kiosk.addAnother()}>${icon("plus")}${say(kioskWords.addOne)}</button>`}
      ${helpSwitch(state, kiosk)}
      ${state.card ? html`<p class="notice notice--good" role="status">${say(state.card.message)}</p>` : nothing}
      ${closingSoon(state) ? html`<p class="notice notice--wait">${say(kioskWords.closingSoon)}</p> ${bookByPhone(state, kiosk, services[0]?.code ?? null)}` : nothing}
      ${state.card?.sixty ? nothing : html`<p class="soft">${say(kioskWords.green)}</p>`}
    </div>
    <div class="choice__ways">
      <button class="way ${state.card ? "" : "way--filled"}" data-way="direct" @click=${() => kiosk.taking.take()}>
        <span class="way__name">${say(kioskWords.direct)}</span>
        <span class="way__hint">${say(kioskWords.directHint)}</span>
      </button>
      ${state.card ? byCard(state.card, kiosk) : register(kiosk)}
    </div>
  `;
}

function register(kiosk: Kiosk): TemplateResult {
  return html`<button class="way" data-way="register" @click=${() => kiosk.go("register")}>
    <span class="way__name">${say(kioskWords.register)}</span>
    <span class="way__hint">${say(kioskWords.registerHint)}</span>
  </button>`;
}

function byCard({ idNumber, sixty }: Card, kiosk: Kiosk): TemplateResult {
  return html`<button class="way way--filled" data-way="card" @click=${() => kiosk.taking.takeByCard()}>
    <span class="way__name">${say(kioskWords.card.take)}</span>
    <span class="way__hint">${say(sixty ? kioskWords.card.sixty : kioskWords.card.last({ digits: idNumber.slice(-4) }))}</span>
  </button>`;
}

function errandRow(service: Service, several: boolean, removable: boolean, state: KioskState, kiosk: Kiosk): TemplateResult {
  return html`<li class="errand ${several ? "" : "errand--only"}">
    ${several ? html`<p class="errand__name">${say(service.name)}</p>` : nothing}
    <p class="errand__facts">${waiting(service)}${where(service, state)}</p>
    ${materials(service)}
    ${several && removable
      ? html`<button class="errand__drop" aria-label=${say(kioskWords.remove({ name: say(service.name) }))} @click=${() => kiosk.drop(service.code)}>${icon("cross")}</button>`
      : nothing}
  </li>`;
}

/** How long and at which windows, of those that are open: the ticket tells the same. */
function where(service: Service, { hall }: KioskState): TemplateResult {
  if (service.open_windows === 0) return html`<span class="errand__away" data-none-open>${say(words.noneOpen)}</span>`;
  const open = hall === null ? [] : openFor(service.code, hall);
  const band_ = service.wait ? html`<span class="errand__band">${band(service.wait)}</span>` : nothing;
  return html`${band_}<span data-windows>${say(words.windows(open.length > 0 ? open : service.windows))}</span>`;
}

function waiting(service: Service): Drawn {
  const count = before(service);
  if (count > 0) return html`<span>${queueLarge(service)}</span>`;
  if (service.open_windows === 0) return nothing;
  return html`<span class="errand__free">${say(kioskWords.noWaiting)}</span>`;
}

function materials(service: Service): Drawn {
  if (service.materials.length === 0) return nothing;
  return html`<p class="errand__bring"><span class="soft">${say(kioskWords.bring)}</span>${service.materials.map((material) => html`<span class="errand__material">${say(material)}</span>`)}</p>`;
}

export function helpSwitch(state: KioskState, kiosk: Kiosk): TemplateResult {
  return html`<button class="choice__help" role="switch" aria-checked=${state.needsHelp} @click=${() => kiosk.toggleHelp()}>
    <span class="switch" aria-hidden="true"></span>
    <span><b>${say(kioskWords.help)}</b><span class="soft">${say(kioskWords.helpHint)}</span></span>
  </button>`;
}
