// The screen at the door: ?service= for one matter, #token= once to make it one of the hall's screens.

import { render } from "lit";

import { Door } from "../door/door";
import { initial, type DoorState } from "../door/state";
import { view, type DoorPage } from "../door/view";
import { doorWords } from "../generated/door";
import { keepToken } from "../shared/device-token";
import { Http } from "../shared/http";
import { say } from "../shared/language";
import { readPage, Shown, type PageConfig } from "../shared/page";
import { Reach } from "../shared/reach";

const TICK_MS = 250;

const config = readPage<DoorPage & PageConfig>();
const token = keepToken(`door.${config.hall}`);
const root = document.getElementById("root") ?? document.body;
const shown = new Shown<DoorState>(initial, draw);
const reach = new Reach(() => shown.change({}));
const door = new Door(shown, new Http({ token: () => token }), reach, config);

function draw(state: DoorState): void {
  render(view(state, config, reach), root);
  document.title = `${say(doorWords.title)} · ${say(config.name)}`;
}

root.replaceChildren();
shown.change({ now: Date.now() });
door.start();
window.setInterval(() => door.tick(), TICK_MS);
