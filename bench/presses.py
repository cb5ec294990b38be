"""Presses of call-next one after the other, each at its time, and what became of them elsewhere."""

import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from bench.asking import Desk, finishing, keyed
from bench.installation import API
from bench.samples import percentile
from bench.wire import Answer, Wire, request

FEWEST, APART_SECONDS = 10, 0.25


class Pressed(NamedTuple):
    """The number called; when it was pressed, by the steady clock and by the wall's; seconds to the answer."""

    number: str
    at: float
    wall: float
    answered: float


class Presser(Protocol):
    """Somebody who presses, and afterwards makes room for the next press."""

    def press(self) -> Pressed: ...

    def tidy(self) -> None: ...


class Desks:
    """The windows of a hall, each in its turn: it calls, and later starts and finishes what it called."""

    def __init__(self, port: int, working: Sequence[Desk]) -> None:
        self._wire, self._working, self._at = Wire(port), working, 0
        self._called: Answer | None = None

    def press(self) -> Pressed:
        desk = self._working[self._at % len(self._working)]
        pressed, self._called = _pressed(self._wire, request("POST", desk.call_next, keyed(desk.headers), {}))
        return pressed

    def tidy(self) -> None:
        assert self._called is not None, "nothing was called"
        headers, ticket = self._working[self._at % len(self._working)].headers, self._called.json
        path = f"{API}/tickets/{ticket['id']}"
        self._wire.ask(request("POST", f"{path}/start", keyed(headers), {}))
        self._wire.ask(request("POST", f"{path}/finish", keyed(headers), finishing(ticket)))
        self._at += 1


class Bare:
    """Presses of a server that does nothing but push."""

    def __init__(self, port: int) -> None:
        self._wire = Wire(port)

    def press(self) -> Pressed:
        return _pressed(self._wire, request("POST", "/push", body={}))[0]

    def tidy(self) -> None:
        """Nothing to do."""


def _pressed(wire: Wire, spoken: bytes) -> tuple[Pressed, Answer]:
    at, wall = time.perf_counter(), time.time()
    answer = wire.ask(spoken)
    answered = time.perf_counter() - at
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {answer.body.decode()}")
    return Pressed(answer.json["number"], at, wall, answered), answer


def presses(presser: Presser, count: int) -> list[Pressed]:
    """So many presses, a quarter of a second apart."""
    made = []
    for _ in range(count):
        begun = time.perf_counter()
        made.append(presser.press())
        presser.tidy()
        time.sleep(max(0.0, APART_SECONDS - (time.perf_counter() - begun)))
    return made


def to_ears(made: Sequence[Pressed], calls: Mapping[str, Sequence[float]]) -> list[float]:
    """Seconds from each press to each listener that heard the call."""
    return [heard - one.at for one in made for heard in calls.get(one.number, ())]


def ms(seconds: Sequence[float], percent: float) -> float:
    """A percentile in milliseconds."""
    return percentile(seconds, percent) * 1000
