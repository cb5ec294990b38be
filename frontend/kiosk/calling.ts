// Asking for help (帮办代办) at the kiosk: somebody is asked to come, once for a visitor.

import { newKey, sentence, Unreachable, type Http } from "../shared/http";
import type { Shown } from "../shared/page";
import type { Calling, KioskState } from "./state";

export class CallingHelp {
  private key = newKey();

  constructor(
    private readonly shown: Shown<KioskState>,
    private readonly http: Http,
    private readonly hall: string,
  ) {}

  /** Once for a visitor, however often it is pressed. */
  async call(): Promise<void> {
    const { calling, ticket } = this.shown.state;
    if (calling.state !== "none") return;
    this.shown.change({ calling: { state: "sending", problem: null } });
    const of = ticket === null ? `/halls/${encodeURIComponent(this.hall)}` : `/tickets/${encodeURIComponent(ticket.id)}`;
    try {
      await this.http.act("POST", `${of}/assistance`, {}, this.key);
      this.key = newKey();
      this.done({ state: "coming", problem: null });
    } catch (error) {
      if (!(error instanceof Unreachable)) this.key = newKey();
      this.done({ state: "none", problem: sentence(error) });
    }
  }

  /** Whoever asked may have gone: the next visitor is not told of it. */
  private done(calling: Calling): void {
    if (this.shown.state.calling.state === "sending") this.shown.change({ calling });
  }
}
