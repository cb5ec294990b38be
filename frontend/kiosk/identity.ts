// Whether a typed number can be right, so that a slip of the finger is told before anything is sent. Pure.

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = "10X98765432";

/** 18 characters with the check digit of GB 11643 (mod 11-2). */
export function isIdNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(text[place]), 0);
  return CHECKS[sum % 11] === text[17];
}

/** A mobile number of the mainland. */
export function isPhone(text: string): boolean {
  return /^1[3-9]\d{9}$/.test(text);
}

/** Spaces every few digits, so that people can compare: 610124 19900101 1234 · 138 0000 0000. */
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
