// Which of the two languages this page speaks, and how a text is said in it.

export type Language = "zh" | "en";

/** One sentence or name in Chinese and English, as the server and the catalogues of words hold it. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

const listeners = new Set<() => void>();
let current: Language = "zh";

export function language(): Language {
  return current;
}

/** Speaks `wanted` from now on: <html lang> follows, and everybody who asked is told. */
export function speak(wanted: Language): void {
  current = wanted;
  document.documentElement.lang = wanted === "zh" ? "zh-CN" : "en";
  for (const told of listeners) told();
}

export function onLanguage(told: () => void): () => void {
  listeners.add(told);
  return () => listeners.delete(told);
}

/** The text in the language of the page. */
export function say(text: Text): string {
  return text[current];
}

/** What the browser should ask the server for. */
export function acceptLanguage(): string {
  return current === "zh" ? "zh-CN,zh;q=0.9,en;q=0.5" : "en,zh-CN;q=0.5";
}
