// What every staff page begins with: who works there and in which hall, and one value that is drawn.

import { render, type TemplateResult } from "lit";

import { FocusKept } from "../shared/focus";
import { say, type Text } from "../shared/language";
import { readPage, Shown, type PageConfig } from "../shared/page";
import type { Hall } from "../shared/types";
import { enter, staffHttp } from "./session";
import type { List, Session } from "./shapes";

/** Begins a page for whoever is signed in, in the hall that the address asks for, where they are on duty, or their first. */
export function openForStaff<C extends PageConfig>(begin: (root: HTMLElement, session: Session, code: string, asked: URLSearchParams, config: C) => unknown): void {
  const config = readPage<C>();
  void enter(async (root, session) => {
    const asked = new URLSearchParams(location.search);
    const code = session.halls.find((one) => one === asked.get("hall")) ?? session.window?.hall ?? session.halls[0] ?? "";
    void begin(root, await named(session), code, asked, config);
  });
}

/** With the names of the halls, where there is a choice; without them it is made by their codes. */
async function named(session: Session): Promise<Session> {
  if (session.halls.length < 2) return session;
  const halls = await staffHttp.get<List<Pick<Hall, "code" | "name">>>("/halls").catch(() => null);
  return halls === null ? session : { ...session, hall_names: Object.fromEntries(halls.items.map(({ code, name }) => [code, name])) };
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
