// What happens on the page of the halls near by: they are read, and read again by distance from where the phone is.

import { sentence, type Http } from "../shared/http";
import { Latest } from "../shared/latest";
import type { Shown } from "../shared/page";
import { whereAmI, type Place } from "../shared/place";
import type { Reach } from "../shared/reach";
import { ReadAloud } from "../shared/read-aloud";
import type { HallList, ServiceList } from "../shared/types";
import type { NearState } from "./state";

/** To about 100 m: enough for distances in kilometres, and all that an address, which proxies log, should say. */
const rough = (degrees: number): string => degrees.toFixed(3);

export class Near {
  readonly reader: ReadAloud;
  private place: Place | null = null;
  private readonly latest = new Latest();

  constructor(private readonly shown: Shown<NearState>, private readonly http: Http, readonly reach: Reach, readonly service: string | null) {
    this.reader = new ReadAloud(() => this.shown.state.halls?.[0]?.code ?? "", () => this.shown.change({}));
  }

  async load(): Promise<void> {
    const isLatest = this.latest.begin();
    const query = new URLSearchParams();
    if (this.service !== null) query.set("service", this.service);
    if (this.place !== null) query.set("near", `${rough(this.place.latitude)},${rough(this.place.longitude)}`);
    try {
      const { items } = await this.http.get<HallList>(`/halls?${query}`);
      this.reach.heard();
      if (!isLatest()) return;
      this.shown.change({ halls: items, located: this.place !== null, problem: null });
      if (this.shown.state.what === null) await this.name(items[0]?.code);
    } catch (error) {
      this.reach.failed(error);
      if (isLatest()) this.shown.change({ problem: sentence(error) });
    }
  }

  /** By distance, if the phone tells where it is. */
  async locate(): Promise<void> {
    if (this.shown.state.busy) return;
    this.shown.change({ busy: true, unplaced: null });
    const place = await whereAmI();
    if (typeof place === "string") this.shown.change({ unplaced: place });
    else {
      this.place = place;
      await this.load();
    }
    this.shown.change({ busy: false });
  }

  private async name(hall: string | undefined): Promise<void> {
    if (this.service === null || hall === undefined) return;
    const { items } = await this.http.get<ServiceList>(`/halls/${encodeURIComponent(hall)}/services`);
    this.shown.change({ what: items.find(({ code }) => code === this.service)?.name ?? null });
  }
}
