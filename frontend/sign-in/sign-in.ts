/** Signing in: a name, a password, a second factor where one is asked for; then on to the desk or the board. */

import { html, nothing, render, type TemplateResult } from "lit";

import { focusOn } from "../shared/focus";
import { Http, oneAtATime, Refusal, sentence } from "../shared/http";
import { language, say, speak, type Text } from "../shared/language";
import { Shown } from "../shared/page";
import { words as common } from "../shared/words";
import { addressAfter } from "../staff/places";
import type { Session } from "../staff/shapes";
import { words } from "./words";

interface SignInState {
  readonly username: string;
  readonly password: string;
  readonly otp: string;
  /** The account has a second factor. */
  readonly second: boolean;
  readonly busy: boolean;
  readonly flaw: string | null;
  readonly locked: boolean;
}

/** How the server asks for the second factor, and says that it was wrong. */
const SECOND_FACTOR = "second_factor_needed";

export class SignIn {
  private readonly http = new Http({ patienceMs: 4000 });
  private readonly shown: Shown<SignInState>;
  private readonly send = oneAtATime(() => this.signIn());

  constructor(root: HTMLElement) {
    root.textContent = "";
    const empty = { username: "", password: "", otp: "", second: false, busy: false, flaw: null, locked: false };
    this.shown = new Shown<SignInState>(empty, (state) => render(this.draw(state), root));
  }

  start(): void {
    this.shown.change({});
  }

  private async signIn(): Promise<void> {
    const { username, password, otp, second } = this.shown.state;
    if (!username.trim() || !password) return this.shown.change({ flaw: say(words.bothNeeded) });
    this.shown.change({ busy: true, flaw: null });
    try {
      const body = { username: username.trim(), password, ...(second && otp ? { otp: otp.trim() } : {}) };
      const { body: session } = await this.http.act<Session>("POST", "/session", body);
      const asked = new URLSearchParams(location.search).get("next");
      const address = new URL(addressAfter(session, asked), location.origin);
      address.searchParams.set("lang", language());
      location.assign(address);
    } catch (error) {
      const code = error instanceof Refusal ? error.code : "";
      const asksMore = code === SECOND_FACTOR;
      this.shown.change({
        busy: false,
        flaw: sentence(error),
        locked: code === "account_locked",
        second: second || asksMore,
        password: asksMore ? password : "",
        otp: "",
      });
      // To what is to be typed; the button that was pressed rested meanwhile, and lost the focus by it.
      focusOn(`[name=${asksMore ? "otp" : "password"}]`);
    }
  }

  private draw(state: SignInState): TemplateResult {
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.send();
    };
    return html`
      <main class="sign-in">
        <div class="sign-in__brand">
          <p class="sign-in__mark" aria-hidden="true"><span></span><span></span><span></span></p>
          <p class="sign-in__product">${say(common.hallSystem)}</p>
          <p>${say(words.what)}</p>
        </div>
        <form class="sign-in__form" @submit=${submit} novalidate>
          <h1>${say(words.title)}</h1>
          ${this.field("username", words.username, state.username, "text", "username")}
          ${this.field("password", words.password, state.password, "password", "current-password")}
          ${state.second ? this.field("otp", words.otp, state.otp, "text", "one-time-code") : nothing}
          <p class="sign-in__flaw ${state.locked ? "sign-in__flaw--locked" : ""}" role="alert">${state.flaw ?? ""}</p>
          <button class="button button--filled" data-action="sign-in" ?disabled=${state.busy}>
            ${say(state.busy ? words.checking : words.title)}
          </button>
          <p class="sign-in__foot">
            <span class="soft">${say(words.forgotten)}</span>
            <button type="button" class="staff-link" @click=${() => speak(language() === "zh" ? "en" : "zh")}>
              ${say(common.otherLanguage)}
            </button>
          </p>
        </form>
      </main>
    `;
  }

  private field(
    name: "username" | "password" | "otp",
    label: Text,
    value: string,
    type: string,
    fills: string,
  ): TemplateResult {
    const typed = (event: Event): void => this.shown.change({ [name]: (event.target as HTMLInputElement).value, flaw: null });
    return html`
      <label class="field">
        <span class="field__label">${say(label)}</span>
        <input
          class="field__input"
          name=${name}
          type=${type}
          autocomplete=${fills}
          autocapitalize="none"
          spellcheck="false"
          ?autofocus=${name === "username"}
          .value=${value}
          @input=${typed}
        />
      </label>
    `;
  }
}
