// A request for help on the phone of whoever asked.

import { render } from "lit";

import { helpWords } from "../generated/help";
import { Following, initial, type FollowState } from "../help/following";
import { followView } from "../help/view-following";
import { Http } from "../shared/http";
import { onLanguage, say } from "../shared/language";
import { Shown, type PageConfig } from "../shared/page";
import { openPhonePage } from "../shared/phone-page";
import { Reach } from "../shared/reach";

interface HelpedConfig extends PageConfig {
  readonly assistance: string;
}

const READ_MS = 15_000;

const { config, root, focus } = openPhonePage<HelpedConfig>();
const shown = new Shown<FollowState>(initial, draw);
const redraw = (): void => shown.change({});
const following = new Following(shown, new Http(), new Reach(redraw), config.assistance);

function draw(state: FollowState): void {
  render(followView(state, following, redraw), root);
  document.title = say(helpWords.mine.title);
  const dialog = root.querySelector("dialog");
  if (dialog !== null && !dialog.open) dialog.showModal();
  focus.keep();
}

/** Looks again while something may come of it; a page nobody sees waits until it is seen. */
function look(): void {
  const { request, missing } = shown.state;
  if (document.visibilityState === "visible" && !missing && (request === null || request.open)) void following.read();
}

redraw();
void following.read();
// The names of states are the server's, in the language that was asked for.
onLanguage(() => void following.read());
window.setInterval(look, READ_MS);
document.addEventListener("visibilitychange", look);
window.addEventListener("online", look);
