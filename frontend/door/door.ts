// What the screen at the door does: have a new code before the old one is over, and say so when it cannot.

import { readHall } from "../shared/hall";
import { Refusal, sentence, type Http } from "../shared/http";
import type { Shown } from "../shared/page";
import type { Reach } from "../shared/reach";
import { shownFrom, type DoorCode, type DoorState } from "./state";

const AGAIN_MS = 2_000;
const HALL_AGAIN_MS = 20_000;
const SHORTEST_MS = 500;

export interface DoorPlace {
  readonly hall: string;
  readonly service: string | null;
}

export class Door {
  constructor(private readonly shown: Shown<DoorState>, private readonly http: Http, readonly reach: Reach, private readonly place: DoorPlace) {}

  private get path(): string {
    return `/halls/${encodeURIComponent(this.place.hall)}`;
  }

  start(): void {
    void this.renew();
    void this.look();
  }

  /** Called four times a second: codes run out, and the seconds are counted. */
  tick(): void {
    this.shown.change({ now: Date.now() });
  }

  private async renew(): Promise<void> {
    window.setTimeout(() => void this.renew(), await this.ask());
  }

  /** Asks for the code; in how many ms to ask again. */
  private async ask(): Promise<number> {
    const { service } = this.place;
    const query = service === null ? "" : `?service=${encodeURIComponent(service)}`;
    try {
      const code = shownFrom(await this.http.get<DoorCode>(`${this.path}/door-code${query}`), Date.now());
      this.reach.heard();
      this.shown.change({ code, registered: "yes", problem: null, now: Date.now() });
      return Math.max(SHORTEST_MS, code.changesAt - Date.now());
    } catch (error) {
      this.reach.failed(error);
      if (!(error instanceof Refusal)) return AGAIN_MS;
      const unregistered = error.status === 401 || error.status === 403;
      this.shown.change({ code: null, registered: unregistered ? "unregistered" : "yes", problem: sentence(error) });
      return (error.retryAfterSeconds ?? 0) * 1_000 + AGAIN_MS;
    }
  }

  private async look(): Promise<void> {
    try {
      const { hall, list } = await readHall(this.http, this.place.hall);
      this.reach.heard();
      this.shown.change({ hall, services: list.items });
    } catch (error) {
      this.reach.failed(error);
    }
    window.setTimeout(() => void this.look(), HALL_AGAIN_MS);
  }
}
