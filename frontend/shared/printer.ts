// The printer beside this device, if it has one: `hall print` listens on this machine, and a page asks it to print.
//
// A page opened once with #printer=9180 in its address (beside others: #token=…&printer=9180) remembers that port on
// this device; #printer=off forgets it. Without a printer there is no paper here, and pages say nothing of paper.

import { newKey } from "./http";
import type { Text } from "./language";
import { remembered } from "./page";

export type Document = "slip" | "notice" | "refusal";

/** Why nothing came out: `code` is stable (paper_out, printer_dead, …), `detail` is for who looks after the printer. */
export interface PrintProblem {
  readonly code: string;
  readonly detail: Text;
}

export type Printing = "printed" | { readonly problem: PrintProblem };

const REMEMBERED = "printer";
/** Longer than the agent's own patience: 15 s for the server, 20 s and more for a slow printer. */
const PATIENCE_MS = 45_000;

const ABSENT: PrintProblem = {
  code: "no_agent",
  detail: { zh: "本机的打印服务没有运行", en: "The printing agent on this machine is not running" },
};

/** Reads the page's address, as soon as this module is there: before anything takes the fragment away. */
function learnPrinter(fragment: string): void {
  const given = new URLSearchParams(fragment.slice(1)).get("printer");
  if (given === null) return;
  const port = Number(given);
  remembered.set(REMEMBERED, Number.isInteger(port) && port > 0 && port < 65_536 ? String(port) : null);
}

/** Whether paper can come out here. */
export function hasPrinter(): boolean {
  return port() !== null;
}

/** Prints a document in its ticket's language; the same `key` prints once, however often it is asked. Never throws. */
export async function print(ticket: string, what: Document, key: string = newKey()): Promise<Printing> {
  const at = port();
  if (at === null) return { problem: ABSENT };
  const waiting = new AbortController();
  const late = window.setTimeout(() => waiting.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(`http://127.0.0.1:${at}/print`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify({ ticket, what }),
      credentials: "omit",
      signal: waiting.signal,
    });
    if (answer.ok) return "printed";
    return { problem: (await answer.json()) as PrintProblem };
  } catch {
    return { problem: ABSENT };
  } finally {
    window.clearTimeout(late);
  }
}

/** Where a document opens as a PDF, for a device without a printer of its own. */
export function pdfOf(ticket: string, what: Document): string {
  return `/api/v1/tickets/${encodeURIComponent(ticket)}/${what}.pdf`;
}

function port(): string | null {
  return remembered.get(REMEMBERED);
}

learnPrinter(location.hash);
