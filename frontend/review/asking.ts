// One visit being reviewed: what may be said of it is read, what is said is sent once.

import { newKey, Refusal, sentence, type Http } from "../shared/http";
import { say } from "../shared/language";
import { reviewWords } from "../generated/review";
import { lacksReason, NOTHING, rated, toggled, type Opinion, type Rating, type TicketReview } from "./opinion";

export interface Asked {
  /** What the server says of this visit; null before it has said anything. */
  readonly of: TicketReview | null;
  readonly opinion: Opinion;
  readonly sending: boolean;
  readonly problem: string | null;
  /** It was given just now, here. */
  readonly thanked: boolean;
}

const BEGINNING: Asked = { of: null, opinion: NOTHING, sending: false, problem: null, thanked: false };

export class Asking {
  state: Asked = BEGINNING;
  private key = newKey();

  constructor(private readonly http: Http, private readonly ticket: string, private readonly changed: () => void) {}

  private get path(): string {
    return `/tickets/${encodeURIComponent(this.ticket)}/review`;
  }

  /** Throws Refusal or Unreachable. */
  async read(): Promise<TicketReview> {
    const of = await this.http.get<TicketReview>(this.path);
    this.change({ of });
    return of;
  }

  choose(rating: Rating): void {
    const { of, opinion } = this.state;
    if (of !== null) this.say(rated(of, opinion, rating));
  }

  toggle(code: string): void {
    this.say(toggled(this.state.opinion, code));
  }

  write(text: string): void {
    this.say({ ...this.state.opinion, text });
  }

  /** What was said before was another intention. */
  private say(opinion: Opinion): void {
    this.key = newKey();
    this.change({ opinion, problem: null });
  }

  /** Sends it; true once the hall has it, whoever gave it. */
  async send(): Promise<boolean> {
    const { of, opinion, sending } = this.state;
    if (of === null || opinion.rating === null || sending) return false;
    if (lacksReason(of, opinion)) {
      this.change({ problem: say(reviewWords.reasonNeeded) });
      return false;
    }
    this.change({ sending: true, problem: null });
    try {
      const body = { rating: opinion.rating, tags: opinion.tags, text: opinion.text.trim() || null };
      const answer = await this.http.act<TicketReview>("POST", this.path, body, this.key);
      this.change({ of: answer.body, opinion: NOTHING, sending: false, thanked: true });
      return true;
    } catch (error) {
      this.change({ sending: false, problem: sentence(error) });
      return error instanceof Refusal && error.code === "already_reviewed" && this.readAgain();
    }
  }

  private async readAgain(): Promise<boolean> {
    const of = await this.read().catch(() => null);
    return of?.review != null;
  }

  private change(patch: Partial<Asked>): void {
    this.state = { ...this.state, ...patch };
    this.changed();
  }
}
