// An agent queues for others: who they are and what each comes for, looked over before a ticket is taken.

import { say, type Text } from "../shared/language";
import type { Shown } from "../shared/page";
import { kioskWords } from "../generated/kiosk";
import type { KioskState, Principal } from "./state";

/** As many as one ticket holds by default; a hall that sets fewer says so itself. */
export const MOST_PRINCIPALS = 3;
const LENGTH = 18;
const COMPANYS = /^\d{2,}X*[A-WYZ]/;

const NOBODY: Principal = { kind: "person", number: "", problem: null, services: [] };

export class Agency {
  /** `sound`: whether the server knows no rule that an identity number breaks. */
  constructor(private readonly shown: Shown<KioskState>, private readonly sound: (idNumber: string) => Promise<boolean>) {}

  private get state(): KioskState {
    return this.shown.state;
  }

  get current(): Principal {
    return this.state.principals[this.state.at] ?? NOBODY;
  }

  begin(): void {
    this.shown.change({ principals: [NOBODY], at: 0, step: "principal", leavingIn: null });
  }

  /** One more, up to the most. */
  addPrincipal(): void {
    const { principals } = this.state;
    if (principals.length >= MOST_PRINCIPALS) return;
    this.shown.change({ principals: [...principals, NOBODY], at: principals.length, step: "principal" });
  }

  edit(at: number): void {
    this.shown.change({ at, step: "principal" });
  }

  /** The last one removed ends it: there is nobody to queue for. */
  remove(at: number): boolean {
    const principals = this.state.principals.filter((_each, place) => place !== at);
    this.shown.change({ principals, at: Math.max(0, principals.length - 1), step: "agency" });
    return principals.length > 0;
  }

  setKind(kind: Principal["kind"]): void {
    if (kind !== this.current.kind) this.change({ kind, number: "", problem: null });
  }

  /** Digits with letters among them, from a keyboard, are a company's: the glass offers a person's number none. */
  fill(text: string): void {
    const typed = text.toUpperCase();
    const kind = COMPANYS.test(typed) ? "organisation" : this.current.kind;
    const number = typed.replace(kind === "person" ? /[^\dX]/g : /[^0-9A-Z]/g, "").slice(0, LENGTH);
    this.change({ kind, number, problem: null });
  }

  /** A card on the reader is a person's. */
  readCard(idNumber: string): void {
    this.change({ kind: "person", number: idNumber, problem: null });
  }

  /** A company's code under the scanner, or its long number typed fast. */
  readCode(creditCode: string): void {
    this.change({ kind: "organisation", number: creditCode, problem: null });
  }

  complain(problem: string): void {
    this.change({ problem });
  }

  without(): void {
    this.change({ number: "", problem: null });
    this.onward();
  }

  /** On from the number, which may not be half; its rules are the server's to check, a credit code's with the ticket. */
  async next(): Promise<void> {
    const { kind, number } = this.current;
    const problem = halfNumber(kind, number);
    if (problem !== null) return this.complain(say(problem));
    const sound = kind === "organisation" || (await this.sound(number));
    // The visitor may have gone on, or back, or typed on while the server looked.
    if (this.state.step !== "principal" || this.current.number !== number) return;
    if (sound) this.onward();
    else this.complain(say(kioskWords.idBroken));
  }

  private onward(): void {
    if (this.current.services.length === 0) this.addService(this.state.at);
    else this.shown.change({ step: "agency" });
  }

  addService(at: number): void {
    const tab = this.state.principals[at]?.kind === "organisation" ? "organisation" : "frequent";
    this.shown.change({ at, step: "start", adding: true, tab, department: null });
  }

  choose(code: string): void {
    this.change({ services: [...new Set([...this.current.services, code])] });
    this.shown.change({ step: "agency", adding: false, query: "", tab: "frequent", department: null, leavingIn: null });
  }

  drop(at: number, code: string): void {
    const principals = this.state.principals.map((each, place) =>
      place === at ? { ...each, services: each.services.filter((service) => service !== code) } : each,
    );
    this.shown.change({ principals });
  }

  /** Back one step: from the list of services to whoever they are for, from there to the whole, from the whole nowhere. */
  back(): boolean {
    const { step, principals, at } = this.state;
    const bare = (principals[at]?.services.length ?? 0) === 0;
    if (step === "start" || step === "search") {
      this.shown.change({ step: bare ? "principal" : "agency", adding: false, tab: "frequent", query: "", department: null });
      return true;
    }
    if (step !== "principal") return false;
    return bare ? this.remove(at) : (this.shown.change({ step: "agency" }), true);
  }

  private change(patch: Partial<Principal>): void {
    const { principals, at } = this.state;
    this.shown.change({ principals: principals.map((each, place) => (place === at ? { ...each, ...patch } : each)) });
  }
}

function halfNumber(kind: Principal["kind"], number: string): Text | null {
  if (number === "") return kioskWords.agent.numberFirst;
  if (number.length === LENGTH) return null;
  return kind === "person" ? kioskWords.idWrong : kioskWords.agent.codeWrong;
}
