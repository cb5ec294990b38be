"""From the press of call-next to the fact at a screen's socket, beside a bare push on the same stack."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from statistics import median
from typing import NamedTuple

from bench.asking import Desk, common_services, desks, fill, finishing, keyed, offered
from bench.child import free_port, served
from bench.figure import Figure, Goal, Row
from bench.installation import API, HALL, Installation
from bench.machine import machine_settings
from bench.samples import percentile
from bench.scale import Scale
from bench.screens import ScreenSocket, listen, watch
from bench.wire import PATIENCE_SECONDS, Answer, Wire, request

MOST_TIMES_BARE = 3.0
REST_SECONDS = 0.02  # between presses, so that each is told by itself
CALLED = '42/display,["ticket_called"'
ANSWER = -1


class Pressed(NamedTuple):
    """Seconds from one press to its answer, and to each screen."""

    answered: float
    heard: Sequence[float]


def measure(scale: Scale, place: Path) -> Figure:
    """One press after the other; every connected screen must hear each of them."""
    settings = machine_settings(place)
    presses, screens = max(4, scale.requests // 10), min(scale.sockets, scale.clients)
    start = Installation.furnished(place / "start")
    with start.serve() as server:
        working = desks(start, server, scale.clients)
        fill(server, start.kiosk, common_services(working, offered(start, server)), presses + scale.waiting)
    bare, ours = [], []
    for _ in range(scale.rounds):
        bare.append(_bare(place, presses, screens))
        with start.copied(place / "ours").serve() as server:
            ours.append(_ours(server.port, working, presses, screens))
    times_bare = _heard_ms(ours, 99) / _heard_ms(bare, 99)
    return Figure(
        name="press",
        title="call-next pressed, the fact heard at every screen's socket",
        columns=("answered p50 ms", "heard p50 ms", "heard p99 ms", "heard after the answer, p99 ms"),
        rows=[_row("bare push on the same stack", bare), _row("Hall", ours)],
        goals=[Goal("p99 from press to socket, as times the bare push", times_bare, MOST_TIMES_BARE, most=True)],
        notes=["the page's own part, DOM and sound, is measured with a browser and many screens later"],
        settings=settings | {"rounds": scale.rounds, "presses a round": presses, "screens": screens},
    )


def _bare(place: Path, presses: int, screens: int) -> list[Pressed]:
    port = free_port()
    with served(["-m", "bench.bare_push", str(port)], place / "bare.log", ready="ready"):
        return _presses(
            port, screens, presses, lambda _at: request("POST", "/push", body={}), lambda _at, _answer: None
        )


def _ours(port: int, working: Sequence[Desk], presses: int, screens: int) -> list[Pressed]:
    aside = Wire(port)

    def press(at: int) -> bytes:
        desk = working[at % len(working)]
        return request("POST", desk.call_next, keyed(desk.headers), {})

    def tidy(at: int, answer: Answer) -> None:
        headers, path = working[at % len(working)].headers, f"{API}/tickets/{answer.json['id']}"
        aside.ask(request("POST", f"{path}/start", keyed(headers), {}))
        aside.ask(request("POST", f"{path}/finish", keyed(headers), finishing(answer.json)))

    try:
        return _presses(port, screens, presses, press, tidy)
    finally:
        aside.close()


def _presses(
    port: int, screens: int, presses: int, press: Callable[[int], bytes], tidy: Callable[[int, Answer], None]
) -> list[Pressed]:
    wire, connected = Wire(port), [ScreenSocket(port, HALL) for _ in range(screens)]
    found = []
    with DefaultSelector() as everything, DefaultSelector() as quiet:
        watch(everything, connected)
        watch(quiet, connected)
        everything.register(wire.socket, EVENT_READ, ANSWER)
        for at in range(presses):
            listen(quiet, connected, REST_SECONDS, lambda _index, _packet, _at: None)
            pressed, answer = _press(everything, wire, connected, press(at))
            found.append(pressed)
            tidy(at, answer)
    wire.close()
    for screen in connected:
        screen.close()
    return found


def _press(selector: DefaultSelector, wire: Wire, screens: list[ScreenSocket], spoken: bytes) -> tuple[Pressed, Answer]:
    answer: tuple[float, Answer] | None = None
    heard: dict[int, float] = {}
    started = time.perf_counter()
    wire.send(spoken)
    while answer is None or len(heard) < len(screens):
        ready = selector.select(PATIENCE_SECONDS)
        if not ready:
            raise TimeoutError(f"{len(heard)} of {len(screens)} screens heard the call")
        for key, _events in ready:
            if key.data == ANSWER:
                whole = wire.read()
                answer = (time.perf_counter() - started, whole) if whole else None
            elif any(packet.startswith(CALLED) for packet in screens[key.data].read()):
                heard[key.data] = time.perf_counter() - started
    return Pressed(answer[0], list(heard.values())), answer[1]


def _heard_ms(rounds: Sequence[Sequence[Pressed]], percent: float) -> float:
    """The median over rounds of a percentile over every screen of every press, in milliseconds."""
    return median(percentile([at for each in taken for at in each.heard], percent) for taken in rounds) * 1000


def _row(name: str, rounds: Sequence[Sequence[Pressed]]) -> Row:
    answered = median(percentile([each.answered for each in taken], 50) for taken in rounds) * 1000
    after = median(percentile([max(each.heard) - each.answered for each in taken], 99) for taken in rounds) * 1000
    return Row(name, (answered, _heard_ms(rounds, 50), _heard_ms(rounds, 99), after))
