"""Periodic work: small pieces that are due again and again, each in turn, none ending the others.

One process does them; with several, a lease will say which (see docs/architecture.md).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic

LOOK_EVERY_SECONDS = 0.5


@dataclass
class Duty:
    """One piece of work, `every` so many seconds."""

    name: str
    every: float
    work: Callable[[], object]
    due_at: float = field(default=0.0)


class Duties:
    """All periodic work of a process, done by one thread."""

    def __init__(self, duties: list[Duty], problem: Callable[[str, Exception], None]) -> None:
        self._duties, self._problem = duties, problem
        self._stopped = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        self._thread = Thread(target=self._run, name="duties", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def step(self) -> None:
        """Do what is due."""
        for duty in self._duties:
            if monotonic() >= duty.due_at:
                duty.due_at = monotonic() + duty.every
                try:
                    duty.work()
                except Exception as error:  # noqa: BLE001 (one duty's trouble must not end the others)
                    self._problem(f"the duty {duty.name!r} failed and is tried again", error)

    def _run(self) -> None:
        while not self._stopped.wait(LOOK_EVERY_SECONDS):
            self.step()
