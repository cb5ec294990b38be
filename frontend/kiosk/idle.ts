// A kiosk that nobody uses returns to its first page, and warns before it does.

import { isElder, type Shown } from "../shared/page";
import type { Kiosk } from "./kiosk";
import { endsByItself, type KioskState } from "./state";

const IDLE_MS = 60_000;
const WARNING_SECONDS = 15;
const TICKET_AT_LEAST_SECONDS = 20;
/** Left alone for so long (a machine that slept over night), there is nobody to warn. */
const ABANDONED_MS = 10 * 60_000;

/**
 * Watches how long nobody has touched anything. On the ticket page the countdown runs from the start and is always
 * visible; elsewhere a warning appears after 60 s. Any touch or key begins again. `listening`: a page that is being
 * read aloud is being used.
 */
export class Idle {
  private touchedAt = Date.now();

  constructor(
    private readonly shown: Shown<KioskState>,
    private readonly kiosk: Kiosk,
    private readonly listening: () => boolean,
  ) {
    for (const sign of ["pointerdown", "keydown"]) window.addEventListener(sign, (event) => this.touched(event), true);
  }

  /** Whether the first page stands there as the next visitor should find it. */
  get atRest(): boolean {
    const { step, adding, tab, card, scan } = this.shown.state;
    return step === "start" && !adding && tab === "frequent" && card === null && scan === null && !isElder() && this.kiosk.speaksHome;
  }

  /** Milliseconds since anybody touched anything. */
  get quietMs(): number {
    return Date.now() - this.touchedAt;
  }

  /** Called once a second. */
  tick(): void {
    const { step, leavingIn, printing } = this.shown.state;
    if (step === "issuing" || printing === "printing") return;
    if (this.listening()) this.touchedAt = Date.now();
    else if (leavingIn !== null) this.countDown(leavingIn);
    else if (!this.atRest && this.quietMs >= ABANDONED_MS) this.leave();
    else if (!this.atRest && this.quietMs >= IDLE_MS) this.shown.change({ leavingIn: WARNING_SECONDS });
  }

  private countDown(leavingIn: number): void {
    if (leavingIn > 1 && this.quietMs < ABANDONED_MS) return this.shown.change({ leavingIn: leavingIn - 1 });
    this.leave();
  }

  /** Back to the start; after a page that was left in the middle it says why. */
  private leave(): void {
    const midway = !endsByItself(this.shown.state.step);
    this.kiosk.leaveForNext();
    if (midway) this.shown.change({ doing: "left" });
  }

  private touched(event: Event): void {
    this.touchedAt = Date.now();
    if (this.shown.state.doing === "left") this.shown.change({ doing: null });
    // The question itself is answered by its buttons, which would be gone before the finger is lifted.
    if (event.target instanceof Element && event.target.closest(".question")) return;
    const { step, leavingIn } = this.shown.state;
    if (step === "ticket" && leavingIn !== null) this.shown.change({ leavingIn: Math.max(leavingIn, TICKET_AT_LEAST_SECONDS) });
    else if (leavingIn !== null && !endsByItself(step)) this.shown.change({ leavingIn: null });
  }
}
