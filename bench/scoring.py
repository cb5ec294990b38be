"""How bands stood to what then happened, beside what a hall would say that knows only how many are ahead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from bench.day import OVERHEAD, Service
from bench.playing import Told


@dataclass(frozen=True)
class Score:
    """Of tickets whose holders had to wait. Minutes; `covered`, `longer`: shares inside and above the band."""

    tickets: int
    waited: float
    covered: float
    longer: float
    error: float
    bias: float
    width: float
    naive_error: float


def score(told: Iterable[Told], services: Sequence[Service]) -> Score:
    """The score of these tickets: those that got a band, and for whom no window stood idle.

    The naive estimate is position × mean visit ÷ windows, the windows being all that called anybody in the hall then:
    of the ways to count windows, positions and means that were tried, the one that comes closest.
    """
    visit = sum(each.share * (each.mean + OVERHEAD) for each in services) / sum(each.share for each in services)
    had_to = [one for one in told if one.wait is not None and not one.free and one.called_at is not None]
    bands = [
        (one.waited, one.wait["p10_minutes"], one.wait["p50_minutes"], one.wait["p90_minutes"])
        for one in had_to
        if one.wait
    ]
    return Score(
        tickets=len(had_to),
        waited=mean(one.waited for one in had_to),
        covered=mean(low <= waited <= high for waited, low, _, high in bands),
        longer=mean(waited > high for waited, _, _, high in bands),
        error=mean(abs(waited - middle) for waited, _, middle, _ in bands),
        bias=mean(waited - middle for waited, _, middle, _ in bands),
        width=mean(high - low for _, low, _, high in bands),
        naive_error=mean(abs(one.waited - (one.ahead + 1) * visit / max(1, one.open)) for one in had_to),
    )
