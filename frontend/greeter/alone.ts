// Whom nobody accompanies yet. Pure.

import type { GreeterState } from "./state";

/** How many ask for help, here or anywhere, whom nobody accompanies yet. */
export function unaccompanied({ helped, requests }: Pick<GreeterState, "helped" | "requests">): number {
  const here = new Set(helped.map(({ id }) => id));
  const others = requests.filter((one) => one.state === "requested" && !here.has(one.ticket?.id ?? ""));
  return helped.filter((ticket) => !ticket.accompanied_by).length + others.length;
}
