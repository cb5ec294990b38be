// What the page does: follow one ticket, ring for it, explain its place, give it up.

import { Elsewhere } from "../shared/elsewhere";
import { newKey, Refusal, sentence, Unreachable, type Http } from "../shared/http";
import { onLanguage } from "../shared/language";
import { remembered, type Shown } from "../shared/page";
import { ReadAloud } from "../shared/read-aloud";
import { AskingHelp } from "../help/asking";
import { Asking } from "../review/asking";
import type { Fact, Hall, View } from "../shared/types";
import type { Standing } from "../shared/feed";
import { allowSound, audible, ring, sample } from "./alert";
import type { Kept } from "../shared/kept";
import { OnRecord } from "./on-record";
import { HallPlan } from "./plan";
import { Ringer } from "./ringer";
import { afterFact, afterView, canCancel, hasFailed, isCalledAnew, isOfAnotherDay, isOver, merged, numberTyped } from "./state";
import type { Alerts, Known, MyTicket, VisitorState } from "./state";
import { Waking } from "./waking";

interface WhyAnswer {
  readonly label: string;
}

/** Facts come in bursts after a silence: the ticket is read once for all of them. */
const READ_AFTER_MS = 150;
/** After so long with the server everything missed has come. */
const CAUGHT_UP_MS = 2_000;
const TOUCHES = ["pointerup", "keydown"];

export class Visitor {
  private cancelKey = newKey();
  private readonly ringer = new Ringer(ring);
  private readonly waking = new Waking((awake) => this.shown.change({ awake }));
  readonly reader = new ReadAloud(() => this.state.ticket?.hall ?? "", () => this.shown.change({}));
  readonly asking: Asking;
  readonly elsewhere: Elsewhere;
  readonly plan: HallPlan;
  readonly help: AskingHelp;
  readonly onRecord: OnRecord;
  private reading = 0;
  private readSeq = -1;
  private liveSince = Infinity;
  /** The hall is the server's, not what this phone kept. */
  private hallRead = false;
  private readingHall = false;

  constructor(
    private readonly shown: Shown<VisitorState>,
    private readonly http: Http,
    private readonly id: string,
    private readonly kept: Kept<Known>,
  ) {
    this.elsewhere = new Elsewhere(http, () => this.shown.change({}));
    this.plan = new HallPlan(http, () => this.shown.change({}));
    this.asking = new Asking(http, id, () => this.shown.change({}));
    this.help = new AskingHelp(http, id, () => this.shown.change({}));
    this.onRecord = new OnRecord(http, id, () => this.shown.change({}));
    // An explanation is a sentence in one language: ask again in the other.
    onLanguage(() => void (this.state.why.answer !== null && this.explain()));
  }

  private get state(): VisitorState {
    return this.shown.state;
  }

  private get path(): string {
    return `/tickets/${encodeURIComponent(this.id)}`;
  }

  /** Begins with what this phone still knows of the ticket: what the server then tells is new against that. */
  async recall(): Promise<void> {
    const wanted = remembered.get("alerts");
    if (wanted === "0") this.alertsAre("off");
    if (wanted === "1") void this.wakeSound();
    const known = await this.kept.read();
    if (known === null) return;
    this.ringer.begin(known.ticket);
    if (this.state.ticket === null) this.shown.change({ ticket: known.ticket, hall: known.hall, knownAt: new Date(known.at) });
    this.lookAtDay();
  }

