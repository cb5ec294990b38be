// The bar, drawn dot by dot, and the same words for those who cannot see it.

import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";

import { clockTime } from "../shared/format";
import { say } from "../shared/language";
import { words as common } from "../shared/words";
import { ledWords as words } from "../generated/led";
import { dotsOf, HEIGHT } from "./dots";
import type { Line } from "./lines";
import { placesOf } from "./scroll";
import type { LedState } from "./state";

/** Dark dots between two rows. */
const BETWEEN = 2;

export interface Bar {
  /** Of the window below it. */
  readonly window: number;
  /** Width in dots. */
  readonly width: number;
  readonly rows: 1 | 2;
}

export interface Moment {
  /** How long these words have stood, in ms. */
  readonly elapsed: number;
  readonly blinking: boolean;
  readonly still: boolean;
}

export function drawLed(state: LedState, bar: Bar, lines: readonly Line[], moment: Moment): TemplateResult {
  const height = bar.rows * HEIGHT + (bar.rows - 1) * BETWEEN;
  const shift = lines.length < bar.rows ? (height - HEIGHT) / 2 : 0;
  return html`
    <main class="led">
      <h1 class="for-readers">${say(common.windowNumber(bar.window))}</h1>
      <svg class="led__panel" viewBox="-1 -1 ${bar.width + 2} ${height + 2}" aria-hidden="true">
        <defs>
          <pattern id="led-dark" width="1" height="1" patternUnits="userSpaceOnUse"><circle cx="0.5" cy="0.5" r="0.4" /></pattern>
        </defs>
        <rect width=${bar.width} height=${height} fill="url(#led-dark)" />
        ${state.ready
          ? lines.map((line, at) => drawLine(line, bar.width, shift + at * (HEIGHT + BETWEEN), moment, at === lines.length - 1))
          : nothing}
      </svg>
      <p class="for-readers" aria-live="assertive" data-doing=${state.doing?.kind ?? state.window?.state ?? "connecting"}>
        ${lines.map((line) => html`<span>${line.text}</span> `)}
      </p>
      ${drawStanding(state)}
    </main>
  `;
}

function drawLine(line: Line, width: number, top: number, moment: Moment, last: boolean): SVGTemplateResult {
  const { length, path } = dotsOf(line.text);
  const look = `led__line led__line--${line.tone} ${last && moment.blinking ? "led__line--new" : ""}`;
  return svg`
    <svg y=${top} width=${width} height=${HEIGHT} class=${look} data-text=${line.text}>
      ${placesOf(length, width, moment.elapsed, moment.still).map((x) => svg`<path transform="translate(${x} 0)" d=${path} />`)}
    </svg>
  `;
}

/** A bar that has not heard from the server keeps its words, and says since when they are old. */
function drawStanding({ standing, timezone, window }: LedState): TemplateResult | typeof nothing {
  if (standing.state !== "stale" || window === null) return nothing;
  const time = clockTime(standing.since ?? new Date(), timezone);
  return html`<p class="led__stale" role="status" data-standing="stale">${say(words.stale({ time }))}</p>`;
}
