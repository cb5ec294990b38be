// Card readers and scanners type like a keyboard and end with Enter, anywhere on the page.

/** What came from a reader. */
export type Scanned = { readonly kind: "ticket"; readonly id: string } | { readonly kind: "card"; readonly idNumber: string };

const SLOWEST_KEY_MS = 120;

/** Tells what a reader typed; people's own typing into fields is left alone. */
export function listenToScanner(heard: (scanned: Scanned) => void): void {
  let typed = "";
  let last = 0;
  window.addEventListener("keydown", (event) => {
    if (event.target instanceof HTMLInputElement) return;
    const now = Date.now();
    if (now - last > SLOWEST_KEY_MS) typed = "";
    last = now;
    if (event.key.length === 1) typed += event.key;
    if (event.key !== "Enter") return;
    const scanned = understand(typed);
    typed = "";
    if (scanned === null) return;
    event.preventDefault();
    heard(scanned);
  }, true);
}

/** The address of a ticket, or an identity number of 18 characters. */
export function understand(typed: string): Scanned | null {
  const ticket = /\/t\/([A-Za-z0-9_-]{16,})/.exec(typed)?.[1];
  if (ticket !== undefined) return { kind: "ticket", id: ticket };
  const card = /^(\d{17}[\dXx])$/.exec(typed.trim())?.[1];
  return card === undefined ? null : { kind: "card", idNumber: card.toUpperCase() };
}
