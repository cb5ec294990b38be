// What happens when a visitor presses something: from one state to the next.

import { readHall } from "../shared/hall";
import type { Http } from "../shared/http";
import { language, otherLanguage, speak, type Language } from "../shared/language";
import { isElder, setElder, type Shown } from "../shared/page";
import { Asking } from "../review/asking";
import { Agency } from "./agency";
import { CallingHelp } from "./calling";
import { CheckIn } from "./check-in";
import { Forms } from "./forms";
import { Scanning } from "./scanning";
import { endsByItself, FRESH, withList, type FieldName, type KioskState, type Step, type Tab } from "./state";
import { Taking, type SlipPrinter } from "./taking";

const THANKS_SECONDS = 10;
const LONGEST: Readonly<Record<FieldName, number>> = { id_number: 18, phone: 11, name: 30 };

/** What a kiosk is given: where it stands, and what it has. */
export interface Place {
  readonly hall: string;
  readonly homeLanguage: Language;
  readonly printer: SlipPrinter | null;
  /** Where phones find the server. */
  readonly publicUrl: string;
}

export class Kiosk {
  readonly taking: Taking;
  readonly agency: Agency;
  readonly scanning: Scanning;
  /** The review of the visit whose slip was scanned; null where none was, or it is not over. */
  asking: Asking | null = null;
  readonly checkIn: CheckIn;
  readonly calling: CallingHelp;

  constructor(private readonly shown: Shown<KioskState>, private readonly http: Http, readonly place: Place) {
    this.taking = new Taking(shown, http, place.hall, place.printer);
    this.agency = new Agency(shown, (idNumber) => this.scanning.isSound(idNumber));
    this.checkIn = new CheckIn(shown, http, place.hall, this.taking);
    this.calling = new CallingHelp(shown, http, place.hall);
    const forms = new Forms(shown, this.agency, (field, value) => this.fill(field, value));
    this.scanning = new Scanning(shown, http, place.hall, this.taking, forms, this.checkIn, (ticket) => this.askAbout(ticket));
  }

  private get state(): KioskState {
    return this.shown.state;
  }

  get speaksHome(): boolean {
    return language() === this.place.homeLanguage;
  }

  async load(): Promise<void> {
    const { hall, list } = await readHall(this.http, this.place.hall);
    this.shown.change({ hall, ...withList(list) });
  }

  // --- moving about

  go(step: Step): void {
    this.shown.change({ step, leavingIn: null });
  }

  /** Back to the first page, everything about this visitor forgotten. */
  leave(): void {
    this.taking.forget();
    this.scanning.forget();
    this.checkIn.forget();
    this.asking = null;
    this.shown.change({ ...FRESH });
  }

  /** As `leave`, and the next visitor finds the usual language and size. */
  leaveForNext(): void {
    this.leave();
    setElder(false);
    if (!this.speaksHome) speak(this.place.homeLanguage);
  }

  stay(): void {
    this.shown.change({ leavingIn: null });
  }

  /** Whether there is a way back: not from the first page, nor while a ticket is on its way or lies there. */
  get canGoBack(): boolean {
    const { step, adding, tab } = this.state;
    if (step === "issuing" || endsByItself(step)) return false;
    return step !== "start" || adding || tab !== "frequent";
  }

  back(): void {
    const { step, adding, department, tab, principals } = this.state;
    if (step === "refused") return this.backFromRefusal();
    if (step === "start" && tab === "department" && department !== null) return this.shown.change({ department: null });
    if (principals.length > 0 && this.agency.back()) return;
    if (step === "review") return this.go("scanned");
    if (step === "register") return this.go("choice");
    if (step === "search") return this.shown.change({ step: "start", query: "" });
    if (step === "start" && adding) return this.shown.change({ step: "choice", adding: false, tab: "frequent" });
    this.leave();
  }

  /** The key for it: a way back where there is one, the end of looking at a ticket. */
  escape(): void {
    if (this.state.leavingIn !== null && !endsByItself(this.state.step)) this.stay();
    else if (endsByItself(this.state.step)) this.leaveForNext();
    else if (this.canGoBack) this.back();
  }

  private backFromRefusal(): void {
    if (this.taking.scanned) return this.leave();
    this.go(this.state.principals.length > 0 ? "agency" : "choice");
  }

  toggleLanguage(): void {
    speak(otherLanguage().tag);
  }

  toggleElder(): void {
    setElder(!isElder());
    this.shown.change({});
  }

  // --- the visit reviewed

  /** What may be said of a visit that is over is read as its slip is scanned; null for a slip of any other. */
  private askAbout(ticket: string | null): void {
    const asking = ticket === null ? null : new Asking(this.http, ticket, () => this.shown.change({}));
    this.asking = asking;
    void asking?.read().catch(() => undefined);
  }

  /** Whoever reviewed may have gone: the next visitor is not thanked for it. */
  thank(): void {
    if (this.state.step === "review") this.shown.change({ step: "thanks", leavingIn: THANKS_SECONDS });
  }

  // --- choosing

  openTab(tab: Tab): void {
    this.shown.change({ tab, department: null });
  }

  openDepartment(department: string): void {
    this.shown.change({ department });
  }

  choose(code: string): void {
    if (this.state.adding && this.state.principals.length > 0) return this.agency.choose(code);
    const chosen = this.state.adding ? [...new Set([...this.state.chosen, code])] : [code];
    this.shown.change({ chosen, bundle: null, step: "choice", adding: false, query: "", leavingIn: null });
  }

  /** The enquiry desk instead of what could not be had. */
  chooseInstead(code: string): void {
    this.taking.forget();
    this.shown.change({ ...FRESH, chosen: [code], step: "choice" });
  }

  chooseBundle(code: string): void {
    this.shown.change({ bundle: code, chosen: [], step: "choice", adding: false, query: "", leavingIn: null });
  }

  drop(code: string): void {
    const chosen = this.state.chosen.filter((each) => each !== code);
    if (chosen.length === 0) this.leave();
    else this.shown.change({ chosen });
  }

  addAnother(): void {
    this.shown.change({ step: "start", adding: true, tab: "frequent", department: null });
  }

  dropPrincipal(at: number): void {
    if (!this.agency.remove(at)) this.leave();
  }

  toggleHelp(): void {
    this.shown.change({ needsHelp: !this.state.needsHelp });
  }

  typeQuery(query: string): void {
    this.shown.change({ query: query.slice(0, 20) });
  }

  // --- registering

  selectField(field: FieldName): void {
    this.shown.change({ field });
  }

  fill(field: FieldName, text: string): void {
    const kept = field === "name" ? text : text.toUpperCase().replace(field === "phone" ? /\D/g : /[^\dX]/g, "");
    const form = { ...this.state.form, [field]: kept.slice(0, LONGEST[field]) };
    this.shown.change({ form, problems: { ...this.state.problems, [field]: undefined } });
  }
}
