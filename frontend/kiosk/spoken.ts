// A page in plain sentences, for whoever would rather listen, and what a screen reader is told without being asked. Pure.

import { band, clockTime, longDate, sameDay } from "../shared/format";
import { say, type Text } from "../shared/language";
import type { Bundle, Service, Ticket } from "../shared/types";
import { words } from "../shared/words";
import { kioskWords } from "../generated/kiosk";
import { reviewWords } from "../generated/review";
import type { Asked } from "../review/asking";
import { levelOf, tagsFor } from "../review/opinion";
import { before, closingSoon, departments, enquiry, errands, escalation, escalationWindows, listed, named, queueWords } from "./offer";
import { noneOpen } from "../shared/open-windows";
import { search } from "../shared/search";
import { helpSentences } from "./help";
import type { KioskState } from "./state";

const aloud = kioskWords.aloud;
/** So many choices one can still keep apart by ear. */
const MOST_CHOICES = 12;

/** Everything that is to be read on the page at hand, a sentence each; never what a visitor typed or a card held. */
export function pageSentences(state: KioskState, asked: Asked | undefined): string[] {
  if (state.step === "start") return startSentences(state);
  if (state.step === "search") return [say(kioskWords.searchTitle), say(kioskWords.searchHint), ...choices(found(state))];
  if (state.step === "choice") return choiceSentences(state);
  if (state.step === "register") return [say(kioskWords.registerTitle), say(kioskWords.privacy), say(aloud.registerWays)];
  if (state.step === "principal") return [say(kioskWords.agent.principal({ n: state.at + 1 })), say(aloud.principal)];
  if (state.step === "agency") return agencySentences(state);
  if (state.step === "check_in") return [say(kioskWords.checkIn.title), state.coming.told ?? state.coming.problem ?? say(kioskWords.checkIn.lead)];
  if (state.step === "cannot") return cannotSentences(state);
  if (state.step === "help") return helpSentences(state);
  if (state.step === "scanned" && state.scan) return [say(state.scan.message)];
  if (state.step === "ticket" && state.ticket) return ticketSentences(state, state.ticket);
  if (state.step === "review") return ratingSentences(asked);
  if (state.step === "thanks") return [say(reviewWords.thanks)];
  if (state.step === "refused" && state.refused) return [say(kioskWords.refusedTitle), state.refused.sentence];
  return [say(kioskWords.issuing)];
}

/** What happened, in a sentence for those who do not see it. */
export function announced({ step, ticket, printing }: KioskState): string {
  if (step !== "ticket" || ticket === null) return "";
  const ahead = ticket.state === "waiting" && ticket.ahead !== null ? say(words.ahead(ticket.ahead)) : say(words.states[ticket.state]);
  const paper = printing === "printed" ? say(kioskWords.printed) : "";
  return [say(aloud.number({ number: ticket.number })), ahead, paper].filter(Boolean).join(" ");
}

/** Where one goes with what could not be done, at a hall that gives no number for it. */
export function cannotWhere(state: KioskState): string {
  const windows = escalationWindows(state);
  return say(windows.length > 0 ? kioskWords.cannot.window({ windows: say(words.windows(windows)) }) : kioskWords.cannot.desk);
}

/** What a visitor is to do; the cause, for the staff, stands below it. */
export function printerFault(code: string | undefined, number: string): Text {
  return code === "paper_out" || code === "printer_dead" ? kioskWords.printerDead({ number }) : kioskWords.printerAway({ number });
}

/** When the hall gives numbers again; null while it is open. */
export function opensWhen({ now, hall }: KioskState): string | null {
  if (hall === null || hall.opens_at === null) return null;
  const time = clockTime(hall.opens_at, hall.timezone);
  const when = sameDay(now, hall.opens_at, hall.timezone)
    ? say(kioskWords.opensToday({ time }))
    : say(kioskWords.opensOn({ day: longDate(hall.opens_at, hall.timezone), time }));
  return say(kioskWords.opensAt({ when }));
}

function startSentences(state: KioskState): string[] {
  if (state.hall === null) return [say(words.loading)];
  if (!state.hall.issuing) return [say(kioskWords.closedTitle), opensWhen(state) ?? ""].filter(Boolean);
  const question = say(state.adding ? kioskWords.questionMore : kioskWords.question);
  const soon = closingSoon(state) ? [say(kioskWords.closingSoon)] : [];
  const card = state.card === null ? [] : [say(state.card.message)];
  return [question, ...card, ...soon, ...choices(tiles(state)), ...(state.adding ? [] : helpers(state))];
}

type Tile = Service | Bundle | string;

function tiles(state: KioskState): readonly Tile[] {
  if (state.tab === "bundle") return state.bundles;
  if (state.tab === "department" && state.department === null) return departments(state).map(({ name }) => name);
  return listed(state);
}

