// A ticket's slip on the paper of this desk.

import { newKey } from "../shared/http";
import { hasPrinter, print } from "../shared/printer";
import type { Message } from "./state";
import { words } from "./words";

/** Prints it where there is a printer, and says what became of it; tried again it still comes out once. */
export async function printSlip(ticket: { readonly id: string; readonly number: string }, say: (message: Message) => void, key = newKey()): Promise<void> {
  if (!hasPrinter()) return;
  const printed = await print(ticket.id, "slip", key);
  if (printed === "printed") return say({ look: "good", text: words.printed(ticket.number) });
  say({ look: "bad", text: words.notPrinted(printed.problem.detail), again: () => void printSlip(ticket, say, key) });
}
