// Where a phone keeps the page of one ticket: one cache for each, named by the page's path.

export const PREFIX = "hall-ticket ";
const LONGEST_MS = 36 * 3_600_000;

export const nameOf = (path: string): string => PREFIX + path;

/** The page that is kept under this path; it is the same in every language. */
export function kept(path: string): Promise<Response | undefined> {
  return caches.match(path, { cacheName: nameOf(path), ignoreSearch: true, ignoreVary: true });
}

/** Whether a kept page is of no use any more: a ticket lasts a day. One without a date is as good as old. */
export function isStale(page: Response, now: number): boolean {
  const made = Date.parse(page.headers.get("Date") ?? "");
  return !(now - made < LONGEST_MS);
}
