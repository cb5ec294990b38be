"""Bands told at issue against what then happened, on days played through the server."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.day import Service
from bench.figure import Figure, Goal, Row, Value
from bench.machine import machine_settings
from bench.playing import Told, play_day, services_of
from bench.scale import Scale
from bench.scoring import Score, score
from tests.databases import Files
from tests.halls import build, opened

LOADS = (0.92, 1.05)
COVERED, OFF_BY = 0.80, 0.10
COLUMNS = (
    "tickets",
    "mean wait",
    "inside",
    "above",
    "MAE of P50",
    "bias",
    "width",
    "naive MAE",
    "days inside, least–most",
)


def measure(scale: Scale, place: Path) -> Figure:
    """`scale.rounds` times two days at each load, two at once; every day in a process and a hall of its own."""
    settings = machine_settings(place)
    days = [(load, seed) for load in LOADS for seed in range(1, 2 * scale.rounds + 1)]
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), mp_context=get_context("spawn")) as pool:
        played = list(pool.map(_played, [(place / f"{load}-{seed}", load, seed) for load, seed in days]))
    return figure(days, played, _services(place), settings | {"days a load": 2 * scale.rounds})


def figure(
    days: list[tuple[float, int]], played: list[list[Told]], services: list[Service], settings: dict[str, Value]
) -> Figure:
    """What these days (load, seed) came to."""
    by_load = {load: [told for (each, _), told in zip(days, played, strict=True) if each == load] for load in LOADS}
    scores = {load: score((one for told in found for one in told), services) for load, found in by_load.items()}
    each_day = {load: [score(told, services).covered for told in found] for load, found in by_load.items()}
    return Figure(
        name="waits",
        title="bands told at issue, for those who must wait; minutes",
        columns=COLUMNS,
        rows=[_row(load, scores[load], each_day[load]) for load in LOADS],
        goals=[goal for load in LOADS for goal in _goals(load, scores[load])],
        notes=["the naive estimate is position × mean visit ÷ all windows that call, on the same tickets"],
        settings=settings | {"windows": 33, "paths": 64},
    )


def _played(day: tuple[Path, float, int]) -> list[Told]:
    place, load, seed = day
    place.mkdir()
    return play_day(place, load, seed)


def _services(place: Path) -> list[Service]:
    folder = place / "read"
    folder.mkdir()
    with opened(build(place / "start", Files()), folder, sound=False) as county:
        return services_of(county, frozenset(county.windows))


def _row(load: float, found: Score, days: list[float]) -> Row:
    return Row(
        f"load {load}",
        (
            found.tickets,
            found.waited,
            found.covered,
            found.longer,
            found.error,
            found.bias,
            found.width,
            found.naive_error,
            f"{min(days):.2f}–{max(days):.2f}",
        ),
    )


def _goals(load: float, found: Score) -> list[Goal]:
    return [
        Goal(f"load {load}: share inside the band", found.covered, COVERED - OFF_BY),
        Goal(f"load {load}: share inside the band", found.covered, COVERED + OFF_BY, most=True),
        Goal(f"load {load}: MAE of P50 as a share of the naive one", found.error / found.naive_error, 1.0, most=True),
    ]
