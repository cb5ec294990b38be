// Sound and vibration on a phone; both need the person's leave, given by a press.

import type { Alert } from "./state";

/** A browser that lets the page sound does so at once; one that refuses never answers. */
const ANSWER_MS = 600;
const TONES: Readonly<Record<Alert, readonly number[]>> = {
  called: [659, 784, 1047, 784, 1047],
  near: [784, 1047],
  passed: [659, 523],
};
const SHAKES: Readonly<Record<Alert, number[]>> = {
  called: [500, 200, 500, 200, 900],
  near: [250, 150, 250],
  passed: [250, 150, 250],
};

let audio: AudioContext | null = null;

/** Asks the browser for sound; true when it will be heard. Without a press before it most browsers refuse. */
export async function allowSound(): Promise<boolean> {
  try {
    audio ??= new AudioContext();
    await Promise.race([audio.resume(), new Promise((resolve) => setTimeout(resolve, ANSWER_MS))]);
  } catch {
    return false;
  }
  return audible();
}

export function audible(): boolean {
  return audio?.state === "running";
}

/** Plays softly once, so that one hears what to expect. */
export function sample(): void {
  if (audio !== null && audible()) chime(audio, 0.25, [784]);
}

export function ring(alert: Alert): void {
  if (audio !== null && audible()) chime(audio, 0.8, TONES[alert]);
  navigator.vibrate?.(SHAKES[alert]);
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
