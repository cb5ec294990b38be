// What a code under the scanner leads to: one swipe finds the live ticket, a right to come back, or the person.

import { sentence, type Http } from "../shared/http";
import { say } from "../shared/language";
import { Latest } from "../shared/latest";
import { idNumberIn } from "../shared/scanner";
import type { Shown } from "../shared/page";
import type { TicketState } from "../shared/types";
import { kioskWords } from "../generated/kiosk";
import type { CheckIn } from "./check-in";
import type { Forms } from "./forms";
import { FRESH, type Card, type KioskState, type Scan } from "./state";
import type { Taking } from "./taking";

const LIVE = new Set<TicketState>(["waiting", "called", "serving", "held", "passed"]);
/** Where a card has a place in what is being done; elsewhere it begins a visit. */
const MIDWAY = new Set(["start", "search", "choice", "register"]);

export class Scanning {
  private readonly latest = new Latest();

  constructor(
    private readonly shown: Shown<KioskState>,
    private readonly http: Http,
    private readonly hall: string,
    private readonly taking: Taking,
    private readonly forms: Forms,
    private readonly checkIn: CheckIn,
    private readonly askAbout: (ticket: string | null) => void,
  ) {}

  private get state(): KioskState {
    return this.shown.state;
  }

  async heard(code: string): Promise<void> {
    if (this.state.step === "issuing") return;
    const idNumber = idNumberIn(code);
    if (this.checkIn.takes(code, idNumber)) return;
    if (this.forms.open) return this.heardInForm(code, idNumber);
    const isLatest = this.latest.begin();
    this.taking.scanned = true;
    await this.taking.attempt(async () => {
      const scan = await this.ask(code).catch((error: unknown) => {
        if (isLatest()) throw error;
        return null;
      });
      if (scan === null || !isLatest()) return;
      const expected = scan.kind === "person" && idNumber !== null && this.begins ? await this.checkIn.expects({ id_number: idNumber }) : null;
      if (!isLatest() || this.state.step === "issuing") return;
      if (expected !== null && idNumber !== null) this.checkIn.welcome(cardOf(scan, idNumber), expected);
      else this.lead(scan, idNumber);
    });
  }

  /** Whoever scanned has gone: what the code leads to is not for the next visitor to see. */
  forget(): void {
    this.latest.forget();
  }

  /** Whether the server knows no rule that the number breaks; when it does not answer, the ticket will tell. */
  async isSound(idNumber: string): Promise<boolean> {
    return this.ask(idNumber).then((scan) => scan.id_number_ok !== false, () => true);
  }

  /** A form is left for what is known, a ticket or a right to come back, and for nothing else. */
  private async heardInForm(code: string, idNumber: string | null): Promise<void> {
    if (this.forms.takes(code, idNumber)) return;
    const isLatest = this.latest.begin();
    try {
      const scan = await this.ask(code);
      if (!isLatest() || !this.forms.open) return;
      if (scan.kind !== "unknown") return this.lead(scan, idNumber);
      this.forms.keep(idNumber, say(idNumber === null ? scan.message : kioskWords.idBroken));
    } catch (error) {
      if (isLatest() && this.forms.open) this.forms.keep(idNumber, sentence(error));
    }
  }

  /** Nothing is under way that a card has a place in. */
  private get begins(): boolean {
    const { step, adding, chosen } = this.state;
    return !MIDWAY.has(step) || (step === "start" && !adding && chosen.length === 0);
  }

  private async ask(code: string): Promise<Scan> {
    const { body } = await this.http.act<Scan>("POST", `/halls/${encodeURIComponent(this.hall)}/scan`, { code });
    return body;
  }

  private lead(scan: Scan, idNumber: string | null): void {
    if (scan.kind === "person" && idNumber !== null) return this.welcome(scan, idNumber);
    this.shown.change({ ...FRESH, scan });
    this.askAbout(scan.ticket?.state === "done" ? scan.ticket.id : null);
    if (scan.ticket !== null && LIVE.has(scan.ticket.state) && (scan.kind === "ticket" || scan.kind === "passed")) {
      this.taking.show(scan.ticket, { scan });
    } else this.shown.change({ step: "scanned" });
  }

  /** Nobody's ticket yet: the card waits for what its holder chooses, or fills the form that is open. */
  private welcome(scan: Scan, idNumber: string): void {
    const { step, form } = this.state;
    const card = cardOf(scan, idNumber);
    if (!MIDWAY.has(step)) return this.shown.change({ ...FRESH, card });
    if (step !== "register") return this.shown.change({ card, leavingIn: null });
    this.shown.change({ card, form: { ...form, id_number: idNumber }, field: "phone", problems: {} });
  }
}

function cardOf(scan: Scan, idNumber: string): Card {
  return { idNumber, sixty: scan.age_sixty === true, message: scan.message };
}
