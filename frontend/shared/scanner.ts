// Scanners and card readers type like a keyboard, much faster than people, and end with Enter: heard anywhere on a page.

/** Between two keys of a reader; nobody types a whole code this fast. */
const SLOWEST_KEY_MS = 100;
/** An identity number has 18 characters, a slip's address more. */
const SHORTEST_CODE = 15;

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * Tells every code that was scanned, wherever the focus was; a field that the reader typed into gets back what stood
 * there before. Answers how to stop listening.
 */
export function listenForCodes(heard: (code: string) => void): () => void {
  let typed = "";
  let last = 0;
  let field: Field | null = null;
  let before = "";

  const begin = (target: EventTarget | null): void => {
    typed = "";
    field = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
    before = field?.value ?? "";
  };
  const listen = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.key === "Shift") return;
    if (event.timeStamp - last > SLOWEST_KEY_MS) begin(event.target);
    last = event.timeStamp;
    if (event.key.length === 1) typed += event.key;
    else if (event.key === "Tab" && typed.length > 1 && !event.repeat) {
      typed += "\t"; // some readers go on to the next field between name and number
      event.preventDefault();
    } else if (event.key === "Enter" && typed.trim().length >= SHORTEST_CODE) {
      event.preventDefault();
      event.stopImmediatePropagation();
      restore(field, before);
      const code = typed.trim();
      begin(null);
      heard(code);
    } else if (event.key === "Enter") typed = ""; // somebody's own: Tab is theirs again, however quick they are
  };
  window.addEventListener("keydown", listen, true);
  return () => window.removeEventListener("keydown", listen, true);
}

function restore(field: Field | null, value: string): void {
  if (field === null || field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The identity number among what a reader typed, if it is an identity card. */
export function idNumberIn(code: string): string | null {
  const found = /(?:^|[^0-9A-Za-z])(\d{17}[\dXx])(?![0-9A-Za-z])/.exec(code)?.[1];
  return found === undefined ? null : found.toUpperCase();
}
