// A wait as people are shown it: rounded outward, so that a promise is never narrower than what is known.
// `hall/ticketing/bands.py` does the same for paper; a test holds the two to each other.

const STEP = 5; // minutes

/** The band from low to high minutes in whole steps, at least one step wide; a low of 0 is said as "within". */
export function shownBand(p10: number, p90: number): readonly [number, number] {
  const low = Math.floor(p10 / STEP) * STEP;
  return [low, Math.max(low + STEP, Math.ceil(p90 / STEP) * STEP)];
}
