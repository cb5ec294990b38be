// The halls near by, on a phone: ?service= for those that do one matter.

import { render } from "lit";

import { takeWords } from "../generated/take";
import { Near } from "../near/near";
import { initial, type NearState } from "../near/state";
import { view } from "../near/view";
import { Http } from "../shared/http";
import { say } from "../shared/language";
import { Shown, type PageConfig } from "../shared/page";
import { openPhonePage } from "../shared/phone-page";
import { Reach } from "../shared/reach";

const AGAIN_MS = 30_000;

const { config, root, focus } = openPhonePage<PageConfig & { readonly service: string | null }>();
const shown = new Shown<NearState>(initial, draw);
const redraw = (): void => shown.change({});
const near = new Near(shown, new Http(), new Reach(redraw), config.service);

function draw(state: NearState): void {
  render(view(state, near, redraw), root);
  document.title = say(takeWords.nearTitle);
  focus.keep();
}

redraw();
void near.load();
window.setInterval(() => {
  if (document.visibilityState === "visible") void near.load();
}, AGAIN_MS);
