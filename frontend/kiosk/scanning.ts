// What a code under the scanner leads to: one swipe finds the live ticket, a right to come back, or the person.

import type { Http } from "../shared/http";
import type { Shown } from "../shared/page";
import type { TicketState } from "../shared/types";
import type { Agency } from "./agency";
import { FRESH, type KioskState, type Scan } from "./state";
import type { Taking } from "./taking";

const LIVE = new Set<TicketState>(["waiting", "called", "serving", "held", "passed"]);
/** Where a card has a place in what is being done; elsewhere it begins a visit. */
const MIDWAY = new Set(["start", "search", "choice", "register"]);

export class Scanning {
  private latest = 0;

  constructor(
    private readonly shown: Shown<KioskState>,
    private readonly http: Http,
    private readonly hall: string,
    private readonly taking: Taking,
    private readonly agency: Agency,
  ) {}

  private get state(): KioskState {
    return this.shown.state;
  }

  async heard(code: string): Promise<void> {
    if (this.state.step === "issuing") return;
    const idNumber = idNumberIn(code);
    if (idNumber !== null && this.state.step === "principal") return this.agency.readCard(idNumber);
    const mine = (this.latest += 1);
    this.taking.scanned = true;
    await this.taking.attempt(async () => {
      const path = `/halls/${encodeURIComponent(this.hall)}/scan`;
      const { body } = await this.http.act<Scan>("POST", path, { code });
      if (mine === this.latest && this.state.step !== "issuing") this.lead(body, idNumber);
    });
  }

  private lead(scan: Scan, idNumber: string | null): void {
    if (scan.kind === "person" && idNumber !== null) return this.welcome(scan, idNumber);
    this.shown.change({ ...FRESH, scan });
    if (scan.ticket !== null && LIVE.has(scan.ticket.state) && (scan.kind === "ticket" || scan.kind === "passed")) {
      this.taking.show(scan.ticket, { scan });
    } else this.shown.change({ step: "scanned" });
  }

  /** Nobody's ticket yet: the card waits for what its holder chooses, or fills the form that is open. */
  private welcome(scan: Scan, idNumber: string): void {
    const { step, form } = this.state;
    const card = { idNumber, sixty: scan.age_sixty === true, message: scan.message };
    if (!MIDWAY.has(step)) return this.shown.change({ ...FRESH, card });
    if (step !== "register") return this.shown.change({ card, leavingIn: null });
    this.shown.change({ card, form: { ...form, id_number: idNumber }, field: "phone", problems: {} });
  }
}

/** The identity number among what a reader typed, if it is an identity card. */
export function idNumberIn(code: string): string | null {
  const found = /(?:^|[^0-9A-Za-z])(\d{17}[\dXx])(?![0-9A-Za-z])/.exec(code)?.[1];
  return found === undefined ? null : found.toUpperCase();
}
