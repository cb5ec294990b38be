// The head of a phone's page: whose page it is, larger text, the other language.

import { html, type TemplateResult } from "lit";

import { inAddress } from "./address";
import { icon } from "./icons";
import { language, languageTag, otherLanguage, say, speak, type Language, type Text } from "./language";
import { isElder, remembered, setElder } from "./page";
import { words } from "./words";

/** `changed`: draws again after another size was chosen; another language does that by itself. */
export function phoneTop(name: Text | null, changed: () => void): TemplateResult {
  const other = otherLanguage();
  const toggle = (): void => {
    setElder(!isElder());
    remembered.set("elder", isElder() ? "1" : null);
    changed();
  };
  return html`<header class="visitor__top">
    <p class="visitor__hall">${say(name ?? words.hallSystem)}</p>
    <div class="visitor__switches">
      <button class="switcher" aria-pressed=${isElder()} @click=${toggle}>
        ${icon("text")}<span>${say(isElder() ? words.elderOff : words.elder)}</span>
      </button>
      <button class="switcher" lang=${languageTag(other.tag)} @click=${() => speakHere(other.tag)}>${other.name}</button>
    </div>
  </header>`;
}

/** The address remembers the language, so that a reload speaks it too. */
function speakHere(wanted: Language): void {
  speak(wanted);
  inAddress({ lang: language() });
}
