// The page of a hall screen: header, the large call, the last calls, who waits, and the strip below.

import { html, nothing, type TemplateResult } from "lit";

import { clockTime, longDate } from "../shared/format";
import { say, type Text } from "../shared/language";
import { drawCalls, drawNow, other } from "./view-calls";
import { drawWaiting } from "./view-waiting";
import type { ScreenState } from "./state";
import { screenWords as words } from "../generated/screen";

const NOTICE_MS = 12_000;

/** What fits on the strip in large type. */
const STRIP_WIDTH = 105;

export function drawScreen(state: ScreenState, openSound: () => void): TemplateResult {
  return html`
    <div class="screen">
      ${drawHeader(state, openSound)}
      <main class="screen__calls ${state.calls.length ? "" : "screen__calls--empty"}">${drawNow(state)} ${drawCalls(state)}</main>
      ${drawWaiting(state)} ${drawStrip(state)}
    </div>
  `;
}

function drawHeader({ hall, zone, now, standing, sound, voice, silent }: ScreenState, openSound: () => void): TemplateResult {
  const zoneName = hall?.zones.length === 1 ? undefined : hall?.zones.find((one) => one.code === zone)?.name;
  const mute = !voice.available || silent;
  return html`
    <header class="screen__top">
      <h1 class="screen__hall">${hall ? say(hall.name) : nothing}</h1>
      ${zoneName ? html`<p class="screen__zone">${say(zoneName)}</p>` : nothing}
      <div class="screen__badges">
        ${sound === "blocked" ? drawTap(openSound) : nothing}
        ${mute && sound !== "elsewhere" ? html`<span class="state state--wait" data-badge="voice">${say(words.noVoice)}</span>` : nothing}
        ${sound === "elsewhere" ? html`<span class="state" data-badge="speaker">${say(words.elsewhere)}</span>` : nothing}
        ${drawStanding(standing, hall?.timezone)}
      </div>
      <p class="screen__date">${longDate(now, hall?.timezone)}</p>
      <time class="screen__clock number">${clockTime(now, hall?.timezone)}</time>
    </header>
  `;
}

function drawStanding(standing: ScreenState["standing"], timezone?: string): TemplateResult {
  const [look, told] = {
    live: ["state--good", words.live],
    connecting: ["", words.connecting],
    stale: ["state--bad", words.stale({ time: clockTime(standing.since ?? new Date(), timezone) })],
    refused: ["state--bad", standing.problem ? { zh: standing.problem.detail, en: standing.problem.detail } : words.connecting],
  }[standing.state] as [string, typeof words.live];
  return html`<span class="state ${look}" role="status" data-standing=${standing.state}>${say(told)}</span>`;
}

/** Notices between calls; while a call is new or being said, the call's own sentence. */
function drawStrip({ scene, fresh, notices, now }: ScreenState): TemplateResult {
  if (scene && fresh) {
    return drawTwoLines("screen__strip screen__strip--call", scene.text);
  }
  const notice = notices[Math.floor(now.getTime() / NOTICE_MS) % Math.max(1, notices.length)];
  const text = notice?.text ?? { zh: "", en: "" };
  return drawTwoLines(width(say(text)) > STRIP_WIDTH ? "screen__strip screen__strip--long" : "screen__strip", text);
}

/** How wide a line is, in letters: a Chinese sign is as wide as two. */
function width(line: string): number {
  return [...line].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 2 : 1), 0);
}

/** Screens are read by everybody at once: both languages, the page's own first and larger. */
function drawTwoLines(look: string, text: Text): TemplateResult {
  const first = say(text);
  const second = other(text);
  return html`
    <footer class=${look}>
      <p class="screen__line">${first}</p>
      ${second && second !== first ? html`<p class="screen__line screen__line--second">${second}</p>` : nothing}
    </footer>
  `;
}

function drawTap(openSound: () => void): TemplateResult {
  return html`<button class="screen__tap" data-action="enable-sound" @click=${openSound}>
    <span>${words.tapForSound.zh}</span><span>${words.tapForSound.en}</span>
  </button>`;
}
