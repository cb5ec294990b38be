"""What everybody in a run said and heard, as lines of JSON: one for each try, message and fault, with its moment.

Moments are seconds of `time.monotonic`, the same clock for all, so that what happened first stands first.
"""

import json
import math
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

STILL_SECONDS = 2.0

Json = dict[str, Any]


class Record:
    """A run's lines, written as they come. `answered_at`: when a change of the hall was last acknowledged.

    `patience`: in so many seconds somebody must have been acknowledged. Where nobody was, the hall stands still: that
    is found already, and to wait as long for all that comes after would find nothing more.
    """

    def __init__(self, path: Path, patience: float = math.inf) -> None:
        self.path, self.patience = path, patience
        self._file = path.open("a", encoding="utf-8")
        self._news = threading.Condition()
        self.answered_at = 0.0
        self.answers = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._news:
            self._file.close()

    def note(self, what: str, **told: Any) -> None:
        """Write one line; `at` is now unless told."""
        line = {"what": what, "at": time.monotonic()} | told
        with self._news:
            if not self._file.closed:
                self._file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def note_try(self, *, sent: float, status: int | None, **told: Any) -> None:
        """Write one try of a request; an acknowledged one, sent after a fault, shows that the hall is back."""
        self.note("try", sent=sent, status=status, **told)
        if status is not None and 200 <= status < 300:
            with self._news:
                self.answered_at = max(self.answered_at, sent)
                self.answers += 1
                self._news.notify_all()

    def wait_for_an_answer(self, since: float, within: float) -> bool:
        """Until something that was asked after `since` is acknowledged."""
        return self._wait(lambda: self.answered_at > since, within)

    def wait_for_answers(self, count: int, within: float) -> None:
        """Until so many more requests are acknowledged."""
        upto = self.answers + count
        self._wait(lambda: self.answers >= upto, within)

    def _wait(self, has_come: Callable[[], bool], within: float) -> bool:
        with self._news:
            before, within = self.answers, min(within, self.patience)
            came = self._news.wait_for(has_come, within)
            if not came and self.answers == before and within == self.patience:
                self.patience = min(self.patience, STILL_SECONDS)
            return came


def lines(path: Path) -> Iterator[Json]:
    """The lines of a record, in the order they were written."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
