// The page of a locked session: whose it is, a PIN by keys or by touch, and nothing of what it covers.

import { html, nothing, render, type TemplateResult } from "lit";

import { Refusal, sentence, type Http } from "../shared/http";
import { icon } from "../shared/icons";
import { onLanguage, language, say, speak } from "../shared/language";
import { words as common } from "../shared/words";
import type { Session } from "./shapes";
import { who, words } from "./words-lock";

const LONGEST = 6;
const PAD = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

let covered = false;

export function isCovered(): boolean {
  return covered;
}

/** Takes everything private out of the page. */
export function coverPage(): void {
  covered = true;
  freshRoot();
}

/** An empty element in the place of the page's root: what was drawn there before is gone. */
function freshRoot(): HTMLElement {
  const fresh = document.createElement("div");
  fresh.id = "root";
  const before = document.getElementById("root");
  if (before) before.replaceWith(fresh);
  else document.body.append(fresh);
  return fresh;
}

/** Shows the lock page until the PIN was right; the session as it is then. */
export function unlocked(session: Session, http: Http, leave: () => void): Promise<Session> {
  return new Promise((done) => new LockPage(session, http, leave, done).start());
}

class LockPage {
  private readonly root = freshRoot();
  private pin = "";
  private flaw = "";
  private busy = false;
  /** Enter was pressed while an answer was awaited. */
  private again = false;
  /** The session is over: only a password helps. */
  private over = false;
  private forgetLanguage: () => unknown = () => undefined;

  constructor(
    private readonly session: Session,
    private readonly http: Http,
    private readonly leave: () => void,
    private readonly done: (session: Session) => void,
  ) {}

  start(): void {
    this.forgetLanguage = onLanguage(() => this.draw());
    document.addEventListener("keydown", this.key);
    this.draw();
    this.field()?.focus();
  }

  /** Typing goes into the PIN wherever the focus is. */
  private readonly key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target === this.field()) return;
    if (/^[0-9]$/.test(event.key)) this.press(event.key);
  };

  private field(): HTMLInputElement | null {
    return this.root.querySelector("[name=pin]");
  }

  private press(digit: string): void {
    if (this.pin.length < LONGEST) this.pin += digit;
    this.draw();
  }

  private async send(): Promise<void> {
    if (this.pin === "") return;
    if (this.busy) return void (this.again = true);
    const { pin } = this;
    this.busy = true;
    this.pin = ""; // what is typed from now on is the next try
    this.draw();
    try {
      const { body } = await this.http.act<Session>("POST", "/session/unlock", { pin });
      document.removeEventListener("keydown", this.key);
      this.forgetLanguage();
      freshRoot();
      return this.done(body);
    } catch (error) {
      this.flaw = sentence(error);
      this.over = error instanceof Refusal && error.status === 401;
    }
    this.busy = false;
    this.draw();
    this.field()?.focus();
    if (this.again) void this.send();
    this.again = false;
  }

  private draw(): void {
    render(this.page(), this.root);
  }

  private page(): TemplateResult {
    const { user, window } = this.session;
    return html`
      <main class="lock">
        <div class="lock__sign">${icon("lock")}</div>
        <h1>${say(words.locked)}</h1>
        <p class="lock__who">${say(who(user.name, window?.number ?? null))}</p>
        ${window ? html`<p class="soft">${say(words.stays)}</p>` : nothing}
        ${this.over ? this.ended() : this.pad()}
        <p class="lock__other">
          ${
            this.over
              ? nothing
              : html`<button class="staff-link" data-action="sign-out" title=${say(words.notMeMore)} @click=${this.leave}>
                  ${say(words.notMe)}
                </button>`
          }
          <button class="staff-link" data-action="language" @click=${() => speak(language() === "zh" ? "en" : "zh")}>
            ${say(common.otherLanguage)}
          </button>
        </p>
      </main>
    `;
  }

  private ended(): TemplateResult {
    return html`
      <p class="lock__flaw" role="alert">${this.flaw}</p>
      <button class="button button--filled" data-action="sign-in" autofocus @click=${this.leave}>${say(words.signInAgain)}</button>
    `;
  }

  private pad(): TemplateResult {
    const submit = (event: Event): void => {
      event.preventDefault();
      void this.send();
    };
    const typed = (event: Event): void => {
      this.pin = (event.target as HTMLInputElement).value.replace(/\D/g, "").slice(0, LONGEST);
      this.draw();
    };
    const digit = (each: string): TemplateResult =>
      html`<button type="button" class="lock__key number" data-digit=${each} @click=${() => this.press(each)}>${each}</button>`;
    return html`
      <form class="lock__form" @submit=${submit} novalidate>
        <label class="field__label" for="pin">${say(words.pin)}</label>
        <input
          class="field__input lock__pin number"
          id="pin"
          name="pin"
          type="password"
          inputmode="numeric"
          autocomplete="off"
          maxlength=${LONGEST}
          aria-describedby="pin-flaw"
          .value=${this.pin}
          @input=${typed}
        />
        <p class="lock__flaw" id="pin-flaw" role="alert">${this.flaw}</p>
        <div class="lock__keys">
          ${PAD.map(digit)}
          <button type="button" class="lock__key" aria-label=${say(words.erase)} @click=${() => this.erase()}>
            ${icon("keyboardBack")}
          </button>
          ${digit("0")}
          <button class="lock__key lock__key--main" data-action="unlock" ?disabled=${this.busy}>
            ${say(words.unlock)}
          </button>
        </div>
      </form>
    `;
  }

  private erase(): void {
    this.pin = this.pin.slice(0, -1);
    this.draw();
  }
}
