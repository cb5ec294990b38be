// What the tablet does: asks when its window has finished a ticket, and returns by itself.

import { Asking } from "../review/asking";
import { Refusal, type Http } from "../shared/http";
import { otherLanguage, speak, type Language } from "../shared/language";
import { isElder, setElder, type Shown } from "../shared/page";
import type { Hall } from "../shared/types";
import { after, type TabletState, type ToAsk, type Visit } from "./state";

/** What a tablet is told of where it stands. */
export interface Place {
  readonly hall: string;
  readonly window: number;
  readonly language: Language;
}

/** Untouched for so long it returns; thanks are read sooner. */
const ASK_SECONDS = 60;
const THANKS_SECONDS = 10;
/** Facts come in bursts: one question to the server for all of them. */
const LOOK_AFTER_MS = 100;
const LOOK_AGAIN_MS = 5_000;

export class Tablet {
  asking: Asking | null = null;
  private looking = 0;
  private ending = 0;
  private asked = 0;

  constructor(private readonly shown: Shown<TabletState>, private readonly http: Http, private readonly place: Place) {
    for (const sign of ["pointerdown", "keydown", "input"]) window.addEventListener(sign, () => this.touched(), true);
  }

  private get state(): TabletState {
    return this.shown.state;
  }

  async readHall(): Promise<void> {
    const hall = await this.http.get<Hall>(`/halls/${encodeURIComponent(this.place.hall)}`).catch(() => null);
    if (hall === null) return;
    this.shown.change({ hall });
    this.lookSoon();
  }

  /** Something happened at the window. */
  lookSoon(wait = LOOK_AFTER_MS): void {
    window.clearTimeout(this.looking);
    this.looking = window.setTimeout(() => void this.look(), wait);
  }

  /** Called once a second. */
  tick(): void {
    const { leavingIn } = this.state;
    if (leavingIn === null || this.asking?.state.sending) return;
    if (leavingIn > 1) this.shown.change({ leavingIn: leavingIn - 1 });
    else this.rest();
  }

  /** Back to rest: nothing of what was chosen or typed stays. */
  rest(): void {
    this.asking = null;
    setElder(false);
    speak(this.place.language);
    this.shown.change({ step: "rest", left: this.state.step === "ask", leavingIn: null });
    this.lookSoon();
  }

  /** Asked for by a press: whoever reviewed meanwhile, by phone, is told so. */
  async ask(): Promise<void> {
    const { visit } = this.state;
    if (visit === null) return;
    const asking = await this.begin(visit);
    if (asking?.state.of?.review == null || this.state.visit !== visit) return;
    this.asking = asking;
    this.shown.change({ visit: null, left: false });
    this.thank();
  }

  thank(): void {
    this.shown.change({ step: "thanks", leavingIn: THANKS_SECONDS });
  }

  toggleLanguage(): void {
    speak(otherLanguage().tag);
  }

  toggleElder(): void {
    setElder(!isElder());
    this.shown.change({});
  }

  private async look(): Promise<void> {
    const id = this.state.hall?.windows.find((one) => one.number === this.place.window)?.id;
    if (id === undefined) return;
    const mine = (this.asked += 1);
    try {
      const told = await this.http.get<ToAsk>(`/windows/${encodeURIComponent(id)}/review`);
      if (mine === this.asked) this.hear(told);
    } catch (error) {
      if (error instanceof Refusal && (error.status === 401 || error.status === 403)) this.shown.change({ registered: false });
      else this.lookSoon(LOOK_AGAIN_MS);
    }
  }

  private hear(told: ToAsk): void {
    const before = this.state.visit?.ticket;
    const begun = this.asking !== null && this.asking.state.opinion.rating !== null;
    this.shown.change({ registered: true, ...after(this.state, told, begun) });
    const { visit } = this.state;
    if (visit === null || visit.ticket === before) return;
    window.clearTimeout(this.ending);
    this.ending = window.setTimeout(() => this.lookSoon(), (told.ask_seconds + 1) * 1_000);
    void this.begin(visit);
  }

  private async begin(visit: Visit): Promise<Asking> {
    const asking = new Asking(this.http, visit.ticket, () => this.shown.change({}));
    const of = await asking.read().catch(() => null);
    if (this.state.visit?.ticket !== visit.ticket) return asking;
    if (of === null) this.shown.change({ left: true });
    if (of?.open !== true) return asking;
    this.asking = asking;
    this.shown.change({ step: "ask", left: false, leavingIn: ASK_SECONDS });
    return asking;
  }

  private touched(): void {
    if (this.state.step === "ask") this.shown.change({ leavingIn: ASK_SECONDS });
  }
}
