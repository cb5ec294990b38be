// What the hall offers at this moment, and what was chosen of it. Pure.

import { say } from "../shared/language";
import type { Service } from "../shared/types";
import { words } from "../shared/words";
import type { KioskState, Tab } from "./state";

/** The service a hall hands finished documents out by; a hall without it has no such tile. */
const COLLECT = "collect";

/** Services of the windows of one kind: what "not sure?" and the cannot-get-it-done tile stand for. */
function ofKind(state: KioskState, kind: string): Service | null {
  const codes = state.hall?.windows.find((window) => window.kind === kind && window.services.length === 1)?.services ?? [];
  return find(state, codes[0] ?? null);
}

export const enquiry = (state: KioskState): Service | null => ofKind(state, "enquiry") ?? find(state, "consult");
export const escalation = (state: KioskState): Service | null => ofKind(state, "escalation") ?? find(state, "cannot-get-it-done");
export const collect = (state: KioskState): Service | null => find(state, COLLECT);

/** Windows that hear what could not be done, where no ticket is given for it. */
export function escalationWindows(state: KioskState): number[] {
  return (state.hall?.windows ?? []).filter((window) => window.kind === "escalation").map((window) => window.number);
}

export function find(state: KioskState, code: string | null): Service | null {
  return state.services.find((service) => service.code === code) ?? null;
}

export function tabs(state: KioskState): Tab[] {
  const all: Tab[] = ["frequent", "person", "organisation", "bundle", "collect", "department"];
  return all.filter((tab) => {
    if (tab === "bundle") return state.bundles.length > 0 && !state.adding;
    if (tab === "collect") return collect(state) !== null;
    if (tab === "frequent" || tab === "department") return true;
    return state.services.some((service) => service.audience.includes(tab));
  });
}

/** The services of the chosen tab; the ones with a tile of their own stay out of all lists but the departments'. */
export function listed(state: KioskState): readonly Service[] {
  const { tab, department } = state;
  if (tab === "department") return state.services.filter((service) => service.department === department);
  const own = new Set([enquiry(state)?.code, escalation(state)?.code, COLLECT]);
  const services = state.adding ? state.services : state.services.filter((service) => !own.has(service.code));
  if (tab === "person" || tab === "organisation") return services.filter((service) => service.audience.includes(tab));
  const frequent = services.filter((service) => service.frequent);
  return frequent.length > 0 ? frequent : services;
}

/** How many a ticket taken now would have ahead, as it will say itself; of a service nobody works at, who waits for it. */
export function before({ waiting, ahead, open_windows }: Service): number {
  return open_windows === 0 ? waiting : ahead;
}

/** The same in words, for somebody or more. */
export function queueWords(service: Service): string {
  const people = before(service);
  return say(service.open_windows === 0 ? words.waiting(people) : words.aheadNow(people));
}

export interface Department {
  readonly name: string;
  readonly services: number;
}

export function departments(state: KioskState): Department[] {
  const found = new Map<string, Department>();
  for (const { department } of state.services) {
    const known = found.get(department) ?? { name: department, services: 0 };
    found.set(department, { name: department, services: known.services + 1 });
  }
  return [...found.values()];
}

/** The services that will be on the ticket. */
export function errands(state: KioskState): Service[] {
  const bundle = state.bundles.find((each) => each.code === state.bundle);
  return named(state, bundle?.services ?? state.chosen);
}

export function named(state: KioskState, codes: readonly string[]): Service[] {
  return codes.map((code) => find(state, code)).filter((service): service is Service => service !== null);
}

/** What cannot be chosen again: it is on the ticket, or on the principal's list, already. */
export function taken(state: KioskState): readonly string[] {
  if (!state.adding) return [];
  return state.principals.length > 0 ? (state.principals[state.at]?.services ?? []) : state.chosen;
}

/** True in the last half hour before the hall closes. */
export function closingSoon(state: KioskState): boolean {
  const until = state.hall?.open_until;
  if (!until || !state.hall?.issuing) return false;
  const left = new Date(until).getTime() - state.now.getTime();
  return left > 0 && left <= 30 * 60_000;
}
