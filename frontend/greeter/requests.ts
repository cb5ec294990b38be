/** What the greeter's page does with requests for help (帮办代办). */

import { newKey } from "../shared/http";
import type { HelpRequest } from "../staff/shapes";
import type { Message } from "../staff/state";
import type { GreeterPage } from "./page";
import type { HelpDraft } from "./state";
import { words } from "./words";

const EMPTY: HelpDraft = { venue: "here", name: "", phone: "", address: "", text: "" };

export class Requests {
  private key = newKey();

  constructor(private readonly greeter: GreeterPage) {}

  /** Whoever turns the page away has left what stood there. */
  start(): void {
    document.addEventListener("visibilitychange", () => document.hidden && this.mask());
  }

  /** What was read of whoever asked is masked again: of all requests but this one, with which something is done. */
  mask(but: HelpRequest | null = null): void {
    const { asker } = this.greeter.shown.state;
    if (asker !== null && asker.id !== but?.id) this.greeter.shown.change({ asker: null });
  }

  /** `start`, `release`, `done`, `assign` or `steps`, with what belongs to it. */
  act(deed: string, request: HelpRequest, body: object = {}): Promise<boolean> {
    const path = `/assistance/${request.id}/${deed}`;
    this.mask(request);
    return this.greeter.wire.press(deed, path, body, (answer: HelpRequest) => this.changed(answer));
  }

  /** Name, phone and address, until something else is done: who reads them is on record. */
  contact(request: HelpRequest): Promise<boolean> {
    this.mask(request);
    const take = (answer: { name: string | null; phone: string | null; address: string | null }): null => {
      if (!document.hidden) this.greeter.shown.change({ asker: { id: request.id, ...answer } });
      return null;
    };
    return this.greeter.wire.press("asker", `/assistance/${request.id}/asker`, { reason: words.helpReason }, take);
  }

  open(isOpen: boolean): void {
    const { asking } = this.greeter.shown.state;
    if (isOpen === (asking !== null)) return;
    this.key = newKey();
    this.mask();
    this.greeter.shown.change({ asking: isOpen ? EMPTY : null });
  }

  edit(patch: Partial<HelpDraft>): void {
    const { asking } = this.greeter.shown.state;
    if (asking !== null) this.greeter.shown.change({ asking: { ...asking, ...patch } });
    this.key = newKey();
  }

  async send(): Promise<void> {
    const { asking } = this.greeter.shown.state;
    if (asking === null) return;
    const given = Object.entries({ ...asking, address: asking.venue === "home" ? asking.address : "" });
    const body = Object.fromEntries(given.filter(([, text]) => text.trim() !== ""));
    const done = (): Message => {
      this.greeter.shown.change({ asking: null });
      return { look: "good", text: words.askEntered };
    };
    await this.greeter.wire.press("ask-help", `/halls/${this.greeter.hall}/assistance`, body, done, this.key);
  }

  /** A request as its answer says it is; the list is read anew by the fact that follows. */
  private changed(request: HelpRequest): Message {
    const { requests } = this.greeter.shown.state;
    this.greeter.shown.change({ requests: requests.map((one) => (one.id === request.id ? request : one)) });
    return { look: "good", text: words.helpTaken };
  }
}
