// Where one would be called sooner: offered where the wait is long, with what the way costs taken off.

import { html, nothing } from "lit";

import { takeWords } from "../generated/take";
import { band } from "./format";
import type { Http } from "./http";
import { language, say } from "./language";
import { Latest } from "./latest";
import type { Drawn } from "./pieces";
import type { HallSummary, Wait } from "./types";

interface ElsewhereHall extends HallSummary {
  readonly saves_minutes: number;
}

interface ElsewhereAnswer {
  readonly wait: Wait | null;
  readonly items: readonly ElsewhereHall[];
}

/** The server says what is long; a shorter wait than this it need not be asked about. */
const ASK_FROM_MINUTES = 30;
const AGAIN_MS = 60_000;
const MOST = 2;

export class Elsewhere {
  private answer: ElsewhereAnswer | null = null;
  private service = "";
  private askedAt = -Infinity;
  private readonly latest = new Latest();

  constructor(private readonly http: Http, private readonly changed: () => void) {}

  /** Looks once a minute while the wait is long; `wait` null: nobody can say. What cannot be read is offered by nobody. */
  async look(hall: string, service: string, wait: Wait | null): Promise<void> {
    if (wait !== null && wait.p50_minutes < ASK_FROM_MINUTES) return this.forget();
    if (service === this.service && Date.now() - this.askedAt < AGAIN_MS) return;
    // What was answered for another matter is not offered for this one.
    if (service !== this.service) this.answer = null;
    [this.service, this.askedAt] = [service, Date.now()];
    const path = `/halls/${encodeURIComponent(hall)}/elsewhere?service=${encodeURIComponent(service)}`;
    const isLatest = this.latest.begin();
    const answer = await this.http.get<ElsewhereAnswer>(path).catch(() => null);
    if (!isLatest()) return;
    this.answer = answer;
    this.changed();
  }

  forget(): void {
    this.latest.forget();
    this.askedAt = -Infinity;
    if (this.answer === null) return;
    this.answer = null;
    this.changed();
  }

  /** `holding`: the one who reads this has a number here, which they should give up before they go. */
  view(holding: boolean): Drawn {
    const items = this.answer?.items.slice(0, MOST) ?? [];
    if (items.length === 0) return nothing;
    const query = `service=${encodeURIComponent(this.service)}&lang=${language()}`;
    return html`<section class="elsewhere" aria-labelledby="elsewhere" data-elsewhere>
      <h2 id="elsewhere">${say(takeWords.elsewhere)}</h2>
      <ul class="elsewhere__halls">
        ${items.map(
          (hall) => html`<li data-hall=${hall.code}>
            <b>${say(hall.name)}</b>
            <span>${say(takeWords.elsewhereHall({ km: String(hall.distance_km ?? ""), wait: hall.wait === null ? "" : band(hall.wait), minutes: hall.saves_minutes }))}</span>
            ${hall.virtual === null ? nothing : html`<a class="button" href="/take/${encodeURIComponent(hall.code)}?${query}">${say(takeWords.takeThere)}</a>`}
          </li>`,
        )}
      </ul>
      ${holding ? html`<p class="soft">${say(takeWords.giveUpFirst)}</p>` : nothing}
      <a class="button" data-act="near" href="/near?${query}">${say(takeWords.nearLink)}</a>
    </section>`;
  }
}
