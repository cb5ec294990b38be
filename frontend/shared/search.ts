// Finding a service by the first letters of its pinyin, an alias, or a word of its English name. Pure.

import type { Bundle, Service } from "./types";

export interface Found {
  readonly services: readonly Service[];
  readonly bundles: readonly Bundle[];
}

/** What `query` may mean, best first: the name begins with it, an alias does, it stands somewhere inside. */
export function search(query: string, services: readonly Service[], bundles: readonly Bundle[]): Found {
  const wanted = plain(query);
  if (wanted === "") return { services: [], bundles: [] };
  return { services: best(services, wanted), bundles: best(bundles, wanted) };
}

interface Searchable {
  readonly name: { readonly zh: string; readonly en: string };
  readonly aliases?: readonly string[];
  readonly initials?: readonly string[];
}

function best<T extends Searchable>(all: readonly T[], wanted: string): T[] {
  return all
    .map((each, place) => ({ each, place, rank: rank(each, wanted) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ each }) => each);
}

const NO_MATCH = 9;

function rank(each: Searchable, wanted: string): number {
  const [own = "", ...others] = (each.initials ?? []).map(plain);
  const names = [each.name.zh, ...(each.aliases ?? [])].map(plain);
  const words = each.name.en.toLowerCase().split(/[^a-z0-9]+/);
  if (own.startsWith(wanted) || names[0]?.startsWith(wanted)) return 0;
  if (others.some((letters) => letters.startsWith(wanted)) || names.some((name) => name.startsWith(wanted))) return 1;
  if (words.some((word) => word.startsWith(wanted)) || plain(each.name.en).startsWith(wanted)) return 2;
  // One letter somewhere inside a name would find nearly everything.
  if (wanted.length > 1 && [own, ...others, ...names].some((text) => text.includes(wanted))) return 3;
  return NO_MATCH;
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s“”"'、，,.·-]/g, "");
