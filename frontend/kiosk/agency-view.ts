// What an agent is about to take a ticket for, looked over first: who, and what each comes for.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { say } from "../shared/language";
import { kioskWords } from "../generated/kiosk";
import { MOST_PRINCIPALS } from "./agency";
import { helpSwitch } from "./choice";
import { masked } from "./grouped";
import type { Kiosk } from "./kiosk";
import { named } from "./offer";
import type { KioskState, Principal } from "./state";
import { cardList } from "./tiles";

export function agencyView(state: KioskState, kiosk: Kiosk): TemplateResult {
  const { principals } = state;
  const unsaid = principals.some(({ services }) => services.length === 0);
  return html`
    <div class="choice__what">
      <h1 tabindex="-1">${say(kioskWords.agent.title)}</h1>
      ${cardList(principals.map((principal, at) => card(state, kiosk, principal, at)))}
    </div>
    <div class="choice__side">
      ${principals.length < MOST_PRINCIPALS
        ? html`<button class="choice__add" data-way="principal" @click=${() => kiosk.agency.addPrincipal()}>${icon("plus")}${say(kioskWords.agent.another)}</button>`
        : html`<p class="soft">${say(kioskWords.agent.most({ n: MOST_PRINCIPALS }))}</p>`}
      ${helpSwitch(state, kiosk)}
    </div>
    <div class="choice__ways">
      <button class="way way--filled" data-way="take" ?disabled=${unsaid} @click=${() => kiosk.taking.takeForPrincipals()}>
        <span class="way__name">${say(kioskWords.take)}</span>
        <span class="way__hint">${say(unsaid ? kioskWords.agent.serviceFirst : kioskWords.agent.oneNumber)}</span>
      </button>
    </div>
  `;
}

function card(state: KioskState, kiosk: Kiosk, principal: Principal, at: number): TemplateResult {
  const { kind, number, services } = principal;
  return html`<li class="errand principal">
    <div class="principal__who">
      <p class="errand__name">${say(kioskWords.agent.principal({ n: at + 1 }))} · ${say(kioskWords.agent.kinds[kind])}</p>
      <p class=${number ? "number principal__number" : "soft"}>${number ? masked(number) : say(kioskWords.agent.unnamed)}</p>
    </div>
    <div class="principal__acts">
      <button class="principal__act" @click=${() => kiosk.agency.edit(at)} aria-label=${say(kioskWords.agent.editOf({ n: at + 1 }))}>${say(kioskWords.agent.edit)}</button>
      <button class="principal__act" aria-label=${say(kioskWords.agent.remove({ n: at + 1 }))} @click=${() => kiosk.dropPrincipal(at)}>${icon("cross")}</button>
    </div>
    <ul class="principal__services">
      ${named(state, services).map((service) => html`<li class="principal__service">
        <span>${say(service.name)}</span>
        ${services.length > 1
          ? html`<button class="principal__act" aria-label=${say(kioskWords.remove({ name: say(service.name) }))} @click=${() => kiosk.agency.drop(at, service.code)}>${icon("cross")}</button>`
          : nothing}
      </li>`)}
      <li>
        <button class="principal__act principal__act--add" @click=${() => kiosk.agency.addService(at)}>${icon("plus")}${say(services.length === 0 ? kioskWords.agent.next : kioskWords.addOne)}</button>
      </li>
    </ul>
  </li>`;
}
