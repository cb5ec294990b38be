// The bar above one window: one feed, the state it tells, and the dots drawn from it.

import { render } from "lit";

import { Feed } from "../shared/feed";
import { Http } from "../shared/http";
import { onLanguage } from "../shared/language";
import type { PageConfig } from "../shared/page";
import type { Fact, Hall, Snapshot } from "../shared/types";
import { dotsOf, loadDots } from "./dots";
import { linesOf, type Line } from "./lines";
import { placesOf } from "./scroll";
import { afterFact, afterSnapshot, afterTime, blinks, nothingYet, type LedState, type Said, type WindowNow } from "./state";
import { drawLed, type Bar, type Moment } from "./view";

export interface LedPage extends PageConfig {
  readonly hall: string;
  readonly window: number;
  /** How many signs of 16 dots the bar is wide. */
  readonly chars: number;
  readonly rows: 1 | 2;
}

interface LedSnapshot extends Snapshot {
  readonly windows: readonly WindowNow[];
}

const SIGN = 16;
const HALL_AGAIN_MS = 10 * 60_000;

export class Led {
  private state: LedState = nothingYet;
  private readonly still = window.matchMedia("(prefers-reduced-motion: reduce)");
  private readonly http = new Http();
  private said = "";
  private saidSince = 0;
  private drawn = "";

  constructor(private readonly root: HTMLElement, private readonly page: LedPage) {
    root.textContent = "";
    onLanguage(() => this.draw());
  }

  start(): void {
    const { hall, window: number } = this.page;
    new Feed<LedSnapshot>({
      namespace: "/display",
      auth: { hall, window: number },
      snapshot: ({ windows }) => this.change(afterSnapshot(this.state, windows.find((one) => one.number === number))),
      fact: (fact) => this.hear(fact),
      standing: (standing) => this.change({ ...this.state, standing }),
    }).start();
    void loadDots().then(() => this.change({ ...this.state, ready: true }));
    void this.readHall();
    window.setInterval(() => void this.readHall(), HALL_AGAIN_MS);
    const frame = (): void => {
      this.draw();
      window.requestAnimationFrame(frame);
    };
    frame();
  }

  private hear(fact: Fact): void {
    this.change(afterFact(this.state, fact as Said, Date.now()));
  }

  /** The hall's time zone, in which a pause ends. */
  private async readHall(): Promise<void> {
    const hall = await this.http.get<Hall>(`/halls/${this.page.hall}`).catch(() => null);
    if (hall !== null) this.change({ ...this.state, timezone: hall.timezone });
  }

  private change(state: LedState): void {
    this.state = state;
    this.draw();
  }

  private draw(): void {
    const now = Date.now();
    this.state = afterTime(this.state, now);
    const lines = linesOf(this.state, this.page.rows);
    const said = lines.map((line) => line.text).join("\n");
    if (said !== this.said) [this.said, this.saidSince] = [said, now];
    const moment: Moment = { elapsed: now - this.saidSince, blinking: blinks(this.state, now), still: this.still.matches };
    const { window: number, chars, rows } = this.page;
    const bar = { window: number, width: chars * SIGN, rows };
    const picture = pictureOf(this.state, bar, lines, moment);
    if (picture === this.drawn) return;
    this.drawn = picture;
    render(drawLed(this.state, bar, lines, moment), this.root);
  }
}

/** Everything that shows, as one string: most frames are like the one before, and cost nothing. */
function pictureOf({ ready, standing, doing }: LedState, { width }: Bar, lines: readonly Line[], { elapsed, blinking, still }: Moment): string {
  const places = lines.map(({ text }) => (ready ? placesOf(dotsOf(text).length, width, elapsed, still) : []));
  return JSON.stringify([ready, standing, doing?.kind, blinking, lines, places]);
}