function found(state: KioskState): readonly Tile[] {
  const { services, bundles } = search(state.query, state.services, state.adding ? [] : state.bundles);
  return [...services, ...bundles];
}

function choices(all: readonly Tile[]): string[] {
  const told = all.slice(0, MOST_CHOICES).map((tile, at) => say(aloud.choice({ n: at + 1, what: tileWords(tile) })));
  return all.length > MOST_CHOICES ? [...told, say(aloud.more({ n: all.length - MOST_CHOICES }))] : told;
}

function tileWords(tile: Tile): string {
  if (typeof tile === "string") return tile;
  return [say(tile.name), ...("waiting" in tile ? [queueSaid(tile)] : [])].join(say(aloud.comma));
}

function queueSaid(service: Service): string {
  if (!service.available) return say(service.reason ?? kioskWords.unavailable);
  if (before(service) === 0) return say(service.open_windows === 0 ? kioskWords.noWindow : kioskWords.noWaiting);
  const people = queueWords(service);
  if (service.open_windows === 0) return [people, say(kioskWords.noWindow)].join(say(aloud.comma));
  return service.wait ? [people, band(service.wait)].join(say(aloud.comma)) : people;
}

function helpers(state: KioskState): string[] {
  const desk = enquiry(state);
  const others = [say(kioskWords.agent.entry), say(escalation(state)?.name ?? kioskWords.cannot.title)];
  return [...(desk ? [say(aloud.dontKnow({ name: say(desk.name) }))] : []), say(aloud.also({ what: others.join(say(aloud.comma)) }))];
}

function choiceSentences(state: KioskState): string[] {
  const services = errands(state);
  const bundle = state.bundles.find((each) => each.code === state.bundle);
  const what = bundle ? say(bundle.name) : services.map((service) => say(service.name)).join(say(words.between));
  const bring = services.flatMap((service) => service.materials.map((material) => say(material)));
  return [
    say(aloud.chosen({ what })),
    ...services.map((service) => `${say(service.name)}${say(aloud.comma)}${queueSaid(service)}`),
    ...(bring.length > 0 ? [say(aloud.bring({ what: [...new Set(bring)].join(say(words.between)) }))] : []),
    ...(closingSoon(state) ? [say(kioskWords.closingSoon)] : []),
    say(state.card === null ? aloud.ways : aloud.cardWays),
    say(kioskWords.green),
  ];
}

function agencySentences(state: KioskState): string[] {
  const each = state.principals.map(({ services }, at) => {
    const what = named(state, services).map((service) => say(service.name)).join(say(words.between));
    return say(aloud.principalFor({ n: at + 1, what }));
  });
  return [say(kioskWords.agent.title), ...each, say(aloud.agencyWays)];
}

function cannotSentences(state: KioskState): string[] {
  return [say(kioskWords.cannot.title), cannotWhere(state)];
}

function ticketSentences(state: KioskState, ticket: Ticket): string[] {
  const waiting = ticket.state === "waiting";
  const away = waiting && noneOpen(ticket.windows, state.hall);
  return [
    say(aloud.number({ number: ticket.number })),
    ticket.errands.map((errand) => say(errand.name)).join(say(words.between)),
    ...(state.scan ? [say(state.scan.message)] : []),
    ...(waiting && ticket.ahead !== null && state.scan?.aheadTold !== true ? [say(words.ahead(ticket.ahead))] : []),
    ...(waiting && ticket.needs_help ? [say(words.withHelp)] : []),
    ...(away ? [say(words.noneOpen)] : []),
    ...(waiting && !away && ticket.wait ? [`${say(kioskWords.bandLabel)}${say(aloud.comma)}${band(ticket.wait)}`] : []),
    ...(waiting && !away && ticket.windows.length > 0 ? [say(aloud.windows({ windows: say(words.windows(ticket.windows)) }))] : []),
    ...(state.printing === "failed" ? [say(printerFault(state.printProblem?.code, ticket.number))] : []),
    say(kioskWords.remember),
    say(state.printing === "printed" ? kioskWords.slip : kioskWords.missedByPhone),
  ];
}

function ratingSentences(asked: Asked | undefined): string[] {
  const of = asked?.of ?? null;
  if (asked === undefined || of === null) return [say(words.loading)];
  const level = levelOf(of, asked.opinion.rating);
  if (level === null) return [say(reviewWords.title), say(reviewWords.lead), ...of.levels.map(({ name }) => say(name))];
  const lead = say(level.bad ? reviewWords.whyTags : reviewWords.what);
  return [say(level.name), lead, ...tagsFor(of, level.rating).map(({ name }) => say(name))];
}
