// A record on its reporter's phone; the receipt's code leads here.

import { render } from "lit";

import type { FilesTaken } from "../attaching/attaching";
import { Follower } from "../case/follower";
import { initial, isOpen, type CaseState } from "../case/state";
import { view } from "../case/view";
import { caseWords } from "../generated/case";
import { Http } from "../shared/http";
import { onLanguage, say } from "../shared/language";
import { Shown, type PageConfig } from "../shared/page";
import { openPhonePage } from "../shared/phone-page";
import { Reach } from "../shared/reach";

interface CaseConfig extends PageConfig {
  readonly escalation: string;
  readonly files: FilesTaken;
}

const READ_MS = 30_000;

const { config, root, focus } = openPhonePage<CaseConfig>();
const shown = new Shown<CaseState>(initial, draw);
const redraw = (): void => shown.change({});
const follower = new Follower(shown, new Http(), new Reach(redraw), config.escalation, config.files);

function draw(state: CaseState): void {
  render(view(state, follower, redraw), root);
  document.title = state.record === null ? say(caseWords.title) : `${state.record.number} · ${say(caseWords.title)}`;
  const dialog = root.querySelector("dialog");
  if (dialog !== null && !dialog.open) dialog.showModal();
  focus.keep();
}

/** Looks again while something may come of it; a page nobody sees waits until it is seen. */
function look(): void {
  const { record, missing } = shown.state;
  if (document.visibilityState === "visible" && !missing && (record === null || isOpen(record))) void follower.read();
}

redraw();
void follower.read();
// The names of states are the server's, in the language that was asked for.
onLanguage(() => void follower.read());
window.setInterval(look, READ_MS);
document.addEventListener("visibilitychange", look);
window.addEventListener("online", look);
