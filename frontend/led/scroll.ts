/**
 * Where a line stands in its bar. Pure; lengths in dots, times in milliseconds.
 *
 * What fits stands still in the middle. What is longer runs from right to left and comes round again; for those who
 * asked for less motion it is turned over instead, piece by piece.
 */

const DOTS_A_SECOND = 40;
/** How long the beginning stands before it runs. */
const REST_MS = 1_500;
/** Dark dots between the end and the beginning that follows it. */
const GAP = 48;
const PIECE_MS = 3_000;

/** The columns at which the line is drawn: one, or while it runs round, two. */
export function placesOf(length: number, width: number, elapsed: number, still: boolean): readonly number[] {
  if (length <= width) return [Math.floor((width - length) / 2)];
  if (still) {
    const pieces = Math.ceil(length / width);
    const piece = Math.floor(elapsed / PIECE_MS) % pieces;
    return [-Math.min(piece * width, length - width)];
  }
  const round = length + GAP;
  const lap = REST_MS + (round / DOTS_A_SECOND) * 1_000;
  const run = Math.max(0, (elapsed % lap) - REST_MS);
  const at = -Math.floor((run / 1_000) * DOTS_A_SECOND);
  return [at, at + round];
}
