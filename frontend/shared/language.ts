// Which language this page speaks, and how a text is said in it.

import { languages } from "../generated/languages";

/** The tag of a language there is a catalogue for. */
export type Language = (typeof languages)[number]["tag"];

/** One sentence or name in Chinese and English, as the server holds it; words of a catalogue have every language. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

const listeners = new Set<() => void>();
let current: Language = "zh";

export function language(): Language {
  return current;
}

/** What a browser calls it in `lang`. */
export function languageTag(tag: Language): string {
  return tag === "zh" ? "zh-CN" : tag;
}

/** Speaks `wanted` from now on: <html lang dir> follow, and everybody who asked is told. */
export function speak(wanted: Language): void {
  current = wanted;
  document.documentElement.lang = languageTag(wanted);
  document.documentElement.dir = languages.find((each) => each.tag === wanted)?.direction ?? "ltr";
  for (const told of listeners) told();
}

export function onLanguage(told: () => void): () => void {
  listeners.add(told);
  return () => listeners.delete(told);
}

/** The language after this one, as one button offers it: each comes in turn. */
export function otherLanguage(): { tag: Language; name: string } {
  const at = languages.findIndex((each) => each.tag === current);
  return languages[(at + 1) % languages.length] ?? languages[0];
}

/** The text in the language of the page; English where it has none of that. */
export function say(text: Text): string {
  return (text as Partial<Record<Language, string>>)[current] ?? text.en;
}

/** The language of the two that the server speaks. */
export function serverLanguage(): "zh" | "en" {
  return current === "zh" ? "zh" : "en";
}

/** What the browser should ask the server for. */
export function acceptLanguage(): string {
  return current === "zh" ? "zh-CN,zh;q=0.9,en;q=0.5" : `${current},en;q=0.8,zh-CN;q=0.5`;
}
