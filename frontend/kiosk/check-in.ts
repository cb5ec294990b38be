// From an appointment to its ticket in one step: by its code, an identity card, or what was typed.

import { kioskWords } from "../generated/kiosk";
import { sentence, type Http } from "../shared/http";
import { say, type Text } from "../shared/language";
import { Latest } from "../shared/latest";
import type { Shown } from "../shared/page";
import type { Ticket } from "../shared/types";
import { askedWith, isCode, isLink, LONGEST, NOT_COMING, type ComingField } from "./coming";
import { FRESH, type Card, type KioskState, type Scan } from "./state";
import type { Taking } from "./taking";

/** The ticket with a sentence on when its holder came; a device without a token is told its number alone. */
type CheckedIn = (Ticket | { readonly number: string }) & { readonly message: Text };

/** Somebody is expected today; `due`: check-in has begun, as it does at `opens_at`. `message` is for whoever is earlier. */
export interface Expected {
  readonly expected: boolean;
  readonly due: boolean;
  readonly opens_at: string | null;
  readonly message: Text | null;
}

type Asked = Readonly<Record<string, string>>;

const isEarly = ({ due, opens_at }: Expected): boolean => !due && opens_at !== null;

const TYPED = /^[0-9X]+$/;

export class CheckIn {
  private readonly latest = new Latest();

  constructor(
    private readonly shown: Shown<KioskState>,
    private readonly http: Http,
    private readonly hall: string,
    private readonly taking: Taking,
  ) {}

  private get state(): KioskState {
    return this.shown.state;
  }

  /** Opens the page for it; with a card that was read before, there is nothing more to ask. */
  begin(): void {
    const { card } = this.state;
    if (card !== null) return void this.come({ id_number: card.idNumber });
    this.shown.change({ step: "check_in", coming: NOT_COMING, leavingIn: null });
  }

  /** Whether somebody is expected; a server that does not say so leaves it to what a card or code is for otherwise. */
  async expects(asked: Asked): Promise<Expected | null> {
    try {
      const path = `/halls/${encodeURIComponent(this.hall)}/check-in/expected`;
      const { body } = await this.http.act<Expected>("POST", path, asked);
      return body.expected ? body : null;
    } catch {
      return null;
    }
  }

  /** Straight to the ticket; whoever is early may have come for something else first, and is asked. */
  welcome(card: Card, expected: Expected): void {
    const asked = { id_number: card.idNumber };
    if (isEarly(expected)) this.ask(asked, expected, card);
    else void this.send(asked);
  }

  /** To the ticket by whatever the appointment is known by; hours before its time that is asked about first. */
  private async come(asked: Asked): Promise<void> {
    const { card, step } = this.state;
    if (step === "issuing") return;
    const isLatest = this.latest.begin();
    const expected = await this.expects(asked);
    if (!isLatest() || this.state.step === "issuing") return;
    if (expected !== null && isEarly(expected)) this.ask(asked, expected, card);
    else await this.send(asked);
  }

  private ask(asked: Asked, { message, opens_at }: Expected, card: Card | null): void {
    const early = opens_at === null ? null : { asked, opens: opens_at };
    this.shown.change({ ...FRESH, card, step: "check_in", coming: { ...NOT_COMING, told: message === null ? null : say(message), early } });
  }

  /** The number of the appointment, hours before its time. */
  takeEarly(): void {
    const { early } = this.state.coming;
    if (early !== null) void this.send(early.asked);
  }

  /** Whoever asked has gone: what comes of it is not for the next visitor to see. */
  forget(): void {
    this.latest.forget();
  }

  /** To an ordinary number; a card that was read goes along. */
  walkIn(leave: () => void): void {
    const { card } = this.state;
    leave();
    this.shown.change({ card });
  }

  select(field: ComingField): void {
    this.shown.change({ coming: { ...this.state.coming, field } });
  }

  fill(field: ComingField, text: string): void {
    const { coming } = this.state;
    const kept = text.toUpperCase().replace(field === "phone" ? /\D/g : /[^\dX]/g, "").slice(0, LONGEST[field]);
    this.shown.change({ coming: { ...coming, field, form: { ...coming.form, [field]: kept }, problem: null } });
  }

  /** Takes what was scanned, if it is an appointment's code; on its own page a card and fast fingers too. */
  takes(code: string, idNumber: string | null): boolean {
    const { step, coming } = this.state;
    const here = step === "check_in";
    const form = step === "register" || step === "principal";
    const typing = here && idNumber === null && TYPED.test(code.trim().toUpperCase());
    if (isLink(code) || (isCode(code) && !form && !(typing && coming.field !== "code"))) void this.come({ code: code.trim() });
    else if (here && idNumber !== null) void this.come({ id_number: idNumber });
    else if (typing) this.fill(coming.field, coming.form[coming.field] + code.trim());
    else return false;
    return true;
  }

  /** By what was typed. */
  async submit(): Promise<void> {
    const { coming, card } = this.state;
    const bare = Object.values(coming.form).every((text) => text === "");
    const asked = bare && card !== null ? { id_number: card.idNumber } : askedWith(coming.form);
    if (asked !== null) return this.come(asked);
    this.shown.change({ coming: { ...coming, problem: say(kioskWords.checkIn.notWhole) } });
  }

  private async send(asked: Asked): Promise<void> {
    if (this.state.step === "issuing") return;
    const coming = { ...this.state.coming, told: null, early: null };
    this.shown.change({ ...FRESH, step: "issuing" });
    try {
      const path = `/halls/${encodeURIComponent(this.hall)}/check-in`;
      const { status, body } = await this.http.act<CheckedIn>("POST", path, asked);
      if (!("id" in body)) return this.shown.change({ step: "check_in", coming: { ...NOT_COMING, told: say(body.message) } });
      if (status === 201) this.taking.give(body, { scan: scanOf(body) });
      else this.taking.show(body, { scan: scanOf(body) });
    } catch (error) {
      this.shown.change({ step: "check_in", coming: { ...coming, problem: sentence(error) } });
    }
  }
}

/** Shown as a ticket is that was found by scanning: with the server's sentence on it. */
function scanOf(ticket: Ticket & { readonly message: Text }): Scan {
  const nothing = { requeues_left: null, return_from: null, services: [], age_sixty: null, id_number_ok: null };
  return { kind: "ticket", message: ticket.message, ticket, aheadTold: true, ...nothing };
}
