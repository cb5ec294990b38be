// What the page does: follow one ticket, explain its place, give it up.

import { newKey, Refusal, sentence, type Http } from "../shared/http";
import { onLanguage } from "../shared/language";
import { isElder, remembered, setElder, type Shown } from "../shared/page";
import type { Fact, Hall, Ticket, View } from "../shared/types";
import type { Standing } from "../shared/feed";
import { allowSound, ring } from "./alert";
import { afterFact, afterView, alertFor, type VisitorState } from "./state";

interface WhyAnswer {
  readonly label: string;
}

export class Visitor {
  private cancelKey = newKey();

  constructor(private readonly shown: Shown<VisitorState>, private readonly http: Http, private readonly id: string) {
    // An explanation is a sentence in one language: ask again in the other.
    onLanguage(() => void (this.state.why.answer !== null && this.explain()));
  }

  private get state(): VisitorState {
    return this.shown.state;
  }

  private get path(): string {
    return `/tickets/${encodeURIComponent(this.id)}`;
  }

  /** Reads the ticket, and once its hall; keeps what is shown when the server cannot be reached. */
  async read(): Promise<void> {
    try {
      this.see(await this.http.get<Ticket>(this.path));
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) this.shown.change({ missing: error.message });
    }
  }

  see(ticket: Ticket): void {
    const before = this.state.ticket;
    if (before !== null && ticket.seq < before.seq) return;
    this.shown.change({ ticket, missing: null });
    const alert = alertFor(before, ticket);
    if (alert !== null && before !== null) ring(alert);
    if (this.state.hall === null) void this.readHall(ticket.hall);
  }

  hearFact(fact: Fact): void {
    if (this.state.ticket !== null) this.see(afterFact(this.state.ticket, fact));
    void this.read();
  }

  hearView(view: View): void {
    if (this.state.ticket !== null) this.see(afterView(this.state.ticket, view));
  }

  stand(standing: Standing): void {
    if (standing.state === "refused") this.shown.change({ missing: standing.problem?.detail ?? null });
    this.shown.change({ standing });
  }

  private async readHall(code: string): Promise<void> {
    const hall = await this.http.get<Hall>(`/halls/${encodeURIComponent(code)}`).catch(() => null);
    if (hall !== null) this.shown.change({ hall });
  }

  // --- why

  typeNumber(number: string): void {
    this.shown.change({ why: { number: number.toUpperCase().replace(/\s/g, ""), answer: null, problem: null, asking: false } });
  }

  async explain(): Promise<void> {
    const { number } = this.state.why;
    if (number === "" || this.state.why.asking) return;
    this.shown.change({ why: { number, answer: null, problem: null, asking: true } });
    try {
      const { label } = await this.http.get<WhyAnswer>(`${this.path}/why/${encodeURIComponent(number)}`);
      this.shown.change({ why: { number, answer: label, problem: null, asking: false } });
    } catch (error) {
      this.shown.change({ why: { number, answer: null, problem: sentence(error), asking: false } });
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
      const { body } = await this.http.act<Ticket>("DELETE", this.path, null, this.cancelKey);
      this.see(body);
      this.shown.change({ confirming: false });
    } catch (error) {
      this.shown.change({ problem: sentence(error) });
    }
    this.shown.change({ cancelling: false });
  }

  // --- how it is shown and told

  async toggleAlerts(): Promise<void> {
    if (!this.state.alerts) await allowSound().catch(() => undefined);
    this.shown.change({ alerts: !this.state.alerts });
  }

  toggleElder(): void {
    setElder(!isElder());
    remembered.set("elder", isElder() ? "1" : null);
    this.shown.change({});
  }
}
