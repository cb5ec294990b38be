/**
 * One press is one intention with one Idempotency-Key, and one at a time: a double click is ignored while the first
 * is under way, and a lost answer can be asked for again without acting twice. A refusal is shown in the server's own
 * words: in the open form, or over the page.
 */

import { newKey, Refusal, sentence, Unreachable } from "../shared/http";
import type { Shown } from "../shared/page";
import type { Text } from "../shared/language";
import { leave, staffHttp } from "./session";
import { words } from "./words";

/** The last word to whoever works here: what was done, or why not; `again` repeats a press whose answer was lost. */
export interface Message {
  readonly look: "good" | "bad" | "wait";
  readonly text: Text | string;
  readonly again?: () => void;
}

/** What of a page's state a press changes; a page without forms over it has no `panel`. */
export interface Pressing {
  /** The press whose answer is awaited. */
  readonly busy: string | null;
  readonly message: Message | null;
  /** What is wrong with the open form. */
  readonly flaw: Text | string | null;
  readonly panel?: unknown;
}

export class Presses<S extends Pressing> {
  constructor(
    private readonly shown: Shown<S>,
    /** Told of every refusal: it may say how things stand now. */
    private readonly refused: (refusal: Refusal) => void,
  ) {}

  /** Posts, and lets `done` take the answer (null for 204) and say what was done. True when it was done. */
  press<T>(name: string, path: string, body: object, done: (answer: T) => Message | null, key = newKey()): Promise<boolean> {
    return this.send("POST", name, path, body, done, key);
  }

  /** The same for taking something away. */
  async send<T>(
    method: "POST" | "PATCH" | "DELETE",
    name: string,
    path: string,
    body: object | null,
    done: (answer: T) => Message | null,
    key = newKey(),
  ): Promise<boolean> {
    if (this.shown.state.busy) return false;
    this.change({ busy: name, message: null, flaw: null });
    try {
      const { body: answer } = await staffHttp.act<T>(method, path, body, key);
      const message = done(answer);
      this.change({ message, ...this.closed() });
      return true;
    } catch (error) {
      if (error instanceof Unreachable) {
        const again = (): void => void this.send(method, name, path, body, done, key);
        this.change({ message: { look: "wait", text: words.clientLost, again }, ...this.closed() });
      } else this.tell(error);
      return false;
    } finally {
      this.change({ busy: null });
    }
  }

  /** Says why something could not be done. */
  tell(error: unknown): void {
    if (error instanceof Refusal) {
      if (error.status === 401) return void leave();
      this.refused(error);
    }
    const text = sentence(error);
    this.change(this.shown.state.panel ? { flaw: text } : { message: { look: "bad", text } });
  }

  private change(patch: Partial<Pressing>): void {
    this.shown.change(patch as Partial<S>);
  }

  private closed(): Partial<Pressing> {
    return this.shown.state.panel === undefined ? {} : { panel: null };
  }
}
