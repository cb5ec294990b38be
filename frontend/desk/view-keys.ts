// The sheet of keys: everything this page does, with its key.

import { html, type TemplateResult } from "lit";

import { say, type Text } from "../shared/language";
import { keyOf, type DeedName } from "./deeds";
import { words } from "./words";
import { words as staff } from "../staff/words";
import { deeds, panels } from "./words-deeds";

type Line = readonly [DeedName, Text];

const TICKET: readonly Line[] = [
  ["start", deeds.start],
  ["recall", deeds.recall],
  ["no-show", deeds.noShow],
  ["finish", deeds.finish],
  ["hold", deeds.hold],
  ["transfer", deeds.transfer],
  ["undo", deeds.undo],
  ["print", words.print],
];
const WINDOW: readonly Line[] = [
  ["pause", deeds.pause],
  ["find", deeds.find],
  ["help", deeds.help],
  ["reviews", words.reviews],
  ["escalate", words.escalate],
  ["hand-over", words.handOver],
  ["leave", words.leaveWindow],
  ["lock", words.lock],
  ["sign-out", staff.signOut],
];

export function drawKeys(): TemplateResult {
  return html`
    <h2 id="panel">${say(panels.keysTitle)}</h2>
    <p class="soft">${say(panels.keysMore)}</p>
    <div class="desk-sheet">
      <dl class="desk-keys">
        <dt><kbd>Enter</kbd> <kbd>F2</kbd></dt>
        <dd>${say(deeds.callNext)}</dd>
        ${TICKET.map(line)}
        <dt><kbd>1</kbd>–<kbd>9</kbd></dt>
        <dd>${say(panels.keyHeld)}</dd>
      </dl>
      <dl class="desk-keys">
        ${WINDOW.map(line)}
        <dt><kbd>Esc</kbd></dt>
        <dd>${say(panels.esc)}</dd>
        <dt><kbd>Tab</kbd></dt>
        <dd>${say(panels.keyTab)}</dd>
        <dt><kbd>1</kbd>–<kbd>9</kbd> <kbd>0</kbd> <kbd>-</kbd></dt>
        <dd>${say(panels.keyOutcome)}</dd>
        <dt><kbd>0</kbd>–<kbd>9</kbd></dt>
        <dd>${say(panels.keyWindow)}</dd>
        <dt><kbd>Ctrl</kbd> <kbd>Enter</kbd></dt>
        <dd>${say(panels.keyLong)}</dd>
      </dl>
    </div>
  `;
}

function line([name, title]: Line): TemplateResult {
  return html`<dt><kbd>${keyOf(name)}</kbd></dt>
    <dd>${say(title)}</dd>`;
}
