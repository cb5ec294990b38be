// Who is signed in, and the HTTP client that acts in that person's name.

import { Http, Refusal, sentence } from "../shared/http";
import { serverLanguage } from "../shared/language";
import { coverPage, isCovered, unlocked } from "./lock";
import type { Session } from "./shapes";
import { idleMs, watchHands } from "./touch";

/** A page that nobody touched for so long asks by itself: that must not keep a session from locking. */
const UNATTENDED_MS = 60_000;

let known: Session | null = null;

function alone(): Readonly<Record<string, string>> {
  return known?.pin && idleMs() > UNATTENDED_MS ? { "X-Unattended": "1" } : {};
}

/** A session that locked meanwhile, by whatever hand, shows nothing more. */
async function unlessLocked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (known && error instanceof Refusal && error.code === "session_locked") hide(known);
    throw error;
  }
}

class StaffHttp extends Http {
  override get<T>(path: string): Promise<T> {
    return unlessLocked(super.get<T>(path));
  }

  override file(...given: Parameters<Http["file"]>): Promise<Blob> {
    return unlessLocked(super.file(...given));
  }

  override act<T>(...given: Parameters<Http["act"]>): ReturnType<typeof Http.prototype.act<T>> {
    return unlessLocked(super.act<T>(...given));
  }
}

export const staffHttp = new StaffHttp({ csrf: () => known?.csrf_token ?? null, also: alone });

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
  known = session;
  return session;
}

/** Locks this session, and hides the page at once, whether or not the server can be told. */
export async function lockSession(session: Session): Promise<void> {
  hide(session);
  await staffHttp.act("POST", "/session/lock").catch(() => undefined);
}

/** The page is gone from memory only when it is loaded anew, which unlocking does. */
function hide(session: Session): void {
  if (isCovered()) return;
  coverPage();
  void unlocked(session, staffHttp, signOut).then(() => location.reload());
}

/** Begins a page for whoever is signed in; while the server cannot be reached it says so and tries again. */
export async function enter(begin: (root: HTMLElement, session: Session) => void | Promise<void>): Promise<void> {
  for (;;) {
    const root = document.getElementById("root") ?? document.body;
    try {
      let session = await signedIn();
      if (session.locked) session = remember(await unlocked(session, staffHttp, signOut));
      watchHands();
      const page = document.getElementById("root") ?? document.body;
      page.textContent = "";
      return begin(page, session);
    } catch (error) {
      root.textContent = sentence(error);
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
}

/** Signs out of the product, wherever the answer gets lost. */
export async function signOut(): Promise<void> {
  await staffHttp.act("DELETE", "/session").catch(() => undefined);
  location.assign(`/sign-in?lang=${serverLanguage()}`);
}

/** To the sign-in page, and back to what is open here afterwards. */
export function leave(): Promise<never> {
  const query = new URLSearchParams(location.search);
  query.delete("lang"); // it may be another by then
  const here = [location.pathname, query].map(String).filter((part) => part !== "").join("?");
  location.assign(`/sign-in?next=${encodeURIComponent(here)}&lang=${serverLanguage()}`);
  return new Promise(() => undefined);
}
