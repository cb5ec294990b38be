// Two soft tones for a new alarm, made in the browser: it may play once somebody has touched the page.

const TONES = [660, 880];
const TONE_SECONDS = 0.18;
const LOUDNESS = 0.12;

let context: AudioContext | null = null;

/** Opens the sound at the first touch or key; browsers refuse it before. */
export function openChime(): void {
  const open = (): void => {
    context ??= new AudioContext();
    void context.resume().catch(() => undefined);
  };
  for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, open, { once: true });
}

export function chime(): void {
  if (context?.state !== "running") return;
  const gain = context.createGain();
  gain.connect(context.destination);
  gain.gain.setValueAtTime(LOUDNESS, context.currentTime);
  gain.gain.setTargetAtTime(0, context.currentTime + TONE_SECONDS, TONE_SECONDS / 2);
  TONES.forEach((frequency, at) => {
    const tone = new OscillatorNode(context as AudioContext, { frequency });
    tone.connect(gain);
    tone.start((context as AudioContext).currentTime + at * TONE_SECONDS);
    tone.stop((context as AudioContext).currentTime + (at + 1) * TONE_SECONDS);
  });
}
