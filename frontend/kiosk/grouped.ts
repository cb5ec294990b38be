// Long numbers as people compare and show them. Pure.

/** Spaces every few digits: 610124 19900101 1234 · 138 0000 0000. */
export function grouped(text: string, sizes: readonly number[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const size of sizes) {
    if (from < text.length) parts.push(text.slice(from, from + size));
    from += size;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts.join(" ");
}

/** The first six and the last four of a number: 610124********1234. */
export function masked(number: string): string {
  return number.length < 12 ? number : `${number.slice(0, 6)}${"*".repeat(number.length - 10)}${number.slice(-4)}`;
}
