// What every staff page begins with: who works there and in which hall, and one value that is drawn.

import { render, type TemplateResult } from "lit";

import { FocusKept } from "../shared/focus";
import { say, type Text } from "../shared/language";
import { readPage, Shown, type PageConfig } from "../shared/page";
import type { Hall } from "../shared/types";
import { enter, staffHttp } from "./session";
import type { List, Session } from "./shapes";

type Named = Pick<Hall, "code" | "name">;

/** How a page is drawn: its value, and who is told of presses. Views know the page they tell; the page knows no view. */
export type Draw<S, P> = (state: S, page: P) => TemplateResult;

/** Begins a page for whoever is signed in, in the hall that the address asks for, where they are on duty, or their first. */
export function openForStaff<C extends PageConfig>(begin: (root: HTMLElement, session: Session, code: string, asked: URLSearchParams, config: C) => unknown): void {
  const config = readPage<C>();
  void enter(async (root, session) => {
    const asked = new URLSearchParams(location.search);
    const code = session.halls.find((one) => one === asked.get("hall")) ?? session.window?.hall ?? session.halls[0] ?? "";
    void begin(root, await named(session), code, asked, config);
  });
}

/** With the names of the halls, where there is a choice; those that could not be read are told by their codes. */
async function named(session: Session): Promise<Session> {
  if (session.halls.length < 2) return session;
  return { ...session, hall_names: await hallNames() };
}

/** By code. A list comes in parts, and a county may have more halls than one holds. */
async function hallNames(): Promise<Record<string, Text>> {
  const names: Record<string, Text> = {};
  for (let after: string | null = ""; after !== null; ) {
    const path: string = after === "" ? "/halls" : `/halls?after=${encodeURIComponent(after)}`;
    const part: List<Named> | null = await staffHttp.get<List<Named>>(path).catch(() => null);
    for (const { code, name } of part?.items ?? []) names[code] = name;
    after = part?.next ?? null;
  }
  return names;
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
