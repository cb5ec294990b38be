"""Periodic work: small pieces that are due again and again, each in turn, none ending the others.

Every process has the same duties; each says who of them does it. Whoever may do one may lose that right in the middle
of it (a process held still for longer than its lease), so each must do no harm when done twice: what it decides it
decides inside the hall's order, or once more on what is there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from threading import Event, Thread
from time import monotonic, sleep

from hall.folders import FolderLock
from hall.leases import Leases

LOOK_EVERY_SECONDS = 0.5
AGAIN_AFTER_SECONDS = 60.0  # what failed is not left for a day because it is done once a day


class Doer(Enum):
    """Who does a duty."""

    EVERY_PROCESS = auto()
    """What concerns a process's own sockets."""
    ONE_A_FOLDER = auto()
    """What is done to the data folder, which the processes of one machine share."""
    ONE_OF_ALL = auto()
    """What is done to the halls: the worker that holds the lease of the duty's name."""


@dataclass
class Duty:
    """One piece of work, `every` so many seconds, by whom."""

    name: str
    every: float
    work: Callable[[], object]
    doer: Doer
    due_at: float = field(default=0.0)


class Duties:
    """All periodic work of a process, done by one thread. `folder`: the lock of who works on the data folder."""

    def __init__(
        self, duties: list[Duty], leases: Leases, folder: FolderLock, problem: Callable[[str, Exception], None]
    ) -> None:
        self._duties, self._leases, self._folder, self._problem = duties, leases, folder, problem
        for duty in duties:
            if duty.doer is Doer.ONE_OF_ALL:
                leases.ask_for(duty.name)
        self._stopped = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        self._thread = Thread(target=self._run, name="duties", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
        self._folder.release()

    def step(self) -> None:
        """Do what is due and ours."""
        for duty in self._duties:
            try:
                if monotonic() >= duty.due_at and self._ours(duty):
                    duty.due_at = monotonic() + duty.every
                    duty.work()
                    sleep(0)  # a dozen may be due at once: whoever waits for an answer has a turn in between
            except Exception as error:  # noqa: BLE001 (one duty's trouble must not end the others)
                duty.due_at = min(duty.due_at, monotonic() + AGAIN_AFTER_SECONDS)
                self._problem(f"the duty {duty.name!r} failed and is tried again", error)

    def _ours(self, duty: Duty) -> bool:
        if duty.doer is Doer.ONE_OF_ALL:
            return self._leases.holds(duty.name)
        return duty.doer is Doer.EVERY_PROCESS or self._folder.take()

    def _run(self) -> None:
        while not self._stopped.wait(LOOK_EVERY_SECONDS):
            self.step()
