// Which windows work at this moment, as the hall tells. Pure.

import type { Hall } from "./types";

/** The numbers of the open windows that do a service, in order. */
export function openFor(service: string, hall: Hall): number[] {
  const open = hall.windows.filter((window) => window.state === "open" && window.services.includes(service));
  return open.map((window) => window.number).sort((a, b) => a - b);
}

/** Whether none of these windows is open; false where that is not known. */
export function noneOpen(numbers: readonly number[], hall: Hall | null): boolean {
  if (hall === null) return false;
  const open = new Set(hall.windows.filter((window) => window.state === "open").map((window) => window.number));
  return !numbers.some((number) => open.has(number));
}
