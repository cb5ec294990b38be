// Sound and vibration on a phone; both need the person's leave, given by a press.

let audio: AudioContext | null = null;

/** Called from a press: from here on the page may sound. Plays softly once, so that one hears what to expect. */
export async function allowSound(): Promise<void> {
  audio ??= new AudioContext();
  await audio.resume();
  chime(audio, 0.25, [784]);
}

export function ring(kind: "called" | "near"): void {
  if (audio?.state === "running") chime(audio, 0.8, kind === "called" ? [659, 784, 1047, 784, 1047] : [784, 1047]);
  navigator.vibrate?.(kind === "called" ? [500, 200, 500, 200, 900] : [250, 150, 250]);
}

/** Soft bell tones one after another: a fast start, a slow end. */
function chime(context: AudioContext, loudness: number, tones: readonly number[]): void {
  tones.forEach((frequency, place) => {
    const from = context.currentTime + place * 0.32;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, from);
    volume.gain.exponentialRampToValueAtTime(loudness, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.6);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(from + 0.65);
  });
}
