/** Keeps the greeter's page current: who asked for help, the ticket that is looked at, services, the server's clock. */

import { Feed } from "../shared/feed";
import { language } from "../shared/language";
import type { Shown } from "../shared/page";
import type { Fact, Hall, ServiceList, View } from "../shared/types";
import { staffHttp } from "../staff/session";
import type { Board, HelpRequest, List, StaffTicket } from "../staff/shapes";
import type { GreeterState } from "./state";
import { words } from "./words";

const AGAIN_MS = 60_000;
const LEAST_BETWEEN_MS = 700;
const TAKEN = new Set(["ticket_issued", "ticket_entered"]);
const LIVE = new Set(["waiting", "called", "serving", "held", "passed"]);

export class Watch {
  private skew = 0;
  private waiting = 0;

  constructor(
    private readonly shown: Shown<GreeterState>,
    private readonly hall: string,
    /** The ticket that is looked at has changed. */
    private readonly lookAgain: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  start(): void {
    new Feed<Board>({
      namespace: "/desk",
      auth: { hall: this.hall },
      snapshot: (board) => {
        this.takeBoard(board);
        this.readHelped();
      },
      view: (view: View) => view.kind === "board" && this.takeBoard(view.data as unknown as Board),
      fact: (fact) => this.hear(fact),
      standing: (standing) => this.shown.change({ standing }),
    }).start();
    window.setInterval(() => this.tick(), 1000);
    window.setInterval(() => void this.readServices(), AGAIN_MS);
    void this.readHall().catch(this.failed);
  }

  /** Reads the list of those who asked for help, in a moment: however fast the hall moves, not more often. */
  readHelped(): void {
    if (this.waiting !== 0) return;
    this.waiting = window.setTimeout(() => {
      this.waiting = 0;
      void this.fetchHelped();
    }, LEAST_BETWEEN_MS);
  }

  private async fetchHelped(): Promise<void> {
    const path = `/halls/${this.hall}/tickets?needs_help=true&limit=200`;
    const [found, requests] = await Promise.all([
      staffHttp.get<List<StaffTicket>>(path).catch(() => null),
      staffHttp.get<List<HelpRequest>>(`/halls/${this.hall}/assistance?open=true&limit=200&lang=${language()}`).catch(() => null),
    ]);
    if (!found || !requests) return this.readHelped();
    this.shown.change({ helped: found.items.filter((ticket) => LIVE.has(ticket.state)), requests: [...requests.items].reverse() });
  }

  private async readHall(): Promise<void> {
    this.shown.change({ hall: await staffHttp.get<Hall>(`/halls/${this.hall}`) });
    const aides = await staffHttp.get<{ items: GreeterState["aides"] }>(`/halls/${this.hall}/aides`).catch(() => null);
    if (aides) this.shown.change({ aides: aides.items });
    await this.readServices();
  }

  private async readServices(): Promise<void> {
    const list = await staffHttp.get<ServiceList>(`/halls/${this.hall}/services?lang=${language()}`).catch(() => null);
    if (list) this.shown.change({ services: list.items, bundles: list.bundles });
  }

  private takeBoard(board: Board): void {
    this.skew = Date.parse(board.at) - Date.now();
  }

  private tick(): void {
    this.shown.change({ now: Date.now() + this.skew });
  }

  private hear(fact: Fact): void {
    const { helped, lead } = this.shown.state;
    const { ticket, number, needs_help } = fact.data as { ticket?: string; number?: string; needs_help?: boolean };
    const asks = TAKEN.has(fact.kind) && needs_help === true;
    if (asks && fact.kind === "ticket_issued") this.callOut(number ?? "");
    const help = fact.kind.startsWith("assistance_");
    if (fact.kind === "assistance_requested" && fact.data["of_ticket"] === null && fact.data["user"] === null) this.tellOfHelp();
    if (asks || help || helped.some((one) => one.id === ticket)) this.readHelped();
    if (ticket !== undefined && ticket === lead?.ticket?.id) this.lookAgain();
  }

  private tellOfHelp(): void {
    this.shown.change({ message: { look: "wait", text: words.helpAsked } });
    if ("vibrate" in navigator) navigator.vibrate([200, 100, 200]);
  }

  private callOut(number: string): void {
    this.shown.change({ message: { look: "wait", text: words.helpNew(number) } });
    if ("vibrate" in navigator) navigator.vibrate([200, 100, 200]);
  }
}
