"""Call-next and the board with years of old tickets behind the hall, beside ten thousand."""

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.asking import Desk, common_services, desks, fill, offered
from bench.crowd import Crowd
from bench.figure import Figure, Goal, Row
from bench.figures import board, call
from bench.installation import Installation
from bench.machine import machine_settings
from bench.old import A_DAY, STORY_DAYS, grow_old
from bench.postgres import HouseOnPostgres, durable_cluster
from bench.samples import Round, summary
from bench.scale import Scale

FEW, MOST_TIMES = 10_000, 1.2
COLUMNS = ("old tickets", "database MB", "calls a second", "call p50 ms", "call p99 ms", "call CPU ms", "board p50 ms")


@dataclass
class _Grown:
    """A hall with so many old tickets, and what was measured in it."""

    house: Installation
    old: int
    size: int
    calls: list[Round] = field(default_factory=list)
    boards: list[Round] = field(default_factory=list)


def growth_on_sqlite(scale: Scale, place: Path) -> Figure:
    """One SQLite file with few old tickets, one with many."""
    start = Installation.furnished(place / "start")
    return _growth(scale, place, "growth", "SQLite", start, start.copied)


def growth_on_postgres(scale: Scale, place: Path) -> Figure:
    """One PostgreSQL database with few old tickets, one with many."""
    with ExitStack() as stack:
        start = HouseOnPostgres.built(stack.enter_context(durable_cluster()), place / "start")
        return _growth(scale, place, "growth-postgresql", "PostgreSQL", start, start.copied)


def _growth(
    scale: Scale, place: Path, name: str, kind: str, start: Installation, copied: Callable[[Path], Installation]
) -> Figure:
    """Both halls in turn, round after round, the same requests; neither is laid anew, for that takes minutes."""
    settings = machine_settings(place)
    bursts = max(2, scale.requests // 10 // scale.clients)
    working = _furnish(scale, start, bursts)
    with start.serve() as server:
        manager = start.signed_in(server, "manager")
    begun = time.perf_counter()
    halls = [_grown(copied(place / f"old-{old}"), old) for old in (min(FEW, scale.old // 2), scale.old)]
    begun = time.perf_counter() - begun
    for _ in range(scale.rounds):
        for grown in halls:
            _measure(grown, working, manager, bursts)
    few, many = ([summary(rounds) for rounds in (grown.calls, grown.boards)] for grown in halls)
    return Figure(
        name=name,
        title=f"call-next and the board with many old tickets, {kind}",
        columns=COLUMNS,
        rows=[_row(grown) for grown in halls],
        goals=[
            Goal("call-next p50, times that with few", many[0].p50_ms / few[0].p50_ms, MOST_TIMES, most=True),
            Goal("call-next CPU, times that with few", many[0].cpu_ms / few[0].cpu_ms, MOST_TIMES, most=True),
            Goal("board p50, times that with few", many[1].p50_ms / few[1].p50_ms, MOST_TIMES, most=True),
        ],
        notes=[
            f"{A_DAY} old tickets a day, 85% done, each with an errand; of the last {STORY_DAYS} days with their story",
            f"generated in {begun:.0f} s",
        ],
        settings=settings
        | {"rounds": scale.rounds, "calls a round": bursts * len(working), "boards a round": bursts * 4}
        | {"waiting at the start": scale.waiting + scale.rounds * bursts * scale.clients},
    )


def _furnish(scale: Scale, start: Installation, bursts: int) -> list[Desk]:
    """Tickets that wait, and one of each window that was served, for the old ones to be like."""
    with start.serve() as server:
        working = desks(start, server, scale.clients)
        services = common_services(working, offered(start, server))
        fill(server, start.kiosk, services, (scale.rounds * bursts + 1) * scale.clients + scale.waiting)
        with Crowd(server.port, len(working)) as crowd:
            call.timed(crowd, server, working, 1, 200)
    return working


def _grown(house: Installation, old: int) -> _Grown:
    return _Grown(house, old, grow_old(house, old))


def _measure(grown: _Grown, working: list[Desk], manager: Mapping[str, str], bursts: int) -> None:
    with grown.house.serve() as server:
        with Crowd(server.port, 1) as crowd:
            grown.boards.append(board.looks(crowd, server, manager, bursts * 4)[0])
        with Crowd(server.port, len(working)) as crowd:
            grown.calls.append(call.timed(crowd, server, working, bursts, 200))


def _row(grown: _Grown) -> Row:
    calls, boards = summary(grown.calls), summary(grown.boards)
    cells = (calls.rate, calls.p50_ms, calls.p99_ms, calls.cpu_ms, boards.p50_ms)
    return Row(f"{grown.old} old tickets", (grown.old, grown.size / 1e6, *cells))
