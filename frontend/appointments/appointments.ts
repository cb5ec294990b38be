/** The staff's page of appointments: somebody's is found, checked in, changed, given up; or booked for who stands here. */

import { render } from "lit";

import { Picker } from "../booking/picker";
import { initial, type BookingState } from "../booking/state";
import { Feed } from "../shared/feed";
import { FocusKept } from "../shared/focus";
import { focusOn } from "../shared/focus";
import { HallClock } from "../shared/hall-clock";
import { sentence } from "../shared/http";
import { say } from "../shared/language";
import { Shown } from "../shared/page";
import { Reach } from "../shared/reach";
import { listenForCodes } from "../shared/scanner";
import type { Fact, Hall, Snapshot, Ticket } from "../shared/types";
import { dayThere } from "../shared/zones";
import { Presses } from "../staff/presses";
import { staffHttp } from "../staff/session";
import type { Session } from "../staff/shapes";
import { Deeds } from "./deeds";
import { DeskBooking } from "./desk-booking";
import { askedWith, beginning, type AppointmentsState, type Asked, type Booked, type Found, type Misses, type Panel, type Show, type Side } from "./state";
import { drawAppointments } from "./view";
import { words } from "./words";

/** What happens in the hall that the day's list shows. */
const TELLING = /^(appointment_|home_visit_|hall_)/;
const READ_AFTER_MS = 300;
const MINUTE_MS = 60_000;
const PAGE = 200;
const SEES = new Set(["greeter", "clerk", "manager"]);
const BOOKS = new Set(["greeter", "manager"]);
const SIDE_KEYS: Readonly<Record<string, Side>> = { F2: "day", F3: "book" };

export class Appointments {
  readonly shown: Shown<AppointmentsState>;
  readonly presses: Presses<AppointmentsState>;
  readonly booking: DeskBooking;
  readonly picker: Picker;
  readonly deeds: Deeds;
  private readonly clock = new HallClock();
  private asked = 0;
  private reading = 0;

  constructor(root: HTMLElement, session: Session, private readonly code: string) {
    const focus = new FocusKept(root);
    this.shown = new Shown(beginning(session, code), (state) => {
      render(drawAppointments(state, this), root);
      document.title = say(words.title);
      focus.keep();
    });
    const redraw = (): void => this.shown.change({});
    this.presses = new Presses(this.shown, () => undefined);
    const reach = new Reach(redraw);
    const desk = new Shown<BookingState>(initial, redraw);
    this.booking = new DeskBooking(desk, staffHttp, reach, code, (made) => this.wasBooked(made));
    const around = {
      get: () => this.state.picking,
      put: (picking: AppointmentsState["picking"]) => this.shown.change({ picking }),
      zone: () => this.zone,
      hall: () => code,
    };
    this.picker = new Picker(around, staffHttp, reach);
    this.deeds = new Deeds(this.shown, this.presses, this.picker, this.path, () => this.readSoon());
  }

  private get state(): AppointmentsState {
    return this.shown.state;
  }

  private get path(): string {
    return `/halls/${encodeURIComponent(this.code)}`;
  }

  get zone(): string {
    return this.state.hall?.timezone ?? "Asia/Shanghai";
  }

  get today(): string {
    return dayThere(this.zone, this.state.now);
  }

  private may(roles: ReadonlySet<string>): boolean {
    return this.state.session.roles.some((role) => roles.has(role));
  }

  get mayLook(): boolean {
    return this.may(SEES);
  }

  get mayBook(): boolean {
    return this.may(BOOKS);
  }

  get mayForgive(): boolean {
    return this.state.session.roles.includes("manager");
  }

  async start(): Promise<void> {
    this.shown.change({});
    if (!this.mayLook) return;
    listenForCodes((code) => void this.find(code));
    document.addEventListener("keydown", (event) => this.press(event));
    window.setInterval(() => this.shown.change({ now: this.clock.now() }), MINUTE_MS);
    try {
      this.shown.change({ hall: await staffHttp.get<Hall>(this.path) });
      if (this.mayBook) await this.booking.load(null);
    } catch (error) {
      this.presses.tell(error);
    }
    new Feed<Snapshot>({
      namespace: "/desk",
      auth: { hall: this.code },
      snapshot: () => this.readSoon(),
      fact: ({ kind }: Fact) => TELLING.test(kind) && this.readSoon(),
      standing: (standing) => this.shown.change({ standing }),
    }).start();
    await this.read();
  }

  // --- what is shown

  go(side: Side): void {
    if (side === "book" && !this.mayBook) return;
    this.shown.change({ side, message: null });
    focusOn(side === "book" ? "#search" : "[name=find]");
  }

  async chooseDay(day: string): Promise<void> {
    this.shown.change({ day, items: null, found: null });
    await this.read();
  }

