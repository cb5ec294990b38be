"""A wait as people are shown it: rounded outward, so that a promise is never narrower than what is known.

`frontend/shared/bands.ts` does the same for the pages; a test holds the two to each other.
"""

BAND_STEP = 5  # minutes


def shown_band(p10: int, p90: int) -> tuple[int, int]:
    """The band from `low` to `high` minutes in whole steps, at least one step wide; `low` 0 is said as "within"."""
    low = p10 // BAND_STEP * BAND_STEP
    return low, max(low + BAND_STEP, -(-p90 // BAND_STEP) * BAND_STEP)
