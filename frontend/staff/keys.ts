// Keys and codes of a staff page, heard anywhere on it; none while it is locked.

import { listenForCodes } from "../shared/scanner";
import { isCovered } from "./lock";

/** Hears every key that is not part of a character being composed. */
export function onKeys(pressed: (event: KeyboardEvent) => void): void {
  document.addEventListener("keydown", (event) => {
    if (!event.isComposing && !isCovered()) pressed(event);
  });
}

/** Hears every code that a reader scans. */
export function onCodes(scanned: (code: string) => void): void {
  listenForCodes((code) => {
    if (!isCovered()) scanned(code);
  });
}

/** A key by itself: pressed once, and none of the browser's. */
export function isPlain(event: KeyboardEvent): boolean {
  return !(event.repeat || event.ctrlKey || event.altKey || event.metaKey);
}

/** Whether a key goes into a field or an open form. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, dialog") !== null;
}
