"""What many timings come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that `percent` of all do not exceed; 0 without values."""
    ordered = sorted(values)
    if not ordered:
        return 0.0
    rank = -(-len(ordered) * percent // 100)  # ceiling: p99 of ten values is the largest
    return ordered[max(0, int(rank) - 1)]


@dataclass(frozen=True)
class Round:
    """One round of one contender: the seconds of each request, of all together, and of the processor."""

    seconds: Sequence[float]
    elapsed: float
    cpu: float

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.elapsed


@dataclass(frozen=True)
class Summary:
    """Several rounds: medians of their rates (a second), of percentiles and of the server's CPU a request (ms)."""

    rate: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    slowest_rate: float
    fastest_rate: float


def summary(rounds: Sequence[Round]) -> Summary:
    """The medians of these rounds, and the spread of their rates."""
    rates = [each.rate for each in rounds]
    return Summary(
        median(rates),
        median(percentile(each.seconds, 50) for each in rounds) * 1000,
        median(percentile(each.seconds, 99) for each in rounds) * 1000,
        median(each.cpu / len(each.seconds) for each in rounds) * 1000,
        min(rates),
        max(rates),
    )
