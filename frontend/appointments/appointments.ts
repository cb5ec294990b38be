/** The staff's page of appointments: somebody's is found, checked in, changed, given up; or booked for who stands here. */

import { Picker } from "../booking/picker";
import { initial, type BookingState } from "../booking/state";
import { focusOn } from "../shared/focus";
import { HallClock } from "../shared/hall-clock";
import { Shown } from "../shared/page";
import { Reach } from "../shared/reach";
import type { Hall, Ticket } from "../shared/types";
import { dayThere } from "../shared/zones";
import { isPlain, onCodes, onKeys } from "../staff/keys";
import { shownIn, type Draw } from "../staff/page";
import { mayOpen } from "../staff/places";
import { Reading } from "../staff/reading";
import { staffHttp } from "../staff/session";
import type { Session } from "../staff/shapes";
import { Wire } from "../staff/wire";
import { Deeds } from "./deeds";
import { DeskBooking } from "./desk-booking";
import { askedWith, beginning, type AppointmentsState, type Asked, type Booked, type Found, type Misses, type Panel, type Show, type Side } from "./state";
import { words } from "./words";

/** What happens in the hall that the day's list shows. */
const TELLING = /^(appointment_|home_visit_|hall_)/;
/** Days begin, and nobody tells. */
const READ_ANYWAY_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
const PAGE = 200;
const BOOKS = new Set(["greeter", "manager"]);
const SIDE_KEYS: Readonly<Record<string, Side>> = { F2: "day", F3: "book" };

export class Appointments {
  readonly shown: Shown<AppointmentsState>;
  readonly wire: Wire<AppointmentsState>;
  readonly booking: DeskBooking;
  readonly picker: Picker;
  readonly deeds: Deeds;
  private readonly clock = new HallClock();
  private readonly reading = new Reading((latest) => this.read(latest));

  constructor(root: HTMLElement, draw: Draw<AppointmentsState, Appointments>, session: Session, private readonly code: string) {
    this.shown = shownIn(root, beginning(session, code), () => words.title, (state) => draw(state, this));
    const redraw = (): void => this.shown.change({});
    this.wire = new Wire(this.shown, { forms: () => this.state });
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
    this.deeds = new Deeds(this.shown, this.wire, this.picker, this.path, () => this.reading.again());
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
    return mayOpen("appointments", this.state.session);
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
    onCodes((code) => void this.find(code));
    onKeys((event) => this.press(event));
    window.setInterval(() => this.shown.change({ now: this.clock.now() }), MINUTE_MS);
    this.shown.change({ hall: await this.wire.need<Hall>(this.path) });
    if (this.mayBook) await this.booking.load(null).catch((error: unknown) => this.wire.tell(error));
    this.reading.follow({ hall: this.code, telling: TELLING, anywayMs: READ_ANYWAY_MS, standing: (standing) => this.shown.change({ standing }) });
    await this.reading.now();
  }

  // --- what is shown

  go(side: Side): void {
    if (side === "book" && !this.mayBook) return;
    this.shown.change({ side, message: null });
    focusOn(side === "book" ? "#search" : "[name=find]");
  }

  async chooseDay(day: string): Promise<void> {
    this.shown.change({ day, items: null, found: null });
    await this.reading.now();
  }

  narrow(show: Show): void {
    this.shown.change({ show });
  }

  /** The day's list to its end, and the open appointment with it. */
  private async read(latest: () => boolean): Promise<void> {
    const items: Booked[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const query = new URLSearchParams({ limit: String(PAGE), ...(this.state.day && { day: this.state.day }), ...(after && { after }) });
      const page: { at: string; items: Booked[]; next: string | null } | null = await this.wire.get(`${this.path}/appointments?${query}`);
      if (page === null || !latest()) return;
      this.clock.hear(page.at);
      items.push(...page.items);
      after = page.next;
    }
    const { one } = this.state;
    this.shown.change({ now: this.clock.now(), items, one: items.find(({ id }) => id === one?.id) ?? one });
    await this.readTicket();
  }

  // --- finding

  type(query: string): void {
    this.shown.change({ query });
  }

  async find(typed: string): Promise<void> {
    const asked = askedWith(typed);
    if (asked === null) return this.shown.change({ message: { look: "bad", text: words.findWrong } });
    await this.wire.press("find", `${this.path}/appointments/find`, asked, (found: Found) => {
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
      this.wire.tell(error);
    }
  }

  leaveFound(): void {
    this.shown.change({ found: null, asked: null, misses: null, ...CLOSED });
  }

  async lift(): Promise<void> {
    const { asked, reason } = this.state;
    if (asked === null) return;
    await this.wire.press("lift", `${this.path}/booking-standing/lift`, { ...asked, reason: reason.trim() }, (misses: Misses) => {
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
    if (panel === "change" && one !== null) void this.picker.open(one.service, one.mode, one.places);
  }

  write(reason: string): void {
    this.shown.change({ reason });
  }

  private wasBooked(made: Booked): void {
    this.shown.change({ side: "day", found: null, asked: null, misses: null, ...CLOSED, one: made, day: made.day, message: { look: "good", text: words.booked(made.code) } });
    void this.reading.now();
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
      this.wire.say({ look: "good", text: words.routeDone });
    } catch (error) {
      this.wire.tell(error);
    }
    this.shown.change({ busy: null });
  }

  private press(event: KeyboardEvent): void {
    const side = SIDE_KEYS[event.key];
    if (side === undefined || !isPlain(event)) return;
    event.preventDefault();
    this.go(side);
  }
}

/** Nothing is open. */
const CLOSED = { one: null, unmasked: null, ticket: null, became: null, panel: null, reason: "", flaw: null, message: null } as const;
