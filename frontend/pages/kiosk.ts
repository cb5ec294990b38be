// The kiosk: from the first page to a ticket in two taps, and back by itself.

import { html, render, type TemplateResult } from "lit";

import { choiceView } from "../kiosk/choice";
import { findView } from "../kiosk/find";
import { frame } from "../kiosk/frame";
import { Idle } from "../kiosk/idle";
import { Kiosk } from "../kiosk/kiosk";
import { refusedView } from "../kiosk/refused";
import { registerView } from "../kiosk/register";
import { listenToScanner } from "../kiosk/scanner";
import { startView } from "../kiosk/start";
import { initial, type KioskState } from "../kiosk/state";
import { issuingView, ticketView } from "../kiosk/ticket";
import { tendScrolling } from "../kiosk/tiles";
import { watchHall } from "../kiosk/watch";
import { kioskWords } from "../generated/kiosk";
import { Http } from "../shared/http";
import { say, type Text } from "../shared/language";
import { readPage, remembered, Shown, type PageConfig } from "../shared/page";

interface KioskConfig extends PageConfig {
  readonly hall: string;
  readonly name: Text;
  readonly public_url: string;
}

/** How long a press is not taken after the page has changed under the finger: the second half of a double tap. */
const SETTLING_MS = 350;

const config = readPage<KioskConfig>();
const token = keepToken(config.hall);
const root = document.getElementById("root") ?? document.body;
const http = new Http({ token: () => token, patienceMs: 20_000 });
const shown = new Shown<KioskState>(initial(token !== null), draw);
const kiosk = new Kiosk(shown, http, config.hall, config.language);
const idle = new Idle(shown, kiosk);

let drawnStep = "";

function draw(state: KioskState): void {
  document.title = `${say(kioskWords.title)} · ${say(config.name)}`;
  render(frame(state, kiosk, say(config.name), body(state)), root);
  if (state.step !== drawnStep) arrive(state.step);
}

function body(state: KioskState): TemplateResult {
  if (state.step === "search") return findView(state, kiosk);
  if (state.step === "choice") return choiceView(state, kiosk);
  if (state.step === "register") return registerView(state, kiosk);
  if (state.step === "issuing") return issuingView(state);
  if (state.step === "ticket" && state.ticket) return ticketView(state, kiosk, state.ticket, config.public_url);
  if (state.step === "refused" && state.refused) return refusedView(state, kiosk, state.refused);
  return html`${startView(state, kiosk)}`;
}

/** A new page: readers are told by focus, and a finger that is still tapping hits nothing. */
function arrive(step: string): void {
  const first = drawnStep === "";
  drawnStep = step;
  if (first) return;
  root.setAttribute("data-settling", "");
  window.setTimeout(() => root.removeAttribute("data-settling"), SETTLING_MS);
  root.querySelector<HTMLElement>(step === "search" ? ".find__input" : "h1")?.focus({ preventScroll: true });
}

/** The device token comes once, in the address's fragment, and stays on this device. */
function keepToken(hall: string): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given !== null) {
    remembered.set(`kiosk.${hall}`, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return given ?? remembered.get(`kiosk.${hall}`);
}

root.replaceChildren();
shown.change({});
tendScrolling(root);
listenToScanner((scanned) => (scanned.kind === "ticket" ? void kiosk.scan(scanned.id) : kiosk.readCard(scanned.idNumber)));
watchHall(shown, kiosk, config.hall, token);
window.setInterval(() => {
  shown.change({ now: new Date() });
  idle.tick();
}, 1_000);
