// What the parts of the ledger's page, taking in, files and the panels beside the list, are given of it.

import type { Shown } from "../shared/page";
import type { Message } from "../staff/state";
import type { Done, Manner, Wire } from "../staff/wire";
import type { Filters, LedgerState, Part } from "./state";

export interface LedgerPage {
  readonly state: LedgerState;
  readonly shown: Shown<LedgerState>;
  readonly wire: Wire<LedgerState>;
  readonly part: Part | null;
  readonly zone: string;
  get<T>(path: string): Promise<T | null>;
  send<T>(name: string, path: string, body: object | null, key: string, done: Done<T>, refused?: Manner["refused"]): Promise<boolean>;
  lack(text: Message["text"]): void;
  narrow(patch: Partial<Filters>): Promise<void>;
  read(): Promise<void>;
}
