"""Many screens or phones in a process of its own. `python -m bench.throng`, told what to do by a line of JSON.

`{"port", "namespace", "auths"}` is read from standard input; `in` is said with the seconds it took once all are in.
They listen and answer pings until the input ends or says `end`; then a line says what was heard.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from selectors import EVENT_READ, DefaultSelector
from typing import Any

from bench.ear import Counts, Ear
from bench.screens import Packets
from bench.wire import PATIENCE_SECONDS

AT_ONCE = 64  # on their way in at the same time
SPARE_FILES = 64


def main() -> None:
    """Connect everybody, listen, tell."""
    wish = json.loads(sys.stdin.readline())
    files_for(len(wish["auths"]))
    counts = Counts()
    with DefaultSelector() as selector:
        ears = _let_in(selector, wish, counts)
        selector.register(sys.stdin, EVENT_READ, None)
        _listen(selector)
    print(json.dumps(counts.as_json()), flush=True)
    for ear in ears:
        ear.close()


def files_for(sockets: int) -> None:
    """Raise this process's limit of open files as far as so many sockets need; RuntimeError where that is forbidden."""
    wanted = sockets + SPARE_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft >= wanted:
        return
    if hard != resource.RLIM_INFINITY and hard < wanted:
        raise RuntimeError(f"{wanted} open files are needed, {hard} allowed: raise the hard limit (ulimit -Hn)")
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _let_in(selector: DefaultSelector, wish: dict[str, Any], counts: Counts) -> list[Ear]:
    """All of them, some at a time."""
    started = time.perf_counter()
    ears: list[Ear] = []
    coming = (Ear(wish["port"], wish["namespace"], auth, counts) for auth in wish["auths"])
    on_their_way: set[Packets] = set()
    while len(ears) < len(wish["auths"]) or on_their_way:
        for ear in _some(coming, AT_ONCE - len(on_their_way)):
            ears.append(ear)
            on_their_way.add(ear)
            selector.register(ear.socket, EVENT_READ, ear)
        ready = selector.select(PATIENCE_SECONDS)
        if not ready:
            raise TimeoutError(f"{len(on_their_way)} were not let in within {PATIENCE_SECONDS:.0f} s")
        for key, _events in ready:
            key.data.hear()
            if key.data.inside:
                on_their_way.discard(key.data)
    times = sorted(ear.seconds for ear in ears)
    print(json.dumps({"in": time.perf_counter() - started, "slowest": times[-1] if times else 0.0}), flush=True)
    return ears


def _some(coming: Iterator[Ear], most: int) -> Iterator[Ear]:
    for _ in range(most):
        ear = next(coming, None)
        if ear is None:
            return
        yield ear


def _listen(selector: DefaultSelector) -> None:
    while True:
        for key, _events in selector.select():
            if key.data is None:
                return
            key.data.hear()


if __name__ == "__main__":
    main()
