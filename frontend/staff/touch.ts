// When a hand was last on this page: a key, the mouse, a finger.

const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

let last = Date.now();

/** Begins to notice hands. */
export function watchHands(): void {
  for (const sign of SIGNS) window.addEventListener(sign, () => (last = Date.now()), { capture: true, passive: true });
}

/** For how many milliseconds nobody has touched the page. */
export function idleMs(): number {
  return Date.now() - last;
}
