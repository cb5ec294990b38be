/** The forms of a desk: what was typed so far, and what sending one does. */

import { Refusal, sentence } from "../shared/http";
import { remember, staffHttp } from "../staff/session";
import type { List, Session, StaffTicket } from "../staff/shapes";
import { words as common } from "../staff/words";
import { flawIn, results } from "./finish";
import type { DeskPage } from "./page";
import { barTo } from "./queue";
import type { Panel } from "./state";
import { words } from "./words";
import { panels } from "./words-deeds";

export class Forms {
  constructor(private readonly desk: DeskPage) {}

  /** Keeps what is typed; an older complaint goes. */
  edit(panel: Panel): void {
    this.desk.shown.change({ panel, flaw: null });
  }

  async submit(): Promise<void> {
    const { panel, window } = this.desk.shown.state;
    const ticket = window?.ticket;
    switch (panel?.name) {
      case "finish": {
        const flaw = flawIn(panel.draft);
        if (flaw) return this.desk.shown.change({ flaw });
        await this.desk.act("finish", { id: panel.draft.ticket, number: panel.draft.number }, { errands: results(panel.draft) });
        return;
      }
      case "transfer": {
        const { to, target, reason } = panel;
        if (!target) return this.desk.shown.change({ flaw: to === "window" ? panels.chooseWindow : panels.chooseService });
        if (!reason.trim()) return this.desk.shown.change({ flaw: common.reasonNeeded });
        if (ticket) await this.desk.act("transfer", ticket, { [to]: target, reason: reason.trim() });
        return;
      }
      case "pause": {
        const reason = panel.reason.trim();
        await this.desk.atWindow("pause", {
          ...(panel.minutes ? { minutes: panel.minutes } : {}),
          ...(reason ? { reason } : {}),
        });
        return;
      }
      case "help": {
        const reason = panel.reason.trim();
        await this.desk.atWindow("help", { whom: panel.whom, ...(reason ? { reason } : {}) });
        return;
      }
      case "hand-over":
        if (!panel.to) return this.desk.shown.change({ flaw: panels.successorNeeded });
        await this.desk.atWindow("hand-over", { to: panel.to });
        return;
      case "leave":
        await this.desk.atWindow("sign-out", {});
        return;
      case "sign-out":
        return this.desk.signOutForGood(true);
      case "pin":
        if (panel.pin !== panel.again) return this.desk.shown.change({ flaw: panels.pinDiffers });
        return this.setPin(panel.pin, panel.password);
      case "reviews":
        if (panel.appeal === null) return;
        if (!panel.reason.trim()) return this.desk.shown.change({ flaw: common.reasonNeeded });
        await this.desk.appeal(panel.appeal, panel.reason.trim());
        return;
      case "find":
        return this.find(panel);
    }
  }

  /** Sets the PIN, or takes it away (null). */
  async setPin(pin: string | null, password: string): Promise<void> {
    try {
      const body = { pin, ...(password ? { password } : {}) };
      const { body: session } = await staffHttp.act<Session>("POST", "/session/pin", body);
      const text = pin === null ? words.done.pinGone : words.done.pinSet;
      this.desk.shown.change({ session: remember(session), panel: null, message: { look: "good", text } });
    } catch (error) {
      const wrong = error instanceof Refusal && error.code === "wrong_password";
      if (wrong) this.desk.shown.change({ flaw: sentence(error) });
      else this.desk.tell(error);
    }
  }

  /** First finds the ticket of the number; sent again with a reason, calls it. */
  private async find(panel: Extract<Panel, { name: "find" }>): Promise<void> {
    const number = panel.number.trim().toUpperCase();
    const { hall, window } = this.desk.shown.state;
    if (panel.found?.number !== number) return this.search({ ...panel, number }, hall?.code ?? window?.hall ?? "");
    if (panel.found.state !== "waiting" || !window || barTo(panel.found, window) !== null) return;
    if (!panel.reason.trim()) return this.desk.shown.change({ flaw: common.reasonNeeded });
    await this.desk.call(panel.found, panel.reason.trim());
  }

  private async search(panel: Extract<Panel, { name: "find" }>, hall: string): Promise<void> {
    if (!panel.number) return;
    const asked = this.desk.shown.state.panel;
    try {
      const path = `/halls/${hall}/tickets?number=${encodeURIComponent(panel.number)}`;
      const found = (await staffHttp.get<List<StaffTicket>>(path)).items[0] ?? null;
      if (this.desk.shown.state.panel !== asked) return; // another number is typed by now, or another form is open
      const category = found?.category_confirmed === false ? (found.category ?? "") : "";
      this.desk.shown.change({ panel: { ...panel, found, category }, flaw: found ? null : panels.notFound(panel.number) });
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) this.desk.shown.change({ flaw: panels.notFound(panel.number) });
      else this.desk.tell(error);
    }
  }
}
