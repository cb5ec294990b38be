"""Several contenders measured in turn: their rows, and how ours stands to each."""

from collections.abc import Mapping, Sequence

from bench.figure import Goal, Row
from bench.samples import Round, summary

COLUMNS = ("a second", "slowest", "fastest", "p50 ms", "p99 ms", "CPU ms", "ours is")
NAMES = {
    "whole": "raw driver loop: all of the request's statements",
    "writing": "raw driver loop: its write transaction alone",
    "empty": "Flask answering nothing",
    "ours": "Hall",
}
RAW_SHARE = 0.25


def contest_rows(rounds: Mapping[str, Sequence[Round]], ours: str) -> list[Row]:
    """One row a contender: rates, percentiles, and what share of its rate ours reaches."""
    own = summary(rounds[ours]).rate
    rows = []
    for name, taken in rounds.items():
        found = summary(taken)
        share = None if name == ours else own / found.rate
        values = (found.rate, found.slowest_rate, found.fastest_rate, found.p50_ms, found.p99_ms, found.cpu_ms, share)
        rows.append(Row(NAMES.get(name, name), values))
    return rows


def raw_goal(rounds: Mapping[str, Sequence[Round]], ours: str) -> Goal:
    """At least a quarter of the raw driver loop with the same statements, locks and commits."""
    share = summary(rounds[ours]).rate / summary(rounds["whole"]).rate
    return Goal("share of the raw driver loop", share, RAW_SHARE)
