// The ledger by keyboard alone: letters and arrows where nothing is being written.

import { isWriting } from "../staff/keys";
import type { TakingIn } from "./intake";
import type { Panels } from "./panels";
import { mayTakeIn, type LedgerState } from "./state";
import { deedsOf, type Deed } from "./steps";

/** What keys do on the page. */
interface Keyed {
  readonly state: LedgerState;
  readonly taking: TakingIn;
  readonly panels: Panels;
  begin(deed: Deed | null): void;
  close(): void;
  print(): void;
}

export function keyPressed(event: KeyboardEvent, page: Keyed): void {
  if (event.altKey || event.metaKey) return;
  const { one, doing, intake, receipt, panel } = page.state;
  if (event.key === "Enter" && event.ctrlKey && intake !== null && receipt === null) return void page.taking.save();
  if (event.ctrlKey) return;
  if (event.key === "Escape") {
    if (doing !== null) page.begin(null);
    else if (receipt !== null) page.taking.leave();
    else if (intake !== null) page.taking.leave();
    else if (panel !== null) page.panels.show(null);
    else if (one !== null) page.close();
    return;
  }
  if (isWriting(event.target)) return;
  const deed = one !== null && doing === null && receipt === null ? deedsOf(one)[Number(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]) - 1] : undefined;
  const act = deed ? () => page.begin(deed) : letter(event, page);
  if (act === null) return;
  event.preventDefault();
  act();
}

function letter(event: KeyboardEvent, page: Keyed): (() => void) | null {
  const { intake, receipt, one, session } = page.state;
  if (event.code === "KeyN" && intake === null && mayTakeIn(session)) return () => page.taking.begin(null);
  if (event.code === "KeyP" && (one !== null || receipt !== null)) return () => page.print();
  if (intake !== null) return null;
  if (event.code === "Slash") return () => document.querySelector<HTMLElement>("[name=text][type=search]")?.focus();
  if (event.key === "ArrowDown" || event.key === "ArrowUp") return () => walk(event.key === "ArrowDown" ? 1 : -1);
  return null;
}

/** From one row of the list to the next. */
function walk(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(".case-row")];
  const at = rows.findIndex((row) => row === document.activeElement || row.ariaCurrent === "true");
  rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
}
