// Everything the kiosk shows, as one value, and what follows from it. Pure.

import type { Standing } from "../shared/feed";
import type { Bundle, Hall, Service, ServiceList, Ticket } from "../shared/types";

export type Step = "start" | "search" | "choice" | "register" | "issuing" | "ticket" | "refused";
export type Tab = "frequent" | "person" | "organisation" | "bundle" | "collect" | "department";
export type FieldName = "id_number" | "phone" | "name";

/** What a refusal tells and offers; `again` when the same intention may be sent once more. */
export interface Refused {
  readonly sentence: string;
  readonly code: string;
  readonly again: boolean;
}

export interface KioskState {
  readonly step: Step;
  readonly hall: Hall | null;
  readonly services: readonly Service[];
  readonly bundles: readonly Bundle[];
  readonly standing: Standing;
  readonly now: Date;
  readonly registered: boolean;

  readonly tab: Tab;
  readonly department: string | null;
  readonly adding: boolean;
  readonly query: string;

  readonly chosen: readonly string[];
  readonly bundle: string | null;
  readonly needsHelp: boolean;
  readonly form: Readonly<Record<FieldName, string>>;
  readonly problems: Readonly<Partial<Record<FieldName, string>>>;
  readonly field: FieldName;

  readonly slow: boolean;
  readonly ticket: Ticket | null;
  readonly scanned: boolean;
  readonly already: boolean;
  readonly refused: Refused | null;
  /** Seconds until the page returns to the start by itself; null while nobody needs to know. */
  readonly leavingIn: number | null;
}

const EMPTY_FORM: Readonly<Record<FieldName, string>> = { id_number: "", phone: "", name: "" };

/** What a new visitor finds. */
export const FRESH = {
  step: "start" as Step,
  tab: "frequent" as Tab,
  department: null,
  adding: false,
  query: "",
  chosen: [],
  bundle: null,
  needsHelp: false,
  form: EMPTY_FORM,
  problems: {},
  field: "id_number" as FieldName,
  slow: false,
  ticket: null,
  scanned: false,
  already: false,
  refused: null,
  leavingIn: null,
};

export function initial(registered: boolean): KioskState {
  const standing: Standing = { state: "connecting", since: null, problem: null };
  return { ...FRESH, hall: null, services: [], bundles: [], standing, now: new Date(), registered };
}

export function withList(list: ServiceList): Pick<KioskState, "services" | "bundles"> {
  return { services: list.items, bundles: list.bundles };
}

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

export interface Department {
  readonly name: string;
  readonly services: number;
  readonly waiting: number;
}

export function departments(state: KioskState): Department[] {
  const found = new Map<string, Department>();
  for (const { department, waiting } of state.services) {
    const known = found.get(department) ?? { name: department, services: 0, waiting: 0 };
    found.set(department, { name: department, services: known.services + 1, waiting: known.waiting + waiting });
  }
  return [...found.values()];
}

/** The services that will be on the ticket. */
export function errands(state: KioskState): Service[] {
  const bundle = state.bundles.find((each) => each.code === state.bundle);
  const codes = bundle?.services ?? state.chosen;
  return codes.map((code) => find(state, code)).filter((service): service is Service => service !== null);
}

/** True in the last half hour before the hall closes. */
export function closingSoon(state: KioskState): boolean {
  const until = state.hall?.open_until;
  if (!until || !state.hall?.issuing) return false;
  const left = new Date(until).getTime() - state.now.getTime();
  return left > 0 && left <= 30 * 60_000;
}
