// The one client for HTTP: language, rights, keys against doing things twice, and refusals as sentences.

import { acceptLanguage, say } from "./language";
import type { Problem } from "./types";
import { words } from "./words";

/** The server understood and said no; `message` is its sentence, in the language of the page. */
export class Refusal extends Error {
  constructor(readonly problem: Problem, readonly retryAfterSeconds: number | null = null) {
    super(problem.detail || problem.title);
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  /** What is wrong with one field of the body, if the server named it. */
  field(name: string): string | null {
    return this.problem.errors?.find((each) => each.field === name)?.message ?? null;
  }
}

/** No answer came: for a change this says nothing about whether it was made, so ask again with the same key. */
export class Unreachable extends Error {
  constructor() {
    super(say(words.unreachable));
  }
}

/** The sentence to show for anything that was thrown. */
export function sentence(error: unknown): string {
  return error instanceof Refusal || error instanceof Unreachable ? error.message : say(words.somethingWrong);
}

/** 128 random bits: the name of one intention, however often it is sent. */
export function newKey(): string {
  // crypto.randomUUID needs https, and kiosks may live in a plain http network.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export interface HttpOptions {
  /** Where the API begins; "/api/v1" unless told. */
  readonly base?: string;
  /** A device's or an API token, sent as `Authorization: Bearer`. */
  readonly token?: () => string | null;
  /** What a session's unsafe calls carry as `X-CSRF-Token`. */
  readonly csrf?: () => string | null;
  /** Further headers of every call. */
  readonly also?: () => Readonly<Record<string, string>>;
  /** How long a change without an answer is sent again before it counts as unreachable. */
  readonly patienceMs?: number;
}

type Method = "POST" | "PUT" | "PATCH" | "DELETE";

const ONE_TRY_MS = 8_000;
/** A file over a slow line takes its time. */
const ONE_FILE_MS = 180_000;
const PAUSES_MS = [400, 800, 1_600, 3_000];
const NO_ANSWER = new Set([502, 503, 504]);

export class Http {
  constructor(private readonly options: HttpOptions = {}) {}

  /** Reads; answers the JSON. Throws Refusal or Unreachable. */
  async get<T>(path: string): Promise<T> {
    return (await this.answer<T>(await this.send("GET", path, null, null))).body;
  }

  /** Reads a file that is text, as a drawing is. Throws Refusal or Unreachable. */
  async text(path: string): Promise<string> {
    const response = await this.send("GET", path, null, null);
    return response.ok ? response.text() : (await this.answer<never>(response)).body;
  }

  /**
   * Changes something. A lost answer is asked for again with the same key, so it happens at most once.
   * Give the same `key` again when a person presses "try again"; a new intention gets a new one by itself.
   * A form is sent as one, with its file. The body of a 204 is null. Throws Refusal or Unreachable.
   */
  async act<T>(method: Method, path: string, body: object | null = null, key: string = newKey()): Promise<Answer<T>> {
    const until = Date.now() + (this.options.patienceMs ?? 15_000);
    for (let tries = 0; ; tries++) {
      const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0;
      const last = Date.now() + pause >= until;
      try {
        const response = await this.send(method, path, body, key);
        if (last || !NO_ANSWER.has(response.status)) return await this.answer<T>(response);
      } catch (error) {
        if (last || !(error instanceof Unreachable)) throw error;
      }
      await new Promise((done) => setTimeout(done, pause));
    }
  }

  /** A file that is made for this one call, asked for once. Throws Refusal or Unreachable. */
  async file(path: string, body: object): Promise<Blob> {
    const response = await this.send("POST", path, body, newKey());
    if (!response.ok) await this.answer(response);
    return response.blob();
  }

  private async send(method: string, path: string, body: object | null, key: string | null): Promise<Response> {
    const own = { Accept: "application/json", "Accept-Language": acceptLanguage() };
    const headers: Record<string, string> = { ...this.options.also?.(), ...own };
    const token = this.options.token?.();
    const csrf = key === null ? null : this.options.csrf?.();
    const form = body instanceof FormData;
    if (body !== null && !form) headers["Content-Type"] = "application/json";
    if (key !== null) headers["Idempotency-Key"] = key;
    if (token) headers["Authorization"] = `Bearer ${token}`;
    if (csrf) headers["X-CSRF-Token"] = csrf;
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), form ? ONE_FILE_MS : ONE_TRY_MS);
    try {
      return await fetch((this.options.base ?? "/api/v1") + path, {
        method,
        headers,
        body: body === null ? undefined : form ? body : JSON.stringify(body),
        credentials: "same-origin",
        cache: "no-store",
        signal: giveUp.signal,
      });
    } catch {
      throw new Unreachable();
    } finally {
      clearTimeout(timer);
    }
  }

  private async answer<T>(response: Response): Promise<Answer<T>> {
    const body: unknown = response.status === 204 ? null : await response.json().catch(() => null);
    if (response.ok) return { status: response.status, body: body as T };
    const after = Number(response.headers.get("Retry-After"));
    throw new Refusal(problemOf(body, response.status), after > 0 ? after : null);
  }
}

function problemOf(body: unknown, status: number): Problem {
  if (typeof body === "object" && body !== null && "code" in body) return body as Problem;
  const detail = say(status >= 502 ? words.unreachable : words.somethingWrong);
  return { type: "about:blank", title: detail, status, detail, code: "no_answer" };
}

/** While one run of `work` is under way, further presses join it instead of starting another. */
export function oneAtATime<A extends unknown[], R>(work: (...given: A) => Promise<R>): (...given: A) => Promise<R> {
  let running: Promise<R> | null = null;
  return (...given) => {
    running ??= work(...given).finally(() => (running = null));
    return running;
  };
}
