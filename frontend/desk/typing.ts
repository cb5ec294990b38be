/** Keys inside a form that lies over the desk: nothing that is typed there vanishes. */

export interface Numbered {
  readonly id: string;
  readonly number: number;
}

/** The digit of a key, on either block; null for any other key, and where a text is being typed. */
export function digitOf(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.altKey || event.metaKey || inText(event.target)) return null;
  return /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1] ?? null;
}

/**
 * The window whose number has been typed so far: what was typed and this digit, or the digit alone.
 * `target` is empty until a window has just this number; a digit that begins none chooses none.
 */
export function typedWindow(typed: string, digit: string, windows: readonly Numbered[]): { typed: string; target: string } {
  for (const number of [typed + digit, digit]) {
    const possible = windows.filter((one) => String(one.number).startsWith(number));
    if (possible.length > 0) return { typed: number, target: possible.find((one) => String(one.number) === number)?.id ?? "" };
  }
  return { typed: "", target: "" };
}

/** A letter typed on a button or a choice goes into the field beside it, or the first one of the form. */
export function typeInto(event: KeyboardEvent): void {
  const { target, key } = event;
  // While an input method composes, the key is only named "Process".
  const letter = key === "Process" || (key.length === 1 && !/[\s\d-]/.test(key));
  if (!letter || event.ctrlKey || event.altKey || event.metaKey || inText(target)) return;
  if (!(target instanceof HTMLElement) || target.closest("select")) return;
  const part = target.closest("[data-place]") ?? (event.currentTarget as HTMLElement);
  part.querySelector<HTMLElement>("textarea, [name=reason]")?.focus();
}

function inText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("textarea, input:not([type=radio], [type=checkbox])") !== null;
}
