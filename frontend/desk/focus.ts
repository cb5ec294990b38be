// Where the keyboard is: never nowhere. What had the focus may be gone after an action; then it goes home.

/** The part of the page where keys do what the buttons say, and Enter calls the next. */
const HOME = "[data-home]";

export function goHome(from: Element): void {
  const home = from.closest(".desk")?.querySelector<HTMLElement>(HOME);
  if (home) home.focus({ preventScroll: true });
  else if (from instanceof HTMLElement) from.blur();
}

export function isHome(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof HTMLElement && target.matches(HOME));
}

/** After every drawing: a focus that was lost is brought back, into the open form or home. */
export function keepFocus(root: HTMLElement): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  const dialog = root.querySelector("dialog[open]");
  const wanted = dialog ? dialog.querySelector<HTMLElement>("[data-action=confirm], button, input") : root.querySelector<HTMLElement>(HOME);
  wanted?.focus({ preventScroll: true });
}

/** Enter in a form confirms it, unless it presses something else there. */
export function confirmByEnter(event: KeyboardEvent): void {
  if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLElement)) return;
  const { target } = event;
  const longText = target.closest("textarea") !== null && !event.ctrlKey;
  const button = target.closest("button");
  // A usual reason that is chosen already has nothing more to do: the second Enter confirms.
  const chosen = button?.getAttribute("aria-pressed") === "true";
  if (longText || (button && !chosen)) return;
  event.preventDefault();
  (event.currentTarget as HTMLFormElement).requestSubmit();
}
