// Asking for help by phone without a ticket, for at home or in the hall: what was typed, and sending it once.

import { helpWords } from "../generated/help";
import { focusOn } from "../shared/focus";
import { newKey, Refusal, sentence, type Http } from "../shared/http";
import { language, say } from "../shared/language";
import type { Shown } from "../shared/page";
import type { Reach } from "../shared/reach";
import type { Service, ServiceList } from "../shared/types";
import type { Help } from "./asking";

export interface HelpDraft {
  readonly venue: "home" | "here";
  readonly service: string;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly text: string;
}

export interface RequestState {
  readonly draft: HelpDraft;
  readonly services: readonly Service[];
  readonly busy: boolean;
  /** What is wrong, by field; and what was said of all of it. */
  readonly flaws: Readonly<Partial<Record<keyof HelpDraft, string>>>;
  readonly problem: string | null;
}

export const initial: RequestState = {
  draft: { venue: "home", service: "", name: "", phone: "", address: "", text: "" },
  services: [],
  busy: false,
  flaws: {},
  problem: null,
};

export class HomeRequest {
  private key = newKey();

  constructor(private readonly shown: Shown<RequestState>, private readonly http: Http, readonly reach: Reach, private readonly hall: string) {}

  private get path(): string {
    return `/halls/${encodeURIComponent(this.hall)}`;
  }

  /** The services to choose from; without them the form can be sent all the same. */
  async start(): Promise<void> {
    const list = await this.http.get<ServiceList>(`${this.path}/services`).catch(() => null);
    if (list !== null) this.shown.change({ services: list.items });
  }

  write(patch: Partial<HelpDraft>): void {
    this.key = newKey();
    const { draft, flaws } = this.shown.state;
    const mended = Object.fromEntries(Object.keys(patch).map((name) => [name, undefined]));
    this.shown.change({ draft: { ...draft, ...patch }, flaws: { ...flaws, ...mended }, problem: null });
  }

  async send(): Promise<void> {
    const { draft, busy } = this.shown.state;
    if (busy) return;
    const lacking = this.lacking(draft);
    if (Object.keys(lacking).length) return this.flawed(lacking);
    this.shown.change({ busy: true, flaws: {}, problem: null });
    try {
      const { body } = await this.http.act<Help>("POST", `${this.path}/assistance`, this.body(draft), this.key);
      location.replace(`/h/${encodeURIComponent(body.id)}?lang=${language()}`);
    } catch (error) {
      this.reach.failed(error);
      const named = error instanceof Refusal ? (error.problem.errors ?? []).filter(({ field }) => field in draft) : [];
      this.shown.change({ busy: false, problem: sentence(error) });
      if (named.length) this.flawed(Object.fromEntries(named.map(({ field, message }) => [field, message])));
    }
  }

  /** Somebody who is to come needs to know where to and whom to ring. */
  private lacking({ venue, address, phone }: HelpDraft): RequestState["flaws"] {
    if (venue === "here") return {};
    return {
      ...(address.trim() === "" ? { address: say(helpWords.form.addressNeeded) } : {}),
      ...(phone.trim() === "" ? { phone: say(helpWords.form.phoneNeeded) } : {}),
    };
  }

  private body(draft: HelpDraft): object {
    const given = Object.entries({ ...draft, address: draft.venue === "home" ? draft.address : "" });
    return Object.fromEntries(given.flatMap(([key, text]) => (text.trim() === "" ? [] : [[key, text.trim()]])));
  }

  private flawed(flaws: RequestState["flaws"]): void {
    this.shown.change({ flaws });
    focusOn("[aria-invalid=true]");
  }
}
