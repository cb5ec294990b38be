// What every page begins with: its own configuration, the theme, larger text, the language.

import { onLanguage, speak, type Language } from "./language";

/** What the server wrote into every page; a page adds its own members. */
export interface PageConfig {
  readonly language: Language;
}

/** Reads the page's configuration and speaks its language. */
export function readPage<C extends PageConfig>(): C {
  const block = document.getElementById("page");
  const config = JSON.parse(block?.textContent ?? "{}") as C;
  speak(config.language);
  return config;
}

/** Dark where the person's own device is dark; for phones. */
export function followDeviceTheme(): void {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = (): void => void (document.documentElement.dataset.theme = dark.matches ? "dark" : "light");
  dark.addEventListener("change", follow);
  follow();
}

export function isElder(): boolean {
  return document.documentElement.hasAttribute("data-elder");
}

export function setElder(on: boolean): void {
  document.documentElement.toggleAttribute("data-elder", on);
}

/** A choice this device remembers; a browser that keeps nothing forgets it. */
export const remembered = {
  get(name: string): string | null {
    try {
      return localStorage.getItem(`hall.${name}`);
    } catch {
      return null;
    }
  },
  set(name: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(`hall.${name}`);
      else localStorage.setItem(`hall.${name}`, value);
    } catch {
      // nothing is kept, and nothing depends on it
    }
  },
};

/**
 * What a page shows, as one value, and the one function that draws it.
 * `change` draws once per frame's worth of changes; the language counts as a change.
 */
export class Shown<S extends object> {
  private drawing = false;

  constructor(public state: S, private readonly draw: (state: S) => void) {
    onLanguage(() => this.change({}));
  }

  change(patch: Partial<S>): void {
    this.state = { ...this.state, ...patch };
    if (this.drawing) return;
    this.drawing = true;
    queueMicrotask(() => {
      this.drawing = false;
      this.draw(this.state);
    });
  }
}
