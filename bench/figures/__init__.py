"""Every figure, by the name it is asked for."""

from collections.abc import Callable, Mapping
from pathlib import Path

from bench.figure import Figure
from bench.figures import board, call, crowd, forecast, gone, growth, issue, memory, postgres, press, start, waits
from bench.scale import Scale

Measure = Callable[[Scale, Path], Figure]

FIGURES: Mapping[str, Measure] = {
    "issue": issue.measure,
    "call": call.measure,
    "issue-postgresql": postgres.issue_on_postgres,
    "call-postgresql": postgres.call_on_postgres,
    "growth": growth.growth_on_sqlite,
    "growth-postgresql": growth.growth_on_postgres,
    "start": start.measure,
    "memory": memory.measure,
    "gone": gone.measure,
    "board": board.measure,
    "press": press.measure,
    "crowd": crowd.measure,
    "forecast": forecast.measure,
    "waits": waits.measure,
}
