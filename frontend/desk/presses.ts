/**
 * One press is one intention with one Idempotency-Key, and one at a time: a double click is ignored while the first
 * is under way, and a lost answer can be asked for again without acting twice. A refusal is shown in the server's own
 * words: in the open form, or over the page.
 */

import { newKey, Refusal, sentence, Unreachable } from "../shared/http";
import type { Shown } from "../shared/page";
import { leave, staffHttp } from "../staff/session";
import type { DeskState, Message } from "./state";
import { words } from "./words";

export class Presses {
  constructor(
    private readonly shown: Shown<DeskState>,
    /** Told of every refusal: it may say how things stand now. */
    private readonly refused: (refusal: Refusal) => void,
  ) {}

  /** Posts, and lets `done` take the answer (null for 204) and say what was done. True when it was done. */
  async press<T>(
    name: string,
    path: string,
    body: object,
    done: (answer: T) => Message | null,
    key = newKey(),
  ): Promise<boolean> {
    if (this.shown.state.busy) return false;
    this.shown.change({ busy: name, message: null, flaw: null });
    try {
      const { body: answer } = await staffHttp.act<T>("POST", path, body, key);
      const message = done(answer);
      this.shown.change({ message, panel: null });
      return true;
    } catch (error) {
      if (error instanceof Unreachable) {
        const again = (): void => void this.press(name, path, body, done, key);
        this.shown.change({ message: { look: "wait", text: words.clientLost, again }, panel: null });
      } else this.tell(error);
      return false;
    } finally {
      this.shown.change({ busy: null });
    }
  }

  /** Says why something could not be done. */
  tell(error: unknown): void {
    if (error instanceof Refusal) {
      if (error.status === 401) return void leave();
      this.refused(error);
    }
    const text = sentence(error);
    this.shown.change(this.shown.state.panel ? { flaw: text } : { message: { look: "bad", text } });
  }
}
