// The frame of every staff page: which page it is, of which hall, who works there, where else to, and how fresh it is.

import { html, nothing, type TemplateResult } from "lit";

import type { Standing } from "../shared/feed";
import { icon } from "../shared/icons";
import { language, say, speak, type Text } from "../shared/language";
import { standingStrip, type Drawn } from "../shared/pieces";
import { reachStrip, type Reach } from "../shared/reach";
import { words as common } from "../shared/words";
import { firstPlace, mayOpen, pageOf, type Place } from "./places";
import { signOut } from "./session";
import type { Framed } from "./state";
import { words } from "./words";

export interface Menu {
  /** Where else to, in this order; what is not for this person is left out. */
  readonly to?: readonly Place[];
  /** What else it offers, before and after these. */
  readonly first?: Drawn;
  readonly last?: Drawn;
  /** Where signing out has a question of its own: the button that asks it, in the place of everybody's. */
  readonly signsOut?: TemplateResult;
}

export interface Top extends Menu {
  readonly title: Text;
  /** In the place of the title, where more is to be said. */
  readonly heading?: Drawn;
  /** Between the hall's name and the menu. */
  readonly beside?: Drawn;
  /** Lower and with smaller words, where a page needs its height. */
  readonly close?: boolean;
}

export function staffTop(page: Framed, { title, heading, beside, close, ...menu }: Top): TemplateResult {
  const { hall } = page;
  return html`<header class="staff-top ${close ? "staff-top--close" : ""}">
    ${heading ?? html`<h1>${say(title)}</h1>`}
    ${hall ? html`<p class="staff-top__hall">${say(hall.name)}</p>` : nothing}
    ${hallChoice(page)} ${beside ?? nothing}
    <nav class="staff-top__menu" aria-label=${say(words.menu)}>${staffMenu(page, menu)}</nav>
  </header>`;
}

/** What stands in the menu of every page. */
export function staffMenu({ session, code }: Framed, { to = [], first, last, signsOut }: Menu): TemplateResult {
  return html`
    <span class="staff-top__person">${icon("person")}${session.user.name}</span>
    ${first ?? nothing} ${to.filter((place) => mayOpen(place, session)).map((place) => placeLink(place, code, "staff-link"))} ${last ?? nothing}
    <button class="staff-link" data-action="language" @click=${() => speak(language() === "zh" ? "en" : "zh")}>${say(common.otherLanguage)}</button>
    ${signsOut ?? html`<button class="staff-link" data-action="sign-out" @click=${() => void signOut()}>${say(words.signOut)}</button>`}
  `;
}

/** For whoever answers for several halls: this page, and this part of it, of another. */
export function hallChoice({ session, code }: Framed): Drawn {
  if (session.halls.length < 2) return nothing;
  const go = (event: Event): void => {
    const part = new URLSearchParams(location.search).get("part");
    const query = new URLSearchParams({ hall: (event.target as HTMLSelectElement).value, lang: language(), ...(part === null ? {} : { part }) });
    location.assign(`${location.pathname}?${query}`);
  };
  const names = session.hall_names ?? {};
  return html`<select class="staff-top__halls" aria-label=${say(words.hall)} @change=${go}>
    ${session.halls.map((one) => html`<option value=${one} ?selected=${one === code}>${names[one] ? say(names[one]) : one}</option>`)}
  </select>`;
}

/** To the list of all pages. */
export function homeLink(): TemplateResult {
  return html`<a class="staff-link" data-action="home" href="/?lang=${language()}">${say(words.toHome)}</a>`;
}

/** That the page is out of date, and since when: by its feed, or where it has none by the last request. */
export function freshness({ hall }: Framed, told: Standing | Reach): Drawn {
  return "state" in told ? standingStrip(told, hall?.timezone) : reachStrip(told, hall?.timezone);
}

/** What somebody sees whom a page is not for: why, and where their own begins, or how they work without one. */
export function refusedPage(page: Framed, title: Text, why: Text): TemplateResult {
  const place = firstPlace(page.session);
  const elsewhere = place !== null && pageOf(place).path !== location.pathname;
  const role = place === null ? page.session.roles.find((each) => each in words.pageless) : undefined;
  const own = role === undefined ? undefined : words.pageless[role];
  return html`<div class="staff">
    ${staffTop(page, { title: own?.name ?? title, last: own ? homeLink() : nothing })}
    <main class="staff-refused">
      ${own ? html`<p class="notice" data-pageless=${role}>${say(own.work)}</p>` : html`<p class="notice notice--wait">${say(why)}</p>`}
      ${elsewhere ? placeLink(place, page.code, "button") : nothing}
    </main>
  </div>`;
}

/** To another page of staff, in the same hall; `look`: its class. */
export function placeLink(place: Place, code: string, look: string): TemplateResult {
  const { path, name } = pageOf(place);
  return html`<a class=${look} data-to=${place} href="${path}?hall=${code}&lang=${language()}">${say(name)}</a>`;
}
