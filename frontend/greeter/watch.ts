/** Keeps the greeter's page current: who asked for help, the ticket that is looked at, services, the server's clock. */

import { language, type Text } from "../shared/language";
import type { Shown } from "../shared/page";
import type { Fact, Hall, ServiceList } from "../shared/types";
import { LiveBoard } from "../staff/live-board";
import { isCovered } from "../staff/lock";
import { staffHttp } from "../staff/session";
import type { HelpRequest, List, StaffTicket } from "../staff/shapes";
import type { Wire } from "../staff/wire";
import type { GreeterState } from "./state";
import { words } from "./words";

const AGAIN_MS = 60_000;
const LEAST_BETWEEN_MS = 700;
const AFTER_A_FAILURE_MS = 5_000;
const COUNTED_AGAIN_MS = 2_000;
/** What moves the line: how many are ahead of a newcomer is another number then. */
const MOVES = /^(ticket_|window_changed)/;
const TAKEN = new Set(["ticket_issued", "ticket_entered"]);
const LIVE = new Set(["waiting", "called", "serving", "held", "passed"]);

export class Watch {
  private readonly live = new LiveBoard({
    board: (_board, anew) => anew && this.readHelped(),
    fact: (fact) => this.hear(fact),
    standing: (standing) => this.shown.change({ standing }),
    tick: (now) => this.shown.change({ now }),
  });
  private waiting = 0;
  private counting = 0;

  constructor(
    private readonly shown: Shown<GreeterState>,
    private readonly hall: string,
    /** The ticket that is looked at has changed. */
    private readonly lookAgain: () => void,
    private readonly wire: Wire<GreeterState>,
  ) {}

  start(): void {
    this.live.start(this.hall);
    window.setInterval(() => void this.readServices(), AGAIN_MS);
    void this.readHall();
  }

  /** Reads the list of those who asked for help, in a moment: however fast the hall moves, not more often. */
  readHelped(after = LEAST_BETWEEN_MS): void {
    if (this.waiting !== 0) return;
    this.waiting = window.setTimeout(() => {
      this.waiting = 0;
      void this.fetchHelped();
    }, after);
  }

  private async fetchHelped(): Promise<void> {
    const path = `/halls/${this.hall}/tickets?needs_help=true&limit=200`;
    const [found, requests] = await Promise.all([
      staffHttp.get<List<StaffTicket>>(path).catch(() => null),
      staffHttp.get<List<HelpRequest>>(`/halls/${this.hall}/assistance?open=true&limit=200&lang=${language()}`).catch(() => null),
    ]);
    if (isCovered()) return;
    if (!found || !requests) return this.readHelped(AFTER_A_FAILURE_MS);
    const { asker } = this.shown.state;
    this.shown.change({
      helped: found.items.filter((ticket) => LIVE.has(ticket.state)),
      requests: [...requests.items].reverse(),
      asker: requests.items.some(({ id }) => id === asker?.id) ? asker : null,
    });
  }

  private async readHall(): Promise<void> {
    this.shown.change({ hall: await this.wire.need<Hall>(`/halls/${this.hall}`) });
    const aides = await staffHttp.get<{ items: GreeterState["aides"] }>(`/halls/${this.hall}/aides`).catch(() => null);
    if (aides) this.shown.change({ aides: aides.items });
    await this.readServices();
  }

  /** Counts anew in a moment: however fast the hall moves, not more often. */
  private countAgain(): void {
    if (this.counting !== 0) return;
    this.counting = window.setTimeout(() => {
      this.counting = 0;
      if (!isCovered()) void this.readServices();
    }, COUNTED_AGAIN_MS);
  }

  /** Services with how many would be ahead of somebody who came for each now. */
  async readServices(): Promise<void> {
    const list = await staffHttp.get<ServiceList>(`/halls/${this.hall}/services?lang=${language()}`).catch(() => null);
    if (list) this.shown.change({ services: list.items, bundles: list.bundles });
  }

  private hear(fact: Fact): void {
    const { helped, lead } = this.shown.state;
    const { ticket, number, needs_help } = fact.data as { ticket?: string; number?: string; needs_help?: boolean };
    const asks = TAKEN.has(fact.kind) && needs_help === true;
    if (asks && fact.kind === "ticket_issued") this.callOut(words.helpNew(number ?? ""));
    const help = fact.kind.startsWith("assistance_");
    if (fact.kind === "assistance_requested" && fact.data["of_ticket"] === null && fact.data["user"] === null) this.callOut(words.helpAsked);
    if (MOVES.test(fact.kind)) this.countAgain();
    if (asks || help || helped.some((one) => one.id === ticket)) this.readHelped();
    if (ticket !== undefined && ticket === lead?.ticket?.id) this.lookAgain();
  }

  private callOut(text: Text): void {
    this.shown.change({ message: { look: "wait", text } });
    if ("vibrate" in navigator) navigator.vibrate([200, 100, 200]);
  }
}
