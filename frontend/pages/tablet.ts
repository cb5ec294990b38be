// The tablet at a window: it asks what the visit was like when a ticket is finished there.

import { render } from "lit";

import { reviewWords } from "../generated/review";
import { keepToken } from "../shared/device-token";
import { Feed } from "../shared/feed";
import { Http } from "../shared/http";
import { say, type Text } from "../shared/language";
import { readPage, Shown, type PageConfig } from "../shared/page";
import type { Snapshot } from "../shared/types";
import { words } from "../shared/words";
import { initial, type TabletState } from "../tablet/state";
import { Tablet } from "../tablet/tablet";
import { view } from "../tablet/view";

interface TabletConfig extends PageConfig {
  readonly hall: string;
  readonly name: Text;
  readonly window: number;
}

const HALL_AGAIN_MS = 10 * 60_000;

const config = readPage<TabletConfig>();
const token = keepToken(`review.${config.hall}.${config.window}`);
const root = document.getElementById("root") ?? document.body;
const shown = new Shown<TabletState>(initial(token !== null), draw);
const tablet = new Tablet(shown, new Http({ token: () => token }), config);
let drawnStep = "rest";

function draw(state: TabletState): void {
  render(view(state, tablet, config.name, config.window), root);
  document.title = `${say(words.windowNumber(config.window))} · ${say(reviewWords.device.title)}`;
  if (state.step === drawnStep) return;
  drawnStep = state.step;
  window.scrollTo(0, 0);
  root.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
}

root.replaceChildren();
shown.change({});
new Feed<Snapshot>({
  namespace: "/display",
  auth: { hall: config.hall, window: config.window },
  snapshot: () => void tablet.readHall(),
  fact: () => tablet.lookSoon(),
  standing: (standing) => shown.change({ standing }),
}).start();
window.setInterval(() => tablet.tick(), 1_000);
window.setInterval(() => void tablet.readHall(), HALL_AGAIN_MS);
