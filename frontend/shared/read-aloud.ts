// A page read aloud by the server's voice, sentence by sentence; silent again at the next touch.

import { html, nothing } from "lit";

import { Http, Refusal } from "./http";
import { icon } from "./icons";
import { say, serverLanguage } from "./language";
import type { Drawn } from "./pieces";
import { words } from "./words";

/**
 * How the reading stands.
 *   silent     nobody asked, or it has ended
 *   preparing  the first sentence is on its way
 *   speaking   being read
 *   blocked    the browser makes no sound before it is touched once more
 *   none       the server has no voice at present
 */
export type Reading = "silent" | "preparing" | "speaking" | "blocked" | "none";

/** What one request may hold; the server takes no more. */
const LONGEST = 300;
/** A server without a voice is asked again after this long. */
const NO_VOICE_MS = 60_000;

interface SpeechAnswer {
  readonly audio_url: string;
}

export class ReadAloud {
  private now: Reading = "silent";
  private run = 0;
  private silentUntil = 0;
  private ending: (() => void) | null = null;
  private readonly sound = new Audio();
  // Whoever wants to hear now is not served by a second try a quarter of a minute later.
  private readonly http = new Http({ patienceMs: 0 });

  /** `hall` is a hall's code; `changed` is told whenever `reading` is another. */
  constructor(private readonly hall: () => string, private readonly changed: () => void) {
    for (const sign of ["pointerdown", "keydown"]) window.addEventListener(sign, (event) => this.touched(event), true);
  }

  get reading(): Reading {
    return this.now === "none" && Date.now() > this.silentUntil ? "silent" : this.now;
  }

  /** Begins with the first sentence, or falls silent when something is being read. */
  toggle(sentences: readonly string[]): void {
    if (this.now === "speaking" || this.now === "preparing") this.stop();
    else void this.read(sentences);
  }

  stop(): void {
    this.run += 1;
    this.sound.pause();
    this.ending?.();
    if (this.now !== "none") this.stand("silent");
  }

  private async read(sentences: readonly string[]): Promise<void> {
    this.stop();
    const mine = this.run;
    this.stand("preparing");
    try {
      const pieces = sentences.flatMap(split);
      let next = this.address(pieces[0]);
      for (let at = 0; at < pieces.length && mine === this.run; at++) {
        const url = await next;
        next = this.address(pieces[at + 1]);
        if (url !== null && mine === this.run) await this.play(url, mine);
      }
      if (mine === this.run) this.stand("silent");
    } catch (error) {
      if (mine === this.run) this.fail(error);
    }
  }

  /** Where a sentence is to be heard. A failure waits until its turn: what comes before it is still read. */
  private address(sentence: string | undefined): Promise<string | null> {
    if (sentence === undefined) return Promise.resolve(null);
    const asked = this.http
      .act<SpeechAnswer>("POST", `/halls/${encodeURIComponent(this.hall())}/speech`, { text: sentence, language: serverLanguage() })
      .then(({ body }) => body.audio_url);
    asked.catch(() => undefined);
    return asked;
  }

  private async play(url: string, mine: number): Promise<void> {
    this.sound.src = url;
    const ended = new Promise<void>((done) => {
      this.ending = done;
      this.sound.onended = () => done();
      this.sound.onerror = () => done();
    });
    await this.sound.play();
    if (mine === this.run) this.stand("speaking");
    await ended;
  }

  private fail(error: unknown): void {
    if (error instanceof DOMException && error.name === "NotAllowedError") return this.stand("blocked");
    if (!(error instanceof Refusal) || error.status !== 503) return this.stand("silent");
    this.silentUntil = Date.now() + NO_VOICE_MS;
    this.stand("none");
  }

  private touched(event: Event): void {
    if (this.now !== "speaking" && this.now !== "preparing") return;
    // The button itself is about to say the same.
    if (event.target instanceof Element && event.target.closest("[data-read-aloud]")) return;
    this.stop();
  }

  private stand(reading: Reading): void {
    if (this.now === reading) return;
    this.now = reading;
    this.changed();
  }
}

/** A sentence in pieces that the server takes, cut after a comma or a space where it can be. */
function split(sentence: string): string[] {
  const pieces: string[] = [];
  let rest = sentence.trim();
  while (rest.length > LONGEST) {
    const part = rest.slice(0, LONGEST);
    const cut = Math.max(...["，", "、", "；", "。", ", ", " "].map((sign) => part.lastIndexOf(sign)));
    const end = cut > 0 ? cut + 1 : LONGEST;
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return rest === "" ? pieces : [...pieces, rest];
}

/** The button; not there while the server has no voice, which one sentence says instead. `look`: its class. */
export function readAloudButton(reader: ReadAloud, look: string, sentences: () => readonly string[]): Drawn {
  const { reading } = reader;
  if (reading === "none") return html`<span class="for-readers" role="status">${say(words.readAloud.none)}</span>`;
  const busy = reading === "speaking" || reading === "preparing";
  const told = reading === "blocked" ? words.readAloud.blocked : busy ? words.readAloud.stop : words.readAloud.start;
  return html`<button class=${look} data-read-aloud=${reading} @click=${() => reader.toggle(sentences())}>
    ${icon(busy ? "soundStop" : "sound")}<span>${say(told)}</span>
    ${reading === "blocked" ? html`<span class="for-readers" role="status">${say(words.readAloud.blocked)}</span>` : nothing}
  </button>`;
}
