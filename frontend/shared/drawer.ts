// Where a phone keeps the page of one ticket or one appointment: one cache for each, named by the page's path.

/** How long a page is of use that was not opened since: a ticket lasts a day, an appointment is some weeks ahead at most. */
const LONGEST_MS: Readonly<Record<string, number>> = {
  "/t/": 36 * 3_600_000,
  "/a/": 40 * 24 * 3_600_000,
};
const NAMES: Readonly<Record<string, string>> = { "/t/": "hall-ticket ", "/a/": "hall-appointment " };

const kindOf = (path: string): string => path.slice(0, 3);

/** Whether it is a page that is kept. */
export const isKeepable = (path: string): boolean => kindOf(path) in NAMES;

export const nameOf = (path: string): string => (NAMES[kindOf(path)] ?? "") + path;

/** The path of the page that lies in a cache; null for one that is none of these. */
export function pathIn(name: string): string | null {
  const prefix = Object.values(NAMES).find((one) => name.startsWith(one));
  return prefix === undefined ? null : name.slice(prefix.length);
}

/** The page that is kept under this path; it is the same in every language. */
export function kept(path: string): Promise<Response | undefined> {
  return caches.match(path, { cacheName: nameOf(path), ignoreSearch: true, ignoreVary: true });
}

/** Whether the page kept under this path is of no use any more. One without a date is as good as old. */
export function isStale(page: Response, path: string, now: number): boolean {
  const made = Date.parse(page.headers.get("Date") ?? "");
  return !(now - made < (LONGEST_MS[kindOf(path)] ?? 0));
}
