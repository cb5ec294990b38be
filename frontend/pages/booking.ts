// Booking on a phone.

import { render } from "lit";

import { Booking } from "../booking/booking";
import { heldIn } from "../booking/held";
import { initial, STEPS, type BookingState, type Step } from "../booking/state";
import { view } from "../booking/view";
import { bookingWords } from "../generated/booking";
import { Http } from "../shared/http";
import { say, type Text } from "../shared/language";
import { Shown, type PageConfig } from "../shared/page";
import { openPhonePage } from "../shared/phone-page";
import { Reach } from "../shared/reach";

interface BookingConfig extends PageConfig {
  readonly hall: string;
  readonly name: Text;
  readonly service: string | null;
}

const { config, root, focus } = openPhonePage<BookingConfig>();
const shown = new Shown<BookingState>(initial, draw);
const redraw = (): void => shown.change({});
const booking = new Booking(shown, new Http(), new Reach(redraw), config.hall);
let drawn: Step = "service";
let faults = 0;

function draw(state: BookingState): void {
  render(view(state, booking, config.name, redraw), root);
  document.title = `${say(bookingWords.steps[state.step])} · ${say(bookingWords.title)}`;
  if (state.step !== drawn) {
    drawn = state.step;
    window.scrollTo(0, 0);
    root.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }
  if (state.faults !== faults) {
    faults = state.faults;
    root.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }
  focus.keep();
}

// Loaded anew while a place is kept, the page comes back to the last step, and the others stay behind it.
if (heldIn(config.hall) === null) history.replaceState({ step: "service" }, "");
window.addEventListener("popstate", (event) => {
  const wanted = (event.state as { step?: Step } | null)?.step;
  booking.arrive(wanted !== undefined && STEPS.includes(wanted) ? wanted : "service");
});
redraw();
void booking.load(config.service);
