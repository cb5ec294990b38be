/**
 * What this phone keeps of one ticket or appointment for a time without network: the page itself, and how things stood
 * and when.
 *
 * Everything lies in a cache of its own and goes with it. Without https there is no cache, and nothing is kept.
 */

import { nameOf } from "./drawer";

/** What a page knew. */
export interface Dated {
  /** When the server last said so; ISO 8601. */
  readonly at: string;
}

const PARTS = /(?:src|href)="(\/static\/[^"]+)"/g;

export class Kept<K extends Dated> {
  private readonly known: string;
  private readonly possible = "caches" in window && "serviceWorker" in navigator;
  private pageKept = false;
  private writing: Promise<void> = Promise.resolve();

  /** `path` is the page's own, `/t/…` or `/a/…`. */
  constructor(private readonly path: string) {
    this.known = `${path}/known`;
  }

  async read(): Promise<K | null> {
    if (!this.possible) return null;
    try {
      const found = await caches.match(this.known, { cacheName: nameOf(this.path) });
      return found === undefined ? null : ((await found.json()) as K);
    } catch {
      return null;
    }
  }

  /** Keeps how things stand now; the page with it, once for every time it is opened. */
  write(known: K): void {
    this.next(async () => {
      const drawer = await caches.open(nameOf(this.path));
      if (!this.pageKept) await this.keepPage(drawer);
      this.pageKept = true;
      await drawer.put(this.known, new Response(JSON.stringify(known)));
    });
  }

  drop(): void {
    this.pageKept = false;
    this.next(async () => void (await caches.delete(nameOf(this.path))));
  }

  /** The page as the server gives it now, and the parts it names; what an older one named goes. */
  private async keepPage(drawer: Cache): Promise<void> {
    await navigator.serviceWorker.register(`${this.path.slice(0, 3)}worker.js`, { updateViaCache: "none" });
    const page = await fetch(this.path + location.search, { cache: "no-store" });
    if (!page.ok) throw new Error(`${this.path}: ${page.status}`);
    const parts = Array.from((await page.clone().text()).matchAll(PARTS), (found) => found[1] ?? "");
    await drawer.addAll(parts);
    await drawer.put(this.path, page);
    const wanted = new Set([this.path, this.known, ...parts].map((one) => new URL(one, location.href).href));
    for (const request of await drawer.keys()) if (!wanted.has(request.url)) await drawer.delete(request);
  }

  /** One after the other; a phone that has no room keeps nothing, and nothing depends on it. */
  private next(work: () => Promise<void>): void {
    if (this.possible) this.writing = this.writing.then(work).catch(() => undefined);
  }
}

