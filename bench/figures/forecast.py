"""One whole-hall forecast: the processor time of the child, and of the server that reads the hall for it."""

import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.day import NEEDS_HELP, TWO_SERVICES, Service
from bench.figure import Figure, Goal, Row
from bench.machine import machine_settings
from bench.playing import services_of
from bench.samples import percentile
from bench.scale import Scale
from hall.ticketing.prediction.child import forecast
from hall.ticketing.prediction.picture import picture_of
from hall.ticketing.prediction.roll import roll
from tests.databases import Files
from tests.halls import County, build, opened

MOST_MS = 5.0


def measure(scale: Scale, place: Path) -> Figure:
    """A hall with 33 busy windows and `scale.waiting` people in line, some with two services, some with help."""
    settings = machine_settings(place)
    folder = place / "hall"
    folder.mkdir()
    with opened(build(place / "start", Files()), folder, sound=False) as county:
        _fill(county, scale.waiting)
        with county.database.reading() as connection:
            picture = picture_of(connection, county.hall_id)
            read = _timed(lambda: picture_of(connection, county.hall_id), scale)
        job = json.dumps(picture.hall.as_json())
        parts = {
            "the pass: 64 paths": _timed(lambda: roll(picture.hall), scale),
            "the whole job in the child: read, draw, pass, bands": _timed(
                lambda: json.dumps(forecast(json.loads(job)).told), scale
            ),
            "in the server: the hall read from the database": read,
            "in the server: the job written, the answer read": _timed(
                lambda: json.dumps(picture.hall.as_json()), scale
            ),
        }
    return Figure(
        name="forecast",
        title="one forecast of a whole hall, CPU ms",
        columns=("median", "p90"),
        rows=[Row(name, (median(taken), percentile(taken, 90))) for name, taken in parts.items()],
        goals=[Goal("CPU ms of a pass, median", median(parts["the pass: 64 paths"]), MOST_MS, most=True)],
        notes=[f"the job is {len(job) / 1000:.0f} KB of JSON"],
        settings=settings
        | {"waiting": len(picture.hall.line), "windows": len(picture.hall.windows), "times": _times(scale)},
    )


def _times(scale: Scale) -> int:
    return max(5, scale.requests // 10)


def _timed(work: Callable[[], object], scale: Scale) -> list[float]:
    work()
    taken = []
    for _ in range(_times(scale)):
        started = time.process_time()
        work()
        taken.append((time.process_time() - started) * 1000)
    return taken


def _fill(county: County, waiting: int) -> None:
    """Every window serves somebody, and the rest wait; two of three calls were long ago."""
    chance = random.Random(7)
    numbers = sorted(county.windows)
    county.open(*numbers)
    services = services_of(county, frozenset(numbers))
    for _ in range(waiting + len(numbers)):
        wanted = [each.code for each in _wanted(services, chance)]
        county.issue(*wanted, needs_help=chance.random() < NEEDS_HELP)
        county.wait(seconds=3)
    for number in numbers:
        ticket = county.at(number, "call-next").get_json(silent=True)
        if ticket is not None and chance.random() < 2 / 3:
            county.clerk(number).does("start", ticket)


def _wanted(services: list[Service], chance: random.Random) -> list[Service]:
    found = chance.choices(services, [each.share for each in services], k=2)
    return found if found[0] is not found[1] and chance.random() < TWO_SERVICES else found[:1]
