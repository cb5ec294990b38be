// Everything the greeter's page shows, as one value.

import type { Expected } from "../kiosk/check-in";
import type { Standing } from "../shared/feed";
import type { Text } from "../shared/language";
import type { Bundle, Service } from "../shared/types";
import type { HelpRequest, Session, StaffTicket } from "../staff/shapes";
import { CONNECTING, framed, type Framed } from "../staff/state";
import { EMPTY, type Draft } from "./draft";
import { BLANK, type RowFlaws, type Sheet } from "./papers";

export type Mode = "take" | "look" | "papers";
export const MODES: readonly Mode[] = ["take", "look", "papers"];

/** Where a scanned or typed code leads (`POST /halls/{hall}/scan`). */
export interface Lead {
  readonly kind: "ticket" | "passed" | "return" | "person" | "other_day" | "other_hall" | "unknown";
  readonly message: Text;
  readonly ticket: StaffTicket | null;
  readonly live: number;
  readonly requeues_left: number | null;
  readonly return_from: string | null;
  readonly services: readonly string[];
  readonly age_sixty: boolean | null;
  readonly id_number_ok: boolean | null;
}

/** Somebody asks for help by way of the greeter, here or at home. */
export interface HelpDraft {
  readonly venue: "here" | "home";
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly text: string;
}

export interface EnteredPaper {
  readonly id: string;
  readonly number: string;
  readonly state: StaffTicket["state"];
  readonly fresh: boolean;
}

export interface GreeterState extends Framed {
  readonly services: readonly Service[];
  readonly bundles: readonly Bundle[];
  readonly standing: Standing;
  /** Milliseconds of the server's clock. */
  readonly now: number;
  readonly mode: Mode;

  readonly draft: Draft;
  /** What the server found wrong with a field of the draft. */
  readonly problems: Readonly<Record<string, string>>;
  /** The ticket taken last, and those before it. */
  readonly taken: readonly StaffTicket[];

  /** What stands in the line for codes and numbers. */
  readonly sought: string;
  readonly lead: Lead | null;
  /** The identity number of the card that led there: to take a ticket with, and for nothing else. */
  readonly card: string | null;
  /** Who holds that card is expected today. */
  readonly expected: Expected | null;
  readonly category: string;
  readonly reason: string;
  readonly compare: string;
  readonly why: Text | string | null;

  /** Live tickets whose holders asked for help, oldest first. */
  readonly helped: readonly StaffTicket[];
  /** Every open request for help, and who may help. */
  readonly requests: readonly HelpRequest[];
  readonly aides: readonly { readonly username: string; readonly name: string }[];
  /** Name, phone and address of one request, from when they are asked for until something else is done. */
  readonly asker: { readonly id: string; readonly name: string | null; readonly phone: string | null; readonly address: string | null } | null;
  /** What is being typed for somebody who asks for help; null while the form is closed. */
  readonly asking: HelpDraft | null;

  readonly sheet: Sheet;
  readonly rowFlaws: ReadonlyMap<number, RowFlaws>;
  readonly entered: readonly EnteredPaper[];
}

export function beginning(session: Session, code: string, mode: Mode): GreeterState {
  return {
    ...framed(session, code),
    services: [],
    bundles: [],
    standing: CONNECTING,
    now: Date.now(),
    mode,
    draft: EMPTY,
    problems: {},
    taken: [],
    sought: "",
    lead: null,
    card: null,
    expected: null,
    category: "",
    reason: "",
    compare: "",
    why: null,
    helped: [],
    requests: [],
    aides: [],
    asker: null,
    asking: null,
    sheet: { day: "", rows: [BLANK], key: null },
    rowFlaws: new Map(),
    entered: [],
  };
}