  /** Reads the ticket, and once its hall; keeps what is shown when the server cannot be reached. */
  async read(): Promise<void> {
    try {
      const ticket = await this.http.get<MyTicket>(this.path);
      this.readSeq = ticket.seq;
      this.see(ticket);
      void this.help.read();
      if (hasFailed(ticket)) void this.onRecord.read();
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) this.lose();
      else if (error instanceof Unreachable || (error instanceof Refusal && error.status >= 500)) this.shown.change({ unreachable: true });
    }
  }

  /** The browser knows that there is no network, before the silence tells. */
  cutOff(): void {
    this.shown.change({ unreachable: true, now: new Date() });
  }

  private lose(): void {
    this.kept.drop();
    this.shown.change({ missing: true, ticket: null });
  }

  see(told: MyTicket): void {
    const before = this.state.ticket;
    this.shown.change({ knownAt: new Date(), unreachable: false });
    if (before !== null && told.seq < before.seq) return;
    const ticket = merged(before, told);
    this.shown.change({ ticket, missing: false });
    this.ringer.see(ticket, Date.now() - this.liveSince > CAUGHT_UP_MS);
    this.keepAwake();
    // No time can be told any more: the hall says whether that is because its windows have closed.
    const lost = ticket.state === "waiting" && ticket.wait === null && (before?.wait !== null || !this.hallRead);
    // What this phone kept has no drawing, and the plan may be another by the time there is a way to show.
    if (!this.hallRead || lost || (before !== null && isCalledAnew(before, ticket))) void this.readHall(ticket.hall);
    this.keepOrDrop(ticket);
    this.lookElsewhere(ticket);
    if (ticket.state === "done") this.askWhatItWasLike();
  }

  /** Halls where one thing alone is sooner done are for who has come for one thing. */
  private lookElsewhere({ state, hall, wait, errands, bundle }: MyTicket): void {
    const [errand] = errands;
    if (state !== "waiting" || errands.length > 1 || errand === undefined || bundle) return this.elsewhere.forget();
    void this.elsewhere.look(hall, errand.service, wait);
  }

  /** Whether the visit may be reviewed, read once; what could not be read is asked again with the next look. */
  private askWhatItWasLike(): void {
    if (this.asking.state.of === null) void this.asking.read().catch(() => undefined);
  }

  hearSnapshot(ticket: MyTicket): void {
    this.see(ticket);
    this.readSoon();
  }

  hearFact(fact: Fact): void {
    if (this.state.ticket !== null) this.see(afterFact(this.state.ticket, fact));
    this.readSoon();
  }

  /** What was told at the window comes by HTTP alone: once for all that the socket has just told. */
  private readSoon(): void {
    window.clearTimeout(this.reading);
    this.reading = window.setTimeout(() => {
      if (this.state.ticket === null || this.state.ticket.seq > this.readSeq) void this.read();
    }, READ_AFTER_MS);
  }

  hearView(view: View): void {
    if (this.state.ticket !== null) this.see(afterView(this.state.ticket, view));
  }

  stand(standing: Standing): void {
    const heard = this.state.standing.state === "live" && standing.since !== null ? { knownAt: standing.since } : {};
    this.liveSince = standing.state === "live" ? Date.now() : Infinity;
    if (standing.state === "live") this.shown.change({ knownAt: new Date(), unreachable: false });
    if (standing.state === "refused" && standing.problem?.status === 404) this.lose();
    this.shown.change({ standing, ...heard });
  }

  /** Time goes by: what is shown may have become old, or of yesterday. */
  tick(): void {
    this.shown.change({ now: new Date() });
    if (document.visibilityState === "visible") void this.help.look();
    this.lookAtDay();
  }

  private async readHall(code: string): Promise<void> {
    if (this.readingHall) return;
    this.readingHall = true;
    const hall = await this.http.get<Hall>(`/halls/${encodeURIComponent(code)}`).catch(() => null);
    this.readingHall = false;
    if (hall === null) return;
    this.hallRead = true;
    this.shown.change({ hall });
    void this.plan.read(hall);
    if (this.state.ticket !== null) this.keepOrDrop(this.state.ticket);
  }

  private keepOrDrop(ticket: MyTicket): void {
    const { hall, knownAt } = this.state;
    if (isOver(ticket) || isOfAnotherDay(this.state)) this.kept.drop();
    else this.kept.write({ ticket, hall, at: (knownAt ?? new Date()).toISOString() });
  }

  private lookAtDay(): void {
    if (isOfAnotherDay(this.state)) this.kept.drop();
  }

  // --- why

  typeNumber(number: string): void {
    this.shown.change({ why: { number: number.toUpperCase().replace(/\s/g, ""), answer: null, problem: null, asking: false } });
  }

  async explain(): Promise<void> {
    const number = numberTyped(this.state.why.number);
    if (number === "" || this.state.why.asking) return;
    const why = { number, answer: null, problem: null, asking: true };
    this.shown.change({ why });
    const isAsked = (): boolean => this.state.why === why; // no other number was typed since
    try {
      const { label } = await this.http.get<WhyAnswer>(`${this.path}/why/${encodeURIComponent(number)}`);
      if (isAsked()) this.shown.change({ why: { number, answer: label, problem: null, asking: false } });
    } catch (error) {
      if (isAsked()) this.shown.change({ why: { number, answer: null, problem: sentence(error), asking: false } });
    }
  }

  // --- giving it up

  askToCancel(): void {
    this.cancelKey = newKey();
    this.shown.change({ confirming: true, problem: null });
  }

  keep(): void {
    this.shown.change({ confirming: false });
  }

  async cancel(): Promise<void> {
    if (this.state.cancelling) return;
    this.shown.change({ cancelling: true, problem: null });
    try {
      const { body } = await this.http.act<MyTicket>("DELETE", this.path, null, this.cancelKey);
      this.see(body);
      this.shown.change({ confirming: false });
    } catch (error) {
      this.shown.change({ problem: sentence(error) });
    }
    this.shown.change({ cancelling: false });
  }

  // --- how it is shown and told

  /** The answer to the one question, or the switch later. */
  async alert(wanted: boolean): Promise<void> {
    remembered.set("alerts", wanted ? "1" : "0");
    const heard = wanted && (await allowSound());
    if (heard) sample();
    this.alertsAre(!wanted ? "off" : heard ? "on" : "refused");
  }

  /** After a reload the browser wants a touch before the page may sound again; any touch will do. */
  private async wakeSound(): Promise<void> {
    this.alertsAre("asleep");
    if (await allowSound()) return this.alertsAre("on");
    for (const kind of TOUCHES) document.addEventListener(kind, this.touched);
  }

  private readonly touched = async (): Promise<void> => {
    if (this.state.alerts === "asleep" && !(await allowSound())) return;
    for (const kind of TOUCHES) document.removeEventListener(kind, this.touched);
    if (this.state.alerts === "asleep") this.alertsAre("on");
  };

  private alertsAre(alerts: Alerts): void {
    this.shown.change({ alerts });
    this.keepAwake();
  }

  /** A page that sleeps cannot shake the phone either: it stays awake although it may not sound. */
  private keepAwake(): void {
    const { alerts, ticket } = this.state;
    const expected = ticket !== null && canCancel(ticket);
    this.waking.keep(expected && (alerts === "on" || alerts === "asleep" || alerts === "refused"));
  }

  /** While the page was in the background the hall may have got another plan, which nobody tells a phone of. */
  lookAtHall(): void {
    const { ticket } = this.state;
    if (document.visibilityState === "visible" && ticket !== null && !isOver(ticket)) void this.readHall(ticket.hall);
  }

  /** A page that comes back from the background may have lost its sound. */
  lookAtSound(): void {
    if (document.visibilityState === "visible" && this.state.alerts === "on" && !audible()) void this.wakeSound();
  }

  /** The text has another size: what was read aloud stops, and all is drawn again. */
  resized(): void {
    this.reader.stop();
    this.shown.change({});
  }
}
