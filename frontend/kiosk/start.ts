// The first page: what people come for most, then the ways to everything else.

import { html, nothing, type TemplateResult } from "lit";

import { icon } from "../shared/icons";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import type { Service } from "../shared/types";
import { words } from "../shared/words";
import { closedView } from "./closed";
import type { Kiosk } from "./kiosk";
import { closingSoon, collect, departments, enquiry, errands, escalation, listed, tabs } from "./offer";
import type { KioskState, Tab } from "./state";
import { bundleTile, departmentTile, serviceTile, tileList } from "./tiles";
import { kioskWords } from "../generated/kiosk";

const TAB_ICONS: Readonly<Record<Tab, string>> = {
  frequent: "star",
  person: "person",
  organisation: "company",
  bundle: "bundle",
  collect: "collect",
  department: "departments",
};

export function startView(state: KioskState, kiosk: Kiosk): TemplateResult {
  if (state.hall === null) return html`<p class="kiosk__quiet">${say(words.loading)}</p>`;
  if (!state.hall.issuing) return closedView(state, state.hall, kiosk);
  return html`
    <div class="start__head">
      <h1 tabindex="-1">${say(question(state))}</h1>
      <button class="start__search" @click=${() => kiosk.go("search")}>${icon("search")}${say(kioskWords.search)}</button>
    </div>
    ${notices(state)}
    <div class="start__tabs" role="group" aria-label=${say(kioskWords.question)}>${tabs(state).map((tab) => tabButton(state, kiosk, tab))}</div>
    ${list(state, kiosk)}
    ${state.adding ? nothing : helpRow(state, kiosk)}
  `;
}

function question({ adding, principals, at }: KioskState): Text {
  if (!adding) return kioskWords.question;
  return principals.length > 0 ? kioskWords.agent.question({ n: at + 1 }) : kioskWords.questionMore;
}

function notices(state: KioskState): Drawn {
  const adding = state.adding ? errands(state) : [];
  if (adding.length > 0) {
    const names = adding.map((service) => say(service.name)).join(" · ");
    return html`<p class="notice start__notice">${say(kioskWords.chosenSoFar({ names }))}</p>`;
  }
  if (state.card) return html`<p class="notice notice--good start__notice" role="status">${say(state.card.message)}</p>`;
  return closingSoon(state) ? html`<p class="notice notice--wait start__notice">${say(kioskWords.closingSoon)}</p>` : nothing;
}

function tabButton(state: KioskState, kiosk: Kiosk, tab: Tab): TemplateResult {
  const result = tab === "collect" ? collect(state) : null;
  // There is one thing under "collect", so its tile goes straight to it: two taps like the frequent ones.
  const press = result === null ? () => kiosk.openTab(tab) : () => kiosk.choose(result.code);
  const pressed = result === null && state.tab === tab;
  return html`<button class="tab" data-tab=${tab} aria-pressed=${pressed} ?disabled=${result !== null && !result.available} @click=${press}>
    ${icon(TAB_ICONS[tab])}<span>${say(kioskWords.tabs[tab])}</span>
  </button>`;
}

function list(state: KioskState, kiosk: Kiosk): TemplateResult {
  const label = say(kioskWords.tabs[state.tab]);
  if (state.tab === "bundle") return tileList(state.bundles.map((bundle) => bundleTile(state, kiosk, bundle)), label);
  if (state.tab === "department" && state.department === null) {
    return tileList(departments(state).map((department) => departmentTile(kiosk, department)), label);
  }
  const none = html`<li class="soft">${say(kioskWords.noneHere)}</li>`;
  return tileList(listed(state).map((service) => serviceTile(state, kiosk, service)), label, none);
}

function helpRow(state: KioskState, kiosk: Kiosk): TemplateResult {
  return html`<div class="start__help">
    ${helpButton(enquiry(state), "help", say(kioskWords.dontKnow), kiosk)}
    ${checkInButton(state, kiosk)}
    <button class="start__aid" data-aid="agent" @click=${() => kiosk.agency.begin()}>
      ${icon("people")}<span>${say(kioskWords.agent.entry)}</span>
    </button>
    ${escalation(state) === null
      ? html`<button class="start__aid" data-aid="cannot" @click=${() => kiosk.go("cannot")}>${icon("flag")}<span>${say(kioskWords.cannot.title)}</span></button>`
      : helpButton(escalation(state), "flag", "", kiosk)}
  </div>`;
}

function checkInButton({ services }: KioskState, kiosk: Kiosk): Drawn {
  if (!services.some(({ bookable }) => bookable)) return nothing;
  return html`<button class="start__aid" data-aid="check-in" @click=${() => kiosk.checkIn.begin()}>
    ${icon("calendar")}<span>${say(kioskWords.checkIn.title)}</span>
  </button>`;
}

function helpButton(service: Service | null, sign: string, lead: string, kiosk: Kiosk): Drawn {
  if (service === null) return nothing;
  return html`<button class="start__aid" data-service=${service.code} ?disabled=${!service.available} @click=${() => kiosk.choose(service.code)}>
    ${icon(sign)}<span>${lead ? html`<span class="soft">${lead}</span> ` : nothing}${say(service.name)}</span>
  </button>`;
}
