// What every staff page begins with: who works there and in which hall, and one value that is drawn.

import { render, type TemplateResult } from "lit";

import { FocusKept } from "../shared/focus";
import { say, type Text } from "../shared/language";
import { readPage, Shown, type PageConfig } from "../shared/page";
import { enter } from "./session";
import type { Session } from "./shapes";

/** Begins a page for whoever is signed in, in the hall that the address asks for, where they are on duty, or their first. */
export function openForStaff<C extends PageConfig>(begin: (root: HTMLElement, session: Session, code: string, asked: URLSearchParams, config: C) => unknown): void {
  const config = readPage<C>();
  void enter((root, session) => {
    const asked = new URLSearchParams(location.search);
    const code = session.halls.find((one) => one === asked.get("hall")) ?? session.window?.hall ?? session.halls[0] ?? "";
    void begin(root, session, code, asked, config);
  });
}

/** A page's value, drawn into `root` at every change; its tab is named, and the focus is where it was. */
export function shownIn<S extends object>(root: HTMLElement, beginning: S, title: (state: S) => Text, draw: (state: S) => TemplateResult): Shown<S> {
  const focus = new FocusKept(root);
  return new Shown(beginning, (state) => {
    render(draw(state), root);
    document.title = say(title(state));
    focus.keep();
  });
}
