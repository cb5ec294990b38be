// The two pages with fields, and what a reader or quick fingers do there: it goes into the field in hand, and nothing
// that was entered is lost.

import type { Shown } from "../shared/page";
import type { Agency } from "./agency";
import type { FieldName, KioskState } from "./state";

/** Codes and numbers as they are typed; anything else a reader sends is a slip or a card. */
const TYPED = /^[0-9A-Z]{1,18}$/;
const WHOLE = 18;
/** A birth date stands where an identity number has one; a company's number of digits alone has none there. */
const BORN = /^\d{6}(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dX]$/;

export class Forms {
  /** `fill`: takes what was typed into a field. */
  constructor(
    private readonly shown: Shown<KioskState>,
    private readonly agency: Agency,
    private readonly fill: (field: FieldName, value: string) => void,
  ) {}

  private get state(): KioskState {
    return this.shown.state;
  }

  get open(): boolean {
    return this.state.step === "principal" || this.state.step === "register";
  }

  /** Takes what was typed fast, if it belongs here: false where the server is to say what it is. */
  takes(code: string, idNumber: string | null): boolean {
    const plain = code.trim().toUpperCase();
    if (this.state.step === "register") return idNumber === null && TYPED.test(plain) && this.type(plain);
    const { agency } = this;
    const company = plain.length === WHOLE && TYPED.test(plain) && !BORN.test(plain);
    if (company && (idNumber === null || agency.current.kind === "organisation")) agency.readCode(plain);
    else if (idNumber !== null) agency.readCard(idNumber);
    else return TYPED.test(plain) && this.type(plain);
    return true;
  }

  /** A card that cannot be looked up, or breaks a rule, is kept where it can be seen and put right. */
  keep(idNumber: string | null, problem: string): void {
    const { step, form, field } = this.state;
    if (step === "principal") return this.agency.complain(problem);
    if (idNumber === null) return this.shown.change({ problems: { ...this.state.problems, [field]: problem } });
    this.shown.change({ form: { ...form, id_number: idNumber }, field: "id_number", problems: { id_number: problem } });
  }

  private type(text: string): true {
    const { step, field, form } = this.state;
    if (step === "register") this.fill(field, form[field] + text);
    else this.agency.fill(this.agency.current.number + text);
    return true;
  }
}
