// The one client for sockets: facts in order, views latest first, and an honest word on how fresh it all is.

import { io, type Socket } from "socket.io-client";

import { Order } from "./order";
import type { Fact, Problem, Snapshot, View } from "./types";

/**
 * How the page stands with the server.
 *   connecting  nothing has come yet
 *   live        heard from within 10 s
 *   stale       silent for 10 s or longer, or the page was told to doubt it; `since` is when it was last heard
 *   refused     the server does not let this page in; `problem` says why
 */
export interface Standing {
  readonly state: "connecting" | "live" | "stale" | "refused";
  readonly since: Date | null;
  readonly problem: Problem | null;
}

export interface FeedOptions<S extends Snapshot> {
  readonly namespace: "/display" | "/desk" | "/visitor";
  /** What the server is told on connecting; `after` is added here. */
  readonly auth: Readonly<Record<string, unknown>>;
  /** Everything anew: forget what was shown before. */
  snapshot(snapshot: S): void;
  /** One thing that happened: called once for each, in order. */
  fact(fact: Fact): void;
  view?(view: View): void;
  standing?(standing: Standing): void;
}

const STALE_MS = 10_000;
const LOOK_MS = 1_000;
const ASK_AGAIN_MS = 2_000;
const KNOCK_AGAIN_MS = 5_000;
const HEADS_BEHIND = 3;

export class Feed<S extends Snapshot> {
  private readonly order = new Order();
  private readonly viewed = new Map<string, number>();
  private readonly born = new Date();
  private socket: Socket | null = null;
  private looking = 0;
  private knocking = 0;
  private heardAt: Date | null = null;
  private askedAt = 0;
  private headsBehind = 0;
  private now: Standing = { state: "connecting", since: null, problem: null };

  constructor(private readonly options: FeedOptions<S>) {}

  get standing(): Standing {
    return this.now;
  }

  start(): void {
    const { namespace, auth } = this.options;
    this.socket = io(namespace, {
      path: "/socket.io",
      transports: ["websocket"],
      forceNew: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 3_000,
      auth: (give) => give(this.order.last === null ? auth : { ...auth, after: this.order.last }),
    });
    this.socket.onAny((kind: string, message: unknown) => this.hear(kind, message));
    this.socket.on("disconnect", (reason) => {
      if (reason === "io server disconnect") this.knockLater();
    });
    this.socket.on("connect_error", (error) => this.refuse(error));
    this.looking = window.setInterval(() => this.look(), LOOK_MS);
    document.addEventListener("visibilitychange", this.wake);
    window.addEventListener("online", this.wake);
  }

  stop(): void {
    window.clearInterval(this.looking);
    window.clearTimeout(this.knocking);
    document.removeEventListener("visibilitychange", this.wake);
    window.removeEventListener("online", this.wake);
    this.socket?.disconnect();
    this.socket = null;
  }

  /** Tells the server something; silently dropped while there is no connection. */
  send(kind: string, data: Readonly<Record<string, unknown>>): void {
    if (this.socket?.connected) this.socket.emit(kind, data);
  }

  /** The browser says that the network is gone: nothing counts as fresh until something is heard again. */
  doubt(): void {
    if (this.now.state === "live") this.stand({ state: "stale", since: this.heardAt, problem: null });
  }

  private hear(kind: string, message: unknown): void {
    if (typeof message !== "object" || message === null) return;
    if (kind === "head") this.hearHead((message as { seq: number }).seq);
    else if (kind === "snapshot") this.hearSnapshot(message as S);
    else if ("as_of_seq" in message) this.hearView(message as View);
    else if ("seq" in message && "prev" in message) this.show(this.order.take(message as Fact));
  }

  private hearSnapshot(snapshot: S): void {
    this.order.startAt(snapshot.seq);
    this.viewed.clear();
    this.options.snapshot(snapshot);
    this.heard();
    this.show(this.order.ready());
  }

  private hearHead(seq: number): void {
    this.heard();
    const last = this.order.last ?? seq;
    if (seq > last) this.ask();
    // A server that knows less than we do has another past (restored, or begun anew): begin anew with it.
    this.headsBehind = seq < last ? this.headsBehind + 1 : 0;
    if (this.headsBehind >= HEADS_BEHIND) this.beginAnew();
  }

  private beginAnew(): void {
    this.headsBehind = 0;
    this.order.forget();
    this.socket?.disconnect().connect();
  }

  private hearView(view: View): void {
    if (view.as_of_seq < (this.viewed.get(view.kind) ?? 0)) return;
    this.viewed.set(view.kind, view.as_of_seq);
    this.options.view?.(view);
  }

  private show(facts: readonly Fact[]): void {
    for (const fact of facts) this.options.fact(fact);
    if (this.order.hasHole) this.ask();
  }

  /** Asks for what is missing, once in a while rather than for every message. */
  private ask(): void {
    if (this.order.last === null || Date.now() - this.askedAt < ASK_AGAIN_MS) return;
    this.askedAt = Date.now();
    this.send("resume", { after: this.order.last });
  }

  private heard(): void {
    const silentSince = this.now.state === "stale" ? this.now.since : null;
    this.heardAt = new Date();
    if (this.now.state !== "live") this.stand({ state: "live", since: null, problem: null });
    if (silentSince !== null) this.send("stale", { since: silentSince.toISOString() });
  }

  private look(): void {
    const last = this.heardAt ?? this.born;
    if (Date.now() - last.getTime() < STALE_MS || this.now.state === "stale" || this.now.state === "refused") return;
    this.stand({ state: "stale", since: last, problem: null });
  }

  private refuse(error: Error): void {
    // `data` is there when the server itself said no; without it the network did, and socket.io tries again alone.
    const problem = (error as Error & { data?: Problem }).data;
    if (this.socket?.active) return;
    if (problem?.code) this.stand({ state: "refused", since: this.heardAt, problem });
    this.knockLater();
  }

  private knockLater(): void {
    window.clearTimeout(this.knocking);
    this.knocking = window.setTimeout(() => this.socket?.connect(), KNOCK_AGAIN_MS);
  }

  /** A phone that slept, or a network that came back: look at once instead of waiting for a timer. */
  private readonly wake = (): void => {
    if (document.visibilityState !== "visible" || this.socket === null) return;
    const silent = this.now.state === "stale" || Date.now() - (this.heardAt ?? this.born).getTime() > STALE_MS;
    if (silent && this.now.state !== "refused") this.socket.disconnect().connect();
    this.look();
  };

  private stand(standing: Standing): void {
    this.now = standing;
    this.options.standing?.(standing);
  }
}
