"""Following the journal: the one way in which committed changes leave a process.

Each worker reads on from its own cursor, per hall. A commit in this process only wakes the tail; a look every second
finds what other processes wrote. So nothing is told before its commit, out of order, or not at all.
"""

from collections.abc import Callable
from threading import Event, Thread

from hall.db import Database
from hall.journal.chain import Entry
from hall.journal.entries import entries_after, heads

Listener = Callable[[list[Entry]], None]
LOOK_EVERY_SECONDS = 1.0
BATCH = 200  # entries of a hall told at a time


class Tail:
    """The journal's new entries, handed to `listeners` in order; one per process."""

    def __init__(self, database: Database, problem: Callable[[str, Exception], None]) -> None:
        self._database = database
        self._problem = problem
        self._wake = Event()
        self._stopped = False
        self._thread: Thread | None = None
        self.listeners: list[Listener] = []
        self.cursors: dict[int, int] = {}

    def hint(self, hall_id: int, seq: int) -> None:
        """Something was committed, here or in another process: look soon, unless it was read already."""
        if seq > self.cursors.get(hall_id, 0):
            self._wake.set()

    def start(self) -> None:
        """Begin at the journal's present end; those who connect catch up by themselves from where they were."""
        with self._database.reading() as connection:
            self.cursors = heads(connection)
        self._thread = Thread(target=self._run, name="journal-tail", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def step(self) -> None:
        """Read on in every hall that has moved and tell the listeners."""
        more = True
        while more:
            news = self._news()
            more = any(len(entries) == BATCH for entries in news)
            for entries in news:
                # A listener that fails must not make the others miss these entries, nor hear them twice.
                self.cursors[entries[-1].hall_id] = entries[-1].seq
                self._tell(entries)

    def _news(self) -> list[list[Entry]]:
        """The next entries of each hall that has moved, a batch at most, as of one moment."""
        with self._database.reading() as connection:
            moved = [hall for hall, seq in heads(connection).items() if seq > self.cursors.get(hall, 0)]
            return [entries_after(connection, hall, self.cursors.get(hall, 0), limit=BATCH) for hall in moved]

    def _tell(self, entries: list[Entry]) -> None:
        for listener in self.listeners:
            try:
                listener(entries)
            except Exception as error:  # noqa: BLE001 (one room's trouble stays its own; the others still hear)
                self._problem("a listener of the journal failed", error)

    def _run(self) -> None:
        while not self._stopped:
            self._wake.wait(LOOK_EVERY_SECONDS)
            self._wake.clear()
            try:
                self.step()
            except Exception as error:  # noqa: BLE001 (the database is away, or worse: the next look tries again)
                self._problem("the journal cannot be read", error)
