// Who is signed in, and the HTTP client that acts in that person's name.

import { Http, Refusal, sentence } from "../shared/http";
import type { Session } from "./shapes";

/** Roles whose place is the manager's board rather than a window's desk. */
const MANAGING = new Set(["manager", "county"]);

let csrf: string | null = null;

export const staffHttp = new Http({ csrf: () => csrf });

/** Reads the session, or leads to the sign-in page and never answers. */
export async function signedIn(): Promise<Session> {
  try {
    return remember(await staffHttp.get<Session>("/session"));
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 401) throw error;
    return leave();
  }
}

export function remember(session: Session): Session {
  csrf = session.csrf_token;
  return session;
}

/** Begins a page for whoever is signed in; while the server cannot be reached it says so and tries again. */
export async function enter(begin: (root: HTMLElement, session: Session) => void): Promise<void> {
  const root = document.getElementById("root") ?? document.body;
  for (;;) {
    try {
      const session = await signedIn();
      root.textContent = "";
      return begin(root, session);
    } catch (error) {
      root.textContent = sentence(error);
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
}

/** Signs out of the product, wherever the answer gets lost. */
export async function signOut(): Promise<void> {
  await staffHttp.act("DELETE", "/session").catch(() => undefined);
  location.assign(`/sign-in?lang=${languageOf()}`);
}

/** To the sign-in page, and back here afterwards. */
export function leave(): Promise<never> {
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}&lang=${languageOf()}`);
  return new Promise(() => undefined);
}

/** Where somebody with these roles begins; `asked` wins when it is a page of ours. */
export function firstPage(roles: readonly string[], asked: string | null): string {
  if (asked === "/desk" || asked === "/manage") return asked;
  return roles.some((role) => MANAGING.has(role)) ? "/manage" : "/desk";
}

export function mayManage(session: Session): boolean {
  return session.roles.some((role) => MANAGING.has(role));
}

export function languageOf(): "zh" | "en" {
  return document.documentElement.lang === "en" ? "en" : "zh";
}
