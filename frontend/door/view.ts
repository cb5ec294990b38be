// The screen at the door: a code to scan, what for, how many wait, and when it changes.

import { html, nothing, type TemplateResult } from "lit";

import { doorWords } from "../generated/door";
import { band, clockTime } from "../shared/format";
import { icon } from "../shared/icons";
import { say, type Text } from "../shared/language";
import type { Drawn } from "../shared/pieces";
import { qrCode } from "../shared/qr";
import { reachStrip, type Reach } from "../shared/reach";
import type { Service } from "../shared/types";
import { words } from "../shared/words";
import type { DoorPlace } from "./door";
import { secondsLeft, toShow, type DoorState, type Shown } from "./state";

export interface DoorPage extends DoorPlace {
  readonly name: Text;
  readonly public_url: string;
}

export function view(state: DoorState, page: DoorPage, reach: Reach): TemplateResult {
  const service = state.services.find(({ code }) => code === page.service) ?? null;
  const code = toShow(state);
  return html`
    <header class="door__top">
      <p class="door__hall">${say(state.hall?.name ?? page.name)}</p>
      <p class="door__time number">${clockTime(new Date(), state.hall?.timezone)}</p>
    </header>
    ${reachStrip(reach, state.hall?.timezone)}
    <main class="door">
      <h1>${say(doorWords.title)}</h1>
      <p class="door__what">${page.service === null ? say(doorWords.anything) : say(service?.name ?? words.loading)}</p>
      ${code === null ? none(state) : scan(code, state, page)} ${service === null ? nothing : queue(service)}
    </main>
  `;
}

function scan(code: Shown, { now, hall }: DoorState, page: DoorPage): TemplateResult {
  const query = new URLSearchParams(page.service === null ? { code: code.code } : { service: page.service, code: code.code });
  const address = `${page.public_url}/take/${encodeURIComponent(page.hall)}?${query}`;
  const left = secondsLeft(code, now);
  return html`
    <div class="door__code" data-address=${address}>${qrCode(address, say(doorWords.codeLabel))}</div>
    <p class="door__how">${say(page.service === null ? doorWords.howAny : doorWords.how)}</p>
    <p class="door__left soft" data-left=${left}>${say(left === 0 ? doorWords.changing : doorWords.left({ seconds: left }))}</p>
    ${hall !== null && !hall.issuing ? html`<p class="notice notice--wait">${say(doorWords.closed)}</p>` : nothing}
  `;
}

/** No code is better than one that is not taken: the way to the kiosk stands there instead. */
function none({ registered, problem }: DoorState): Drawn {
  if (registered === "unregistered") {
    return html`<p class="notice notice--bad door__none" role="alert" data-none="unregistered">${say(doorWords.unregistered)}</p>`;
  }
  return html`<p class="notice notice--wait door__none" role="status" data-none=${problem === null ? "waiting" : "refused"}>
    ${icon("offline")}<span>${problem ?? say(doorWords.none)}</span>
  </p>`;
}

function queue({ ahead, wait }: Service): TemplateResult {
  return html`<p class="door__queue" data-queue>${say(words.aheadNow(ahead))}${wait ? ` · ${band(wait)}` : ""}</p>`;
}
