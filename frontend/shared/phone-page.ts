// What every page of a phone begins with: its configuration and language, the owner's theme and size of text, its root.

import { languages } from "../generated/languages";
import { FocusKept } from "./focus";
import { speak } from "./language";
import { followDeviceTheme, readPage, remembered, setElder, type PageConfig } from "./page";

export interface PhonePage<C> {
  readonly config: C;
  readonly root: HTMLElement;
  /** To be called after every drawing. */
  readonly focus: FocusKept;
}

export function openPhonePage<C extends PageConfig>(): PhonePage<C> {
  const config = readPage<C>();
  // A page that was kept for a time without network was made in one language; the address may ask for another.
  const asked = languages.find((each) => each.tag === new URLSearchParams(location.search).get("lang"));
  if (asked !== undefined) speak(asked.tag);
  followDeviceTheme();
  setElder(remembered.get("elder") !== null);
  const root = document.getElementById("root") ?? document.body;
  root.replaceChildren();
  return { config, root, focus: new FocusKept(root) };
}
