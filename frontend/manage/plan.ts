/**
 * Moving windows to where people wait: what a manager has in mind, and what it would change. Pure.
 *
 * A draft holds only differences from the board; choosing a thing back removes it from the draft. The preview counts
 * windows and people: how long that takes is the what-if's business.
 */

import type { Text } from "../shared/language";
import type { WindowKind, WindowState } from "../shared/types";
import type { Allocation, Board, BoardWindow } from "../staff/shapes";

export type Draft = ReadonlyMap<string, Allocation>;

/** Whether all, some or none of the chosen windows do a service. */
export type Share = "all" | "some" | "none";

export interface PreviewRow {
  readonly service: string;
  readonly name: Text;
  readonly waiting: number;
  readonly before: number;
  readonly after: number;
}

type Changes = { services?: readonly string[]; kind?: WindowKind; state?: WindowState };

/** The window as the draft would have it. */
export function planned(window: BoardWindow, draft: Draft): BoardWindow {
  return { ...window, ...given(draft.get(window.id)) };
}

/** Turns a service on or off for every chosen window. */
export function allot(board: Board, draft: Draft, chosen: ReadonlySet<string>, service: string, on: boolean): Draft {
  return change(board, draft, chosen, (window) => {
    const others = window.services.filter((one) => one !== service);
    return { services: on ? [...others, service] : others };
  });
}

/** Changes kind or state, or the services, of every chosen window. */
export function change(board: Board, draft: Draft, chosen: ReadonlySet<string>, how: (window: BoardWindow) => Changes): Draft {
  const next = new Map(draft);
  for (const window of board.windows.filter((one) => chosen.has(one.id))) {
    const wanted = { ...given(next.get(window.id)), ...how(planned(window, draft)) };
    keep(next, window, wanted);
  }
  return next;
}

/** A saved allocation as a draft: what is so already is left out. */
export function fromAllocations(board: Board, allocations: readonly Allocation[]): Draft {
  const draft = new Map<string, Allocation>();
  for (const allocation of allocations) {
    const window = board.windows.find((one) => one.id === allocation.window);
    if (window) keep(draft, window, { ...given(allocation), ...resolved(board, allocation.services) });
  }
  return draft;
}

/** What would put everything back as the board has it now. */
export function inverse(board: Board, draft: Draft): Allocation[] {
  return board.windows
    .filter((window) => draft.has(window.id))
    .map((window) => {
      const { services, kind, state } = given(draft.get(window.id));
      return {
        window: window.id,
        ...(services ? { services: window.services } : {}),
        ...(kind ? { kind: window.kind } : {}),
        ...(state ? { state: window.state } : {}),
      };
    });
}

export function shareOf(board: Board, draft: Draft, chosen: ReadonlySet<string>, service: string): Share {
  const windows = board.windows.filter((one) => chosen.has(one.id)).map((one) => planned(one, draft));
  const doing = windows.filter((one) => one.services.includes(service)).length;
  return doing === 0 ? "none" : doing === windows.length ? "all" : "some";
}

/** Open windows of each service before and after; every service, so that a table can show them in place. */
export function preview(board: Board, draft: Draft): PreviewRow[] {
  const after = board.windows.map((window) => planned(window, draft));
  const open = (windows: readonly BoardWindow[], service: string): number =>
    windows.filter((one) => one.state === "open" && one.services.includes(service)).length;
  return board.queues.map(({ service, name, waiting }) => ({
    service,
    name,
    waiting,
    before: open(board.windows, service),
    after: open(after, service),
  }));
}

/** Services that would be left with people waiting and nobody to serve them. */
export function stranded(rows: readonly PreviewRow[]): PreviewRow[] {
  return rows.filter((row) => row.waiting > 0 && row.after === 0 && row.before > 0);
}

function given(allocation: Allocation | undefined): Changes {
  const { services, kind, state } = allocation ?? {};
  return { ...(services ? { services } : {}), ...(kind ? { kind } : {}), ...(state ? { state } : {}) };
}

function keep(draft: Map<string, Allocation>, window: BoardWindow, wanted: Changes): void {
  const { services, kind, state } = wanted;
  const allocation = {
    window: window.id,
    ...(services && !same(services, window.services) ? { services: [...services].sort() } : {}),
    ...(kind && kind !== window.kind ? { kind } : {}),
    ...(state && state !== window.state ? { state } : {}),
  };
  if (Object.keys(allocation).length > 1) draft.set(window.id, allocation);
  else draft.delete(window.id);
}

/** A saved allocation may say `*` and `!code`; here it is the services themselves. */
function resolved(board: Board, patterns: readonly string[] | undefined): Changes {
  if (!patterns) return {};
  const all = board.queues.map((queue) => queue.service);
  const without = new Set(patterns.filter((one) => one.startsWith("!")).map((one) => one.slice(1)));
  const named = patterns.filter((one) => one !== "*" && !one.startsWith("!"));
  const services = patterns.includes("*") ? all.filter((one) => !without.has(one)) : named;
  return { services };
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((service) => other.includes(service));
}
