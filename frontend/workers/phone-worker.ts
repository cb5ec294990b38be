/**
 * What lets a phone reload its ticket or its appointment without network: the page as it was last seen, with its script
 * and its styles.
 *
 * The network always goes first, so that an old version is never shown while a new one can be had; only a part whose
 * address names its content is taken from what is kept. Everything of one lies in a cache of its own, which the page
 * fills and drops (shared/kept.ts): the page of one ticket is never the answer for another.
 */

import { isKeepable, isStale, kept, pathIn } from "../shared/drawer";

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Asked extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** Of a worker's own world what is used here; the checker knows that of pages. */
interface Worker {
  addEventListener(kind: "install" | "activate", heard: (event: Lasting) => void): void;
  addEventListener(kind: "fetch", heard: (event: Asked) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}

/** A network that takes longer is as good as none, if the page is known. */
const PATIENCE_MS = 6_000;
const SERVER_AWAY = new Set([502, 503, 504]);
const worker = self as unknown as Worker;

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(Promise.all([worker.clients.claim(), dropOld()])));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && isKeepable(url.pathname)) {
    event.waitUntil(dropOld());
    event.respondWith(page(request, url.pathname));
  } else if (url.pathname.startsWith("/static/")) {
    event.respondWith(part(request, url));
  }
});

async function page(request: Request, path: string): Promise<Response> {
  const known = await kept(path);
  const fresh = fetch(request);
  if (known === undefined) return fresh;
  const slow = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS));
  const answer = await Promise.race([fresh.catch(() => undefined), slow]);
  return answer === undefined || SERVER_AWAY.has(answer.status) ? known : answer;
}

async function part(request: Request, url: URL): Promise<Response> {
  const known = await caches.match(request, { ignoreVary: true });
  if (known !== undefined && url.searchParams.has("v")) return known;
  return fetch(request).catch((problem: unknown) => {
    if (known === undefined) throw problem;
    return known;
  });
}

/** Pages that nobody has looked at for long go, also if their ticket was never opened again. */
async function dropOld(): Promise<void> {
  for (const name of await caches.keys()) {
    const path = pathIn(name);
    const page = path === null ? undefined : await kept(path);
    if (path !== null && page !== undefined && isStale(page, path, Date.now())) await caches.delete(name);
  }
}
