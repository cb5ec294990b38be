// What the desk's forms are given of its page.

import type { Shown } from "../shared/page";
import type { StaffTicket } from "../staff/shapes";
import type { DeskState } from "./state";

export interface DeskPage {
  readonly shown: Shown<DeskState>;
  act(verb: "finish" | "transfer", ticket: { readonly id: string; readonly number: string }, body: object): Promise<boolean>;
  atWindow(verb: string, body: object): Promise<boolean>;
  call(ticket: StaffTicket, reason: string): Promise<boolean>;
  appeal(id: string, text: string): Promise<boolean>;
  signOutForGood(leaveWindow: boolean): Promise<void>;
  tell(error: unknown): void;
}
