// Taking a ticket on a phone: on the way to the hall, or by the code at its door.

import { render } from "lit";

import { takeWords } from "../generated/take";
import { Http } from "../shared/http";
import { say, type Text } from "../shared/language";
import { Shown, type PageConfig } from "../shared/page";
import { openPhonePage } from "../shared/phone-page";
import { Reach } from "../shared/reach";
import { initial, STEPS, type Step, type TakeState } from "../take/state";
import { Take, type Asked } from "../take/take";
import { view } from "../take/view";

interface TakeConfig extends PageConfig, Asked {
  readonly hall: string;
  readonly name: Text;
}

const { config, root, focus } = openPhonePage<TakeConfig>();
const shown = new Shown<TakeState>(initial, draw);
const redraw = (): void => shown.change({});
const take = new Take(shown, new Http(), new Reach(redraw), config.hall, config);
let drawn: Step = "service";
let faults = 0;
let refused: TakeState["refused"] = null;

function draw(state: TakeState): void {
  render(view(state, take, config.name, redraw), root);
  document.title = `${say(takeWords.steps[state.step])} · ${say(state.hall?.name ?? config.name)}`;
  if (state.step !== drawn) {
    drawn = state.step;
    window.scrollTo(0, 0);
    root.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }
  if (state.faults !== faults) {
    faults = state.faults;
    root.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }
  if (state.refused !== refused) {
    refused = state.refused;
    root.querySelector("[data-refused]")?.scrollIntoView({ block: "nearest" });
  }
  focus.keep();
}

history.replaceState({ step: "service" }, "");
window.addEventListener("popstate", (event) => {
  const wanted = (event.state as { step?: Step } | null)?.step;
  take.arrive(wanted !== undefined && STEPS.includes(wanted) ? wanted : "service");
});
redraw();
void take.load();
