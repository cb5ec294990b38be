/**
 * A hall screen: one feed, the calls it tells, the voice, and the page drawn from them.
 *
 * Everything a call does starts here: its row at once, its turn in the large place, its words in the voice queue.
 */

import { render } from "lit";

import { Feed } from "../shared/feed";
import { sameDay } from "../shared/format";
import { HallClock } from "../shared/hall-clock";
import { Http } from "../shared/http";
import { Shown, type PageConfig } from "../shared/page";
import type { Fact, Hall, Notice, View } from "../shared/types";
import { Calls } from "./calls";
import * as said from "./messages";
import { Sound } from "./sound";
import { Speaker } from "./speaker";
import { Stage, type Scene } from "./stage";
import { nothingYet, pausedAfter, type ScreenState } from "./state";
import { drawScreen } from "./view";
import { screenWords as words } from "../generated/screen";

export interface ScreenPage extends PageConfig {
  readonly hall: string;
  readonly zone: string | null;
  readonly speak: boolean;
}

const ROWS = 8;
const HALL_AGAIN_MS = 10 * 60_000;

export class Screen {
  private readonly calls = new Calls();
  private readonly stage = new Stage();
  private readonly sound = new Sound(() => this.listen());
  private readonly speaker: Speaker;
  private readonly shown: Shown<ScreenState>;
  private readonly feed: Feed<said.DisplaySnapshot>;
  private readonly http = new Http();
  private readonly clock = new HallClock();
  private granted: boolean | null = null;
  private silent = false;
  private told = false;
  private turning = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly page: ScreenPage,
    token: string | null,
  ) {
    root.textContent = "";
    this.shown = new Shown(nothingYet(page.zone), (state) =>
      render(
        drawScreen(state, () => this.open()),
        this.root,
      ),
    );
    this.speaker = new Speaker(this.sound, {
      granted: () => this.granted === true,
      calling: (ticket) => this.calls.callingWindow(ticket),
      announced: (seq) => this.feed.send("announced", { seq }),
      saying: (saying) => this.shown.change({ saying }),
      trouble: (silent) => this.listen(silent),
    });
    this.feed = new Feed({
      namespace: "/display",
      auth: authOf(page, token),
      snapshot: (snapshot) => this.restart(snapshot),
      fact: (fact) => this.take(fact),
      view: (view) => this.look(view),
      standing: (standing) => {
        this.shown.change({ standing });
        this.tellBlocked();
      },
    });
  }

  start(): void {
    this.shown.change({});
    this.feed.start();
    void this.readHall();
    window.setInterval(() => this.tick(), 1000);
    window.setInterval(() => void this.readHall(), HALL_AGAIN_MS);
    if (!this.page.speak) return;
    void this.sound.open();
    for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, () => this.open());
  }

  private async readHall(): Promise<void> {
    const hall = await this.http.get<Hall>(`/halls/${this.page.hall}`).catch(() => null);
    if (hall) this.shown.change({ hall });
  }

  private restart(snapshot: said.DisplaySnapshot): void {
    const { at, voice, notices, waiting } = snapshot;
    this.clock.hear(at);
    this.calls.restart(snapshot.calls.map(said.callShown));
    this.shown.change({ voice, notices, waiting, paused: pausedAfter([], snapshot.windows) });
    const newest = this.calls.newestStanding();
    this.stage.rest(newest ? { ...newest, kind: "call" } : null);
    this.turn();
    if (!this.page.speak) return;
    const owed = snapshot.calls.filter((call) => call.state === "called" && call.seq > (snapshot.spoken ?? snapshot.seq));
    for (const call of [...owed].sort((one, other) => one.seq - other.seq)) {
      this.announce(call.seq, "call", { ...call, ticket: call.number });
    }
  }

  private take(fact: Fact): void {
    this.clock.notBefore(fact.at);
    switch (fact.kind) {
      case "ticket_called":
      case "ticket_recalled":
        this.calls.called(said.callOf(fact));
        this.present(fact, "call");
        break;
      case "call_retracted":
        this.calls.retracted(said.data<said.CallData>(fact).ticket);
        this.present(fact, "retraction");
        break;
      case "ticket_left": {
        const { ticket, state, to_window: to } = said.data<said.LeftData>(fact);
        this.calls.left(ticket, state, to ?? null);
        break;
      }
      case "window_changed": {
        const { window } = said.data<said.WindowData>(fact);
        this.calls.atWindow(window.number, window.ticket);
        if (window.state) this.shown.change({ paused: pausedAfter(this.shown.state.paused, [window]) });
        break;
      }
      case "notice_changed":
        this.shown.change(said.data<{ notices: readonly Notice[] }>(fact));
    }
    this.turn();
  }

  private look(view: View): void {
    switch (view.kind) {
      case "waiting":
        return this.shown.change({ waiting: said.data<said.WaitingView>(view) });
      case "voice":
        return this.shown.change({ voice: said.data<said.Voice>(view) });
      case "speaker":
        this.granted = said.data<{ granted: boolean }>(view).granted;
        if (this.granted) void this.speaker.run();
        else this.speaker.silence();
        this.listen();
    }
  }

  private present(fact: Fact, kind: Scene["kind"]): void {
    const call = said.data<said.CallData>(fact);
    const text = call.announcement?.text ?? (kind === "call" ? words.call({ ticket: call.ticket, window: call.window }) : words.wait({ ticket: call.ticket }));
    this.stage.add({ seq: fact.seq, kind, ticket: call.ticket, window: call.window, text }, Date.now());
    this.announce(fact.seq, kind, call);
  }

  private announce(seq: number, kind: Scene["kind"], call: said.CallData): void {
    if (!this.page.speak || this.granted === false) return;
    const announcement = said.announcementOf(seq, kind, call, this.shown.state.voice);
    if (announcement) this.speaker.add(...announcement);
  }

  /** Shows what the stage has reached, and comes again when it is due. */
  private turn(): void {
    const now = Date.now();
    this.stage.advance(now);
    this.shown.change({ calls: this.calls.newest(ROWS), scene: this.scene(), fresh: this.stage.fresh(now) });
    window.clearTimeout(this.turning);
    const due = this.stage.dueIn(now);
    if (due !== null) this.turning = window.setTimeout(() => this.turn(), due + 5);
  }

  /** Once it is no longer new, a call that is over or was taken back gives its place to the newest that stands. */
  private scene(): Scene | null {
    const scene = this.stage.shown();
    if (scene !== null && (this.stage.fresh(Date.now()) || (scene.kind === "call" && this.calls.stands(scene.ticket)))) return scene;
    const newest = this.calls.newestStanding();
    return newest ? { ...newest, kind: "call" } : null;
  }

  private tick(): void {
    const now = this.clock.now();
    const { hall, calls } = this.shown.state;
    this.shown.change({ now });
    if (calls[0] && hall && !sameDay(calls[0].at, now, hall.timezone)) {
      this.calls.restart([]);
      this.stage.rest(null);
      this.turn();
    }
  }

  private open(): void {
    if (!this.page.speak) return;
    void this.sound.open().then((open) => (open ? this.speaker.run() : undefined));
  }

  /** Works out what can be heard, and tells the desks when the browser refuses. */
  private listen(silent = this.silent): void {
    this.silent = silent;
    const before = this.shown.state.sound;
    const sound = !this.page.speak ? "none" : this.granted === false ? "elsewhere" : this.sound.blocked() ? "blocked" : "on";
    this.shown.change({ sound, silent });
    this.tellBlocked();
    if (sound === "on" && before !== sound) void this.speaker.run();
  }

  /** Tells the server when the browser refuses sound and when it allows it again; anew after every connection. */
  private tellBlocked(): void {
    const blocked = this.shown.state.sound === "blocked";
    const live = this.feed.standing.state === "live";
    if (live && blocked !== this.told) this.feed.send("sound_blocked", { blocked });
    this.told = live && blocked;
  }
}

function authOf({ hall, zone, speak }: ScreenPage, token: string | null): Readonly<Record<string, unknown>> {
  return { hall, ...(zone ? { zone } : {}), ...(speak ? { speak } : {}), ...(token ? { device_token: token } : {}) };
}
