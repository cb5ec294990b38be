// An appointment on its holder's phone; the QR code and the calendar file lead here.

import { render } from "lit";

import { Holder } from "../appointment/holder";
import { initial, isComing, type PageState } from "../appointment/state";
import { view } from "../appointment/view";
import { bookingWords } from "../generated/booking";
import { Http } from "../shared/http";
import { say } from "../shared/language";
import { Kept } from "../shared/kept";
import { HAND_IN } from "../shared/materials";
import { Shown, type PageConfig } from "../shared/page";
import { openPhonePage } from "../shared/phone-page";
import { Reach } from "../shared/reach";

interface AppointmentConfig extends PageConfig {
  readonly appointment: string;
}

/** Who has just checked in at a kiosk sees the ticket on the phone within so long. */
const READ_MS = 10_000;

const { config, root, focus } = openPhonePage<AppointmentConfig>();
const shown = new Shown<PageState>(initial, draw);
const redraw = (): void => shown.change({});
const holder = new Holder(shown, new Http(), new Reach(redraw), config.appointment, new Kept(location.pathname));
let changing = false;
/** Whoever has just booked is led to where materials are handed in, once they are there. */
let sought: string | null = location.hash === HAND_IN ? HAND_IN : null;

function draw(state: PageState): void {
  render(view(state, holder, redraw), root);
  const { appointment } = state;
  document.title = appointment === null ? say(bookingWords.mine) : `${say(appointment.name)} · ${say(bookingWords.mine)}`;
  const dialog = root.querySelector("dialog");
  if (dialog !== null && (state.asking !== null) !== dialog.open) {
    if (state.asking !== null) dialog.showModal();
    else dialog.close();
  }
  if (state.changing !== changing) {
    changing = state.changing;
    window.scrollTo(0, 0);
    root.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }
  if (sought !== null && root.querySelector(sought) !== null) {
    root.querySelector(sought)?.scrollIntoView();
    sought = null;
  }
  focus.keep();
}

/** Looks again while there is something to come of it; a page nobody sees waits until it is seen. */
function look(): void {
  holder.tick();
  const { appointment, missing } = shown.state;
  if (document.visibilityState === "visible" && !missing && (appointment === null || isComing(appointment))) void holder.read();
}

redraw();
void holder.recall().then(() => holder.read());
window.setInterval(look, READ_MS);
document.addEventListener("visibilitychange", look);
window.addEventListener("online", look);
