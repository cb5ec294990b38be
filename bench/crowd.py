"""Several clients at once, each with a connection of its own, kept by one thread so that they cost little."""

import time
from collections.abc import Iterator, Sequence
from selectors import EVENT_READ, DefaultSelector
from types import TracebackType
from typing import NamedTuple, Self

from bench.wire import PATIENCE_SECONDS, Answer, Wire


class Timed(NamedTuple):
    """An answer and the seconds from the first byte sent to the last received."""

    seconds: float
    answer: Answer


class Crowd:
    """Use as a context manager: the connections close with it."""

    def __init__(self, port: int, clients: int) -> None:
        self.wires = [Wire(port) for _ in range(clients)]
        self._selector = DefaultSelector()
        for index, wire in enumerate(self.wires):
            self._selector.register(wire.socket, EVENT_READ, index)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._selector.close()
        for wire in self.wires:
            wire.close()

    def together(self, requests: Sequence[bytes]) -> list[Timed]:
        """One request of each client, sent as nearly at once as can be; the answers, by client."""
        return [timed for (timed,) in self.each([iter([spoken]) for spoken in requests])]

    def each(self, streams: Sequence[Iterator[bytes]]) -> list[list[Timed]]:
        """Every client sends its own requests, the next one when the last is answered; the answers, by client."""
        answers: list[list[Timed]] = [[] for _ in streams]
        sent: dict[int, float] = {}
        for index in range(len(streams)):
            self._next(streams[index], index, sent)
        while sent:
            ready = self._selector.select(PATIENCE_SECONDS)
            if not ready:
                raise TimeoutError(f"{len(sent)} clients wait for an answer since {PATIENCE_SECONDS:.0f} s")
            for key, _events in ready:
                answer = self.wires[key.data].read()
                if answer is not None:
                    answers[key.data].append(Timed(time.perf_counter() - sent.pop(key.data), answer))
                    self._next(streams[key.data], key.data, sent)
        return answers

    def _next(self, stream: Iterator[bytes], index: int, sent: dict[int, float]) -> None:
        spoken = next(stream, None)
        if spoken is not None:
            sent[index] = time.perf_counter()
            self.wires[index].send(spoken)