  narrow(show: Show): void {
    this.shown.change({ show });
  }

  private readSoon(): void {
    window.clearTimeout(this.reading);
    this.reading = window.setTimeout(() => void this.read(), READ_AFTER_MS);
  }

  /** The day's list anew, to its end, and the open appointment with it; of several questions the last one counts. */
  private async read(): Promise<void> {
    const mine = (this.asked += 1);
    try {
      const items: Booked[] = [];
      for (let after: string | null = ""; after !== null; ) {
        const query = new URLSearchParams({ limit: String(PAGE), ...(this.state.day && { day: this.state.day }), ...(after && { after }) });
        const page: { at: string; items: Booked[]; next: string | null } = await staffHttp.get(`${this.path}/appointments?${query}`);
        this.clock.hear(page.at);
        items.push(...page.items);
        after = page.next;
      }
      if (mine !== this.asked) return;
      const { one } = this.state;
      this.shown.change({ now: this.clock.now(), items, one: items.find(({ id }) => id === one?.id) ?? one });
      await this.readTicket();
    } catch (error) {
      if (mine === this.asked) this.presses.tell(error);
    }
  }

  // --- finding

  type(query: string): void {
    this.shown.change({ query });
  }

  async find(typed: string): Promise<void> {
    const asked = askedWith(typed);
    if (asked === null) return this.shown.change({ message: { look: "bad", text: words.findWrong } });
    await this.presses.press("find", `${this.path}/appointments/find`, asked, (found: Found) => {
      this.shown.change({ found, asked, query: "", side: "day", misses: null, ...CLOSED, one: found.items[0] ?? null });
      return null;
    });
    await this.readTicket();
    if (this.state.asked === asked && !("code" in asked)) await this.readMisses(asked);
  }

  /** How somebody stands who was found by a number of their own. */
  private async readMisses(asked: Asked): Promise<void> {
    try {
      const { body } = await staffHttp.act<Misses>("POST", `${this.path}/booking-standing`, asked);
      if (this.state.asked === asked) this.shown.change({ misses: body });
    } catch (error) {
      this.presses.tell(error);
    }
  }

  leaveFound(): void {
    this.shown.change({ found: null, asked: null, misses: null, ...CLOSED });
  }

  async lift(): Promise<void> {
    const { asked, reason } = this.state;
    if (asked === null) return;
    await this.presses.press("lift", `${this.path}/booking-standing/lift`, { ...asked, reason: reason.trim() }, (misses: Misses) => {
      this.shown.change({ misses, reason: "" });
      return { look: "good", text: words.lifted };
    });
  }

  // --- one appointment

  open(one: Booked): void {
    this.shown.change({ ...CLOSED, one });
    void this.readTicket();
    focusOn("[data-one] h2");
  }

  /** The number that the open appointment became; without it the page says the rest all the same. */
  private async readTicket(): Promise<void> {
    const { one } = this.state;
    if (one === null || one.ticket === null) return;
    const became = await staffHttp.get<Ticket>(`/tickets/${encodeURIComponent(one.ticket)}`).catch(() => null);
    if (this.state.one?.id === one.id) this.shown.change({ became });
  }

  close(): void {
    this.shown.change(CLOSED);
  }

  ask(panel: Panel | null): void {
    this.shown.change({ panel, reason: "", flaw: null, message: null });
    const { one } = this.state;
    if (panel === "change" && one !== null) void this.picker.open(one.service, one.mode);
  }

  write(reason: string): void {
    this.shown.change({ reason });
  }

  private wasBooked(made: Booked): void {
    this.shown.change({ side: "day", found: null, asked: null, misses: null, ...CLOSED, one: made, day: made.day, message: { look: "good", text: words.booked(made.code) } });
    void this.read();
  }

  // --- the route

  /** The list to take along, as a file; that it was made is on record. */
  async route(): Promise<void> {
    if (this.state.busy !== null) return;
    this.shown.change({ busy: "route", message: null });
    const day = this.state.day || this.today;
    try {
      const address = URL.createObjectURL(await staffHttp.file(`${this.path}/home-visits/list.pdf`, { day }));
      const link = Object.assign(document.createElement("a"), { href: address, download: `home-visits-${day}.pdf` });
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(address), MINUTE_MS);
      this.shown.change({ message: { look: "good", text: words.routeDone } });
    } catch (error) {
      this.shown.change({ message: { look: "bad", text: sentence(error) } });
    }
    this.shown.change({ busy: null });
  }

  dismiss(): void {
    this.shown.change({ message: null });
  }

  private press(event: KeyboardEvent): void {
    const side = SIDE_KEYS[event.key];
    if (side === undefined || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.go(side);
  }
}

/** Nothing is open. */
const CLOSED = { one: null, unmasked: null, ticket: null, became: null, panel: null, reason: "", flaw: null, message: null } as const;
