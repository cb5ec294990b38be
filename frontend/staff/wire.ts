/**
 * A page's talk with the server, in the name of whoever is signed in; what cannot be done is said on the page, in the
 * server's own words.
 *
 * One press is one intention with one Idempotency-Key, and one at a time: a double click is ignored while the first
 * is under way, and a lost answer can be asked for again without acting twice.
 */

import { newKey, Refusal, sentence, Unreachable } from "../shared/http";
import type { Text } from "../shared/language";
import type { Shown } from "../shared/page";
import type { Reach } from "../shared/reach";
import { isCovered } from "./lock";
import { leave, staffHttp } from "./session";
import type { Message, Wired } from "./state";
import { words } from "./words";

/** A good answer that passes goes away after so long, later where it offers to undo; not unseen, nor from under the mouse or the focus. */
const ANSWER_MS = 6_000;
const UNDO_MS = 20_000;
const NEEDED_AGAIN_MS = 3_000;
const BEING_READ = ".staff-message:hover, .staff-message:focus-within";

/** A page with forms over it: a press closes the one that is open, and what is refused is told in it. */
export interface WithForms {
  readonly panel: unknown;
  /** What is wrong with the open form. */
  readonly flaw: Text | string | null;
}

export interface Manner {
  /** Told of every refusal: it may say how things stand now. */
  readonly refused?: (refusal: Refusal) => void;
  readonly forms?: () => WithForms;
  /** A good answer goes away by itself. */
  readonly passing?: boolean;
  /** Where no feed tells whether the server can be reached. */
  readonly reach?: Reach;
}

export type Done<T> = (answer: T) => Message | null;

export class Wire<S extends Wired> {
  private goes = 0;
  /** What was said of a page that could not be read: no longer true once it could. */
  private unread: Message | null = null;

  constructor(private readonly shown: Shown<S>, private readonly manner: Manner = {}) {}

  /** Reads; null when it could not, and while the session is locked. It is told, unless `expected` knows the refusal. */
  async get<T>(path: string, expected?: (refusal: Refusal) => boolean): Promise<T | null> {
    if (isCovered()) return null;
    try {
      const answer = await staffHttp.get<T>(path);
      this.manner.reach?.heard();
      if (this.unread !== null && this.shown.state.message === this.unread) this.dismiss();
      return answer;
    } catch (error) {
      if (error instanceof Refusal && expected?.(error)) return null;
      if (!this.manner.reach?.failed(error)) this.unread = this.tell(error);
      return null;
    }
  }

  /** Reads what the page cannot do without: asked for again until it is there. */
  async need<T>(path: string): Promise<T> {
    for (;;) {
      const found = await this.get<T>(path);
      if (found !== null) return found;
      await new Promise((done) => setTimeout(done, NEEDED_AGAIN_MS));
    }
  }

  /** Posts, and lets `done` take the answer (null for 204) and say what was done. True when it was done. */
  press<T>(name: string, path: string, body: object | null, done: Done<T>, key = newKey(), refused?: Manner["refused"]): Promise<boolean> {
    return this.send("POST", name, path, body, done, key, refused);
  }

  /** The same by another method. */
  async send<T>(
    method: "POST" | "PATCH" | "DELETE",
    name: string,
    path: string,
    body: object | null,
    done: Done<T>,
    key = newKey(),
    refused?: Manner["refused"],
  ): Promise<boolean> {
    if (this.shown.state.busy !== null) return false;
    this.change({ busy: name, message: null });
    this.forms({ flaw: null });
    try {
      const { body: answer } = await staffHttp.act<T>(method, path, body, key);
      this.manner.reach?.heard();
      this.say(done(answer));
      this.forms({ panel: null });
      return true;
    } catch (error) {
      if (error instanceof Unreachable) {
        const again = (): void => void this.send(method, name, path, body, done, key, refused);
        this.change({ message: { look: "wait", text: words.clientLost, again } });
        this.forms({ panel: null });
      } else {
        this.tell(error);
        if (error instanceof Refusal) refused?.(error);
      }
      return false;
    } finally {
      this.change({ busy: null });
    }
  }

  say(message: Message | null): void {
    this.change({ message });
    window.clearTimeout(this.goes);
    if (this.manner.passing && message?.look === "good") this.letGo(message, message.undo ? UNDO_MS : ANSWER_MS);
  }

  dismiss(): void {
    this.say(null);
  }

  /** Says why something could not be done; what is said on the page itself, and not in a form. */
  tell(error: unknown): Message | null {
    if (error instanceof Refusal) {
      if (error.status === 401) {
        void leave();
        return null;
      }
      this.manner.refused?.(error);
    }
    const message = { look: "bad", text: sentence(error) } as const;
    if (this.manner.forms?.().panel) {
      this.forms({ flaw: message.text });
      return null;
    }
    this.say(message);
    return message;
  }

  private letGo(message: Message, after: number): void {
    this.goes = window.setTimeout(() => {
      if (this.shown.state.message !== message) return;
      if (document.visibilityState !== "visible" || document.querySelector(BEING_READ)) this.letGo(message, ANSWER_MS);
      else this.dismiss();
    }, after);
  }

  private change(patch: Partial<Wired>): void {
    this.shown.change(patch as Partial<S>);
  }

  private forms(patch: Partial<WithForms>): void {
    if (this.manner.forms) this.shown.change(patch as Partial<S>);
  }
}
