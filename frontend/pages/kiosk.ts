// The kiosk: from the first page to a ticket in two taps, and back by itself.

import { render, type TemplateResult } from "lit";

import { checkInView } from "../kiosk/check-in-view";
import { choiceView } from "../kiosk/choice";
import { findView } from "../kiosk/find";
import { frame } from "../kiosk/frame";
import { Idle } from "../kiosk/idle";
import { Kiosk } from "../kiosk/kiosk";
import { principalView } from "../kiosk/principal";
import { ratingView, thanksView } from "../kiosk/rating";
import { refusedView } from "../kiosk/refused";
import { registerView } from "../kiosk/register";
import { Renewal } from "../kiosk/renewal";
import { agencyView } from "../kiosk/agency-view";
import { helpView } from "../kiosk/help";
import { cannotView, scannedView } from "../kiosk/scanned";
import { Scanner } from "../kiosk/scanner";
import { startView } from "../kiosk/start";
import { endsByItself, initial, type KioskState } from "../kiosk/state";
import { issuingView, ticketView } from "../kiosk/ticket";
import { tendScrolling } from "../kiosk/tiles";
import { watchHall } from "../kiosk/watch";
import { kioskWords } from "../generated/kiosk";
import { keepToken } from "../shared/device-token";
import { Http } from "../shared/http";
import { say, type Text } from "../shared/language";
import { readPage, Shown, type PageConfig } from "../shared/page";
import { hasPrinter, print, type PrintProblem } from "../shared/printer";
import { ReadAloud } from "../shared/read-aloud";

interface KioskConfig extends PageConfig {
  readonly hall: string;
  readonly name: Text;
  readonly public_url: string;
}

/** How long a press is not taken after the page has changed under the finger: the second half of a double tap. */
const SETTLING_MS = 350;

const config = readPage<KioskConfig>();
const token = keepToken(`kiosk.${config.hall}`);
const root = document.getElementById("root") ?? document.body;
const http = new Http({ token: () => token, patienceMs: 20_000 });
const shown = new Shown<KioskState>(initial(token !== null), draw);
const printer = hasPrinter() ? { print: slipOf } : null;
const kiosk = new Kiosk(shown, http, { hall: config.hall, homeLanguage: config.language, printer, publicUrl: config.public_url });
const reader = new ReadAloud(() => config.hall, () => shown.change({}));
const idle = new Idle(shown, kiosk, () => reader.reading === "speaking" || reader.reading === "preparing");
const renewal = new Renewal(shown, idle);
const fit = tendScrolling(root);

let drawnStep = "";
let warned = false;

function draw(state: KioskState): void {
  document.title = `${say(kioskWords.title)} · ${say(config.name)}`;
  render(frame(state, kiosk, reader, say(config.name), body(state)), root);
  if (state.step !== drawnStep) arrive(state.step);
  fit();
  warn(state.leavingIn !== null && !endsByItself(state.step));
}

function body(state: KioskState): TemplateResult {
  if (state.step === "search") return findView(state, kiosk);
  if (state.step === "choice") return choiceView(state, kiosk);
  if (state.step === "register") return registerView(state, kiosk);
  if (state.step === "principal") return principalView(state, kiosk);
  if (state.step === "agency") return agencyView(state, kiosk);
  if (state.step === "check_in") return checkInView(state, kiosk);
  if (state.step === "cannot") return cannotView(state, kiosk);
  if (state.step === "help") return helpView(state, kiosk);
  if (state.step === "scanned" && state.scan) return scannedView(state, kiosk, state.scan);
  if (state.step === "review") return ratingView(kiosk);
  if (state.step === "thanks") return thanksView(state, kiosk);
  if (state.step === "issuing") return issuingView(state);
  if (state.step === "ticket" && state.ticket) return ticketView(state, kiosk, state.ticket, config.public_url);
  if (state.step === "refused" && state.refused) return refusedView(state, kiosk, state.refused);
  return startView(state, kiosk);
}

/** A new page: readers are told by focus, and a finger that is still tapping hits nothing. */
function arrive(step: string): void {
  const first = drawnStep === "";
  drawnStep = step;
  if (first) return;
  reader.stop();
  root.setAttribute("data-settling", "");
  window.setTimeout(() => root.removeAttribute("data-settling"), SETTLING_MS);
  root.querySelector<HTMLElement>(step === "search" ? ".find__input" : "h1")?.focus({ preventScroll: true });
}

/** The question whether anybody is still there takes the focus, and gives it back to the page. */
function warn(warning: boolean): void {
  if (warning === warned) return;
  warned = warning;
  root.querySelector<HTMLElement>(warning ? "[data-way=stay]" : "h1")?.focus({ preventScroll: true });
}

/** A ticket's slip on this kiosk's paper; what was wrong when it did not come out. */
async function slipOf(ticket: string, key: string): Promise<PrintProblem | null> {
  const printed = await print(ticket, "slip", key);
  return printed === "printed" ? null : printed.problem;
}

root.replaceChildren();
shown.change({});
new Scanner(
  (code) => void kiosk.scanning.heard(code),
  () => root.querySelector<HTMLInputElement>(".line--on .line__input"),
);
window.addEventListener("keydown", (event) => event.key === "Escape" && kiosk.escape());
watchHall(shown, kiosk, config.hall, token);
window.setInterval(() => {
  shown.change({ now: new Date() });
  idle.tick();
  renewal.tick();
}, 1_000);
