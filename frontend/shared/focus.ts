// Where the keyboard is: never nowhere. What had the focus may be gone after an action; then what stands nearest has it.

const FOCUSABLE = "button:not(:disabled), a[href], input:not(:disabled), select:not(:disabled), summary, [tabindex]";
/** A button rests while its own press is answered; it keeps the focus for so long. */
const ANSWERED_WITHIN_MS = 1_500;

/**
 * Moves the focus as soon as what was changed is drawn (`Shown` draws in a microtask asked for before this one).
 * Not a moment later: whoever types on at once would type into what had the focus before.
 */
export function focusOn(selector: string): void {
  queueMicrotask(() => document.querySelector<HTMLElement>(selector)?.focus());
}

/** Remembers where the focus is in `root`, and brings back one that a drawing took away. */
export class FocusKept {
  private chain: HTMLElement[] = [];
  private lostAt = 0;

  constructor(private readonly root: HTMLElement) {
    root.addEventListener("focusin", (event) => this.note(event.target));
    // Who clicks on nothing, or leaves the page, has put the focus away.
    root.addEventListener("pointerdown", () => (this.chain = []));
  }

  /** Called after every drawing. */
  keep(): void {
    if (document.activeElement !== null && document.activeElement !== document.body) return void (this.lostAt = 0);
    const [last] = this.chain;
    if (last === undefined) return;
    this.lostAt ||= Date.now();
    if (usable(last)) return last.focus({ preventScroll: true });
    if (last.isConnected && isDrawn(last) && Date.now() - this.lostAt < ANSWERED_WITHIN_MS) return;
    this.nearest()?.focus({ preventScroll: true });
  }

  private nearest(): HTMLElement | undefined {
    for (const ancestor of this.chain.filter((each) => each.isConnected)) {
      const found = [...ancestor.querySelectorAll<HTMLElement>(FOCUSABLE)].find(usable);
      if (found) return found;
    }
    return undefined;
  }

  private note(target: EventTarget | null): void {
    this.chain = [];
    for (let one = target as HTMLElement | null; one !== null && this.root.contains(one); one = one.parentElement) this.chain.push(one);
  }
}

function usable(one: HTMLElement): boolean {
  return one.isConnected && one.matches(FOCUSABLE) && isDrawn(one) && getComputedStyle(one).visibility === "visible";
}

/** `checkVisibility` came with the browsers of 2022 and 2024: phones are older. */
function isDrawn(one: HTMLElement): boolean {
  return one.getClientRects().length > 0;
}
