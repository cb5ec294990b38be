/**
 * Sound of a screen: a chime made in the browser and clips from the server, through one AudioContext.
 *
 * Browsers refuse sound on a page nobody has touched unless they are started with
 * `--autoplay-policy=no-user-gesture-required`; `blocked()` says so until a touch or key has opened it.
 */

/** A clip is short and comes from the next room: one that has not come after this long will be too late. */
const LOAD_MS = 5000;
const RESUME_MS = 400;
const KEPT_CLIPS = 80;

export class Sound {
  private context: AudioContext | null = null;
  private readonly clips = new Map<string, Promise<AudioBuffer>>();

  constructor(private readonly changed: () => void) {}

  /** Opens the sound; true when it can be heard. A browser that refuses leaves the question open for ever. */
  async open(): Promise<boolean> {
    this.context ??= this.create();
    const context = this.context;
    if (context.state !== "running") {
      await Promise.race([context.resume().catch(() => undefined), wait(RESUME_MS)]);
      this.changed();
    }
    return !this.blocked();
  }

  blocked(): boolean {
    return this.context === null || this.context.state !== "running";
  }

  /** Fetches and decodes a clip; the same address is loaded once. */
  load(url: string): Promise<AudioBuffer> {
    const known = this.clips.get(url);
    if (known) return known;
    const clip = this.fetch(url);
    this.clips.set(url, clip);
    clip.catch(() => this.clips.delete(url));
    for (const oldest of this.clips.keys()) {
      if (this.clips.size <= KEPT_CLIPS) break;
      this.clips.delete(oldest);
    }
    return clip;
  }

  /** Plays a clip to its end; a device that vanishes while it plays does not hang the voice. */
  async play(clip: AudioBuffer): Promise<void> {
    if (this.context === null) return;
    const source = this.context.createBufferSource();
    source.buffer = clip;
    source.connect(this.context.destination);
    const ended = new Promise<void>((resolve) => source.addEventListener("ended", () => resolve()));
    source.start();
    await Promise.race([ended, wait(clip.duration * 1000 + 1500)]);
    source.disconnect();
  }

  /** Two warm notes, a falling third, like a bell that is meant kindly. */
  async chime(): Promise<void> {
    const context = this.context;
    if (context === null) return;
    const start = context.currentTime + 0.02;
    note(context, 659.26, start, 0.7);
    note(context, 523.25, start + 0.28, 0.9);
    await wait(1000);
  }

  private create(): AudioContext {
    const context = new AudioContext();
    context.addEventListener("statechange", this.changed);
    return context;
  }

  private async fetch(url: string): Promise<AudioBuffer> {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), LOAD_MS);
    try {
      const answer = await fetch(url, { signal: giveUp.signal });
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      this.context ??= this.create();
      return await this.context.decodeAudioData(await answer.arrayBuffer());
    } finally {
      clearTimeout(timer);
    }
  }
}

/** One struck note: a sine with a quiet octave above it, quickly there and slowly gone. */
function note(context: AudioContext, pitch: number, start: number, length: number): void {
  for (const [multiple, loudness] of [
    [1, 0.22],
    [2, 0.05],
    [3, 0.015],
  ] as const) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = pitch * multiple;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(loudness, start + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + length / Math.sqrt(multiple));
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + length);
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
