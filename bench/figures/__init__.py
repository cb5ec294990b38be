"""Every figure, by the name it is asked for."""

from collections.abc import Callable, Mapping
from pathlib import Path

from bench.figure import Figure
from bench.figures import board, call, forecast, issue, memory, press, start, waits
from bench.scale import Scale

Measure = Callable[[Scale, Path], Figure]

FIGURES: Mapping[str, Measure] = {
    "issue": issue.measure,
    "call": call.measure,
    "start": start.measure,
    "memory": memory.measure,
    "board": board.measure,
    "press": press.measure,
    "forecast": forecast.measure,
    "waits": waits.measure,
}
