// A kiosk that nobody uses returns to its first page, and warns before it does.

import { isElder, type Shown } from "../shared/page";
import type { Kiosk } from "./kiosk";
import type { KioskState } from "./state";

const IDLE_SECONDS = 60;
const WARNING_SECONDS = 15;
const TICKET_AT_LEAST_SECONDS = 20;

/**
 * Counts the seconds nobody touches anything. On the ticket page the countdown runs from the start and is always
 * visible; elsewhere a warning appears after 60 s. Any touch or key begins again.
 */
export class Idle {
  private untouched = 0;

  constructor(private readonly shown: Shown<KioskState>, private readonly kiosk: Kiosk) {
    for (const sign of ["pointerdown", "keydown"]) window.addEventListener(sign, (event) => this.touched(event), true);
  }

  /** Called once a second. */
  tick(): void {
    const { step, adding, tab, leavingIn } = this.shown.state;
    if (step === "issuing") return;
    if (leavingIn !== null) return this.countDown(leavingIn);
    const atRest = step === "start" && !adding && tab === "frequent" && !isElder() && this.kiosk.speaksHome;
    this.untouched = atRest ? 0 : this.untouched + 1;
    if (this.untouched >= IDLE_SECONDS) this.shown.change({ leavingIn: WARNING_SECONDS });
  }

  private countDown(leavingIn: number): void {
    if (leavingIn > 1) return this.shown.change({ leavingIn: leavingIn - 1 });
    this.untouched = 0;
    this.kiosk.leaveForNext();
  }

  private touched(event: Event): void {
    this.untouched = 0;
    // The question itself is answered by its buttons, which would be gone before the finger is lifted.
    if (event.target instanceof Element && event.target.closest(".question")) return;
    const { step, leavingIn } = this.shown.state;
    if (step === "ticket" && leavingIn !== null) this.shown.change({ leavingIn: Math.max(leavingIn, TICKET_AT_LEAST_SECONDS) });
    else if (leavingIn !== null) this.shown.change({ leavingIn: null });
  }
}
