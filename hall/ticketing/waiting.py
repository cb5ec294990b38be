"""Everybody who waits in a hall, as plain values: who is ahead of whom, and how long each queue is.

Pure: reads nothing. One pass over the line serves every phone, screen and board of the hall.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from hall.catalogue.book import WindowPage
from hall.ticketing.policy import Key

NEAR = 3
"""Somebody's turn is near when so many, or fewer, are ahead."""


class Standing(Protocol):
    """What says which windows could call somebody."""

    @property
    def services(self) -> Sequence[str]: ...
    @property
    def any_window(self) -> bool: ...
    @property
    def bound(self) -> str | None: ...


class Stands(NamedTuple):
    """Just that of somebody who waits, or would."""

    services: tuple[str, ...]
    any_window: bool = False
    bound: str | None = None


@dataclass(frozen=True)
class Waiter:
    """A waiting ticket; `services` are those of its pending errands that a window may call it for now."""

    id: str
    number: str
    key: Key
    services: tuple[str, ...]
    any_window: bool
    bound: str | None
    issued_at: datetime
    category: str | None = None


@dataclass(frozen=True)
class Queue:
    """One service's queue: how many wait for it, since when the longest, and the open windows that do it."""

    service: str
    waiting: int
    oldest_at: datetime | None
    open_windows: tuple[int, ...]


class Callers:
    """Which of these windows could call a ticket, as a mask: bit i stands for `windows[i]`."""

    def __init__(self, windows: Sequence[WindowPage]) -> None:
        self._all = (1 << len(windows)) - 1
        self._window = {page.id: 1 << index for index, page in enumerate(windows)}
        self._service: dict[str, int] = {}
        for index, page in enumerate(windows):
            for service in page.services:
                self._service[service] = self._service.get(service, 0) | 1 << index

    def of(self, waiter: Standing) -> int:
        """The mask of a waiting ticket; 0 when none of the windows could call it."""
        if waiter.bound is not None:
            return self._window.get(waiter.bound, 0)
        if waiter.any_window:
            return self._all
        mask = 0
        for service in waiter.services:
            mask |= self._service.get(service, 0)
        return mask


def places(line: Iterable[Waiter], windows: Iterable[WindowPage]) -> dict[str, int]:
    """For each waiting ticket, how many with a smaller key share an open window with it.

    `line` in the order of calling. A ticket that no open window could call counts those that the same closed ones
    could. Tickets with the same callers are counted together, so that a pass is linear in the line.
    """
    pages = list(windows)
    of_open, of_all = Callers([page for page in pages if page.open]), Callers(pages)
    seen: Counter[int] = Counter()
    seen_anywhere: Counter[int] = Counter()
    ahead = {}
    for waiter in line:
        mask, anywhere = of_open.of(waiter), of_all.of(waiter)
        counted, own = (seen, mask) if mask else (seen_anywhere, anywhere)
        ahead[waiter.id] = sum(count for other, count in counted.items() if other & own)
        seen[mask] += 1
        seen_anywhere[anywhere] += 1
    return ahead


def ahead_of_newcomers(
    line: Iterable[Standing], windows: Iterable[WindowPage], services: Iterable[str]
) -> dict[str, int]:
    """For each service, how many who wait would be ahead of somebody who came for it now, as `places` has it."""
    pages = list(windows)
    of_open, of_all = Callers([page for page in pages if page.open]), Callers(pages)
    waiting = list(line)
    seen, seen_anywhere = Counter(map(of_open.of, waiting)), Counter(map(of_all.of, waiting))
    ahead = {}
    for service in services:
        newcomer = Stands((service,))
        mask = of_open.of(newcomer)
        counted, own = (seen, mask) if mask else (seen_anywhere, of_all.of(newcomer))
        ahead[service] = sum(count for other, count in counted.items() if other & own)
    return ahead


def queues(line: Iterable[Waiter], windows: Iterable[WindowPage], services: Iterable[str]) -> list[Queue]:
    """The queue of each of these services, in their order.

    A ticket with two services stands in two, one with a service for several people in one and once.
    """
    waiting: Counter[str] = Counter()
    oldest: dict[str, datetime] = {}
    for waiter in line:
        for service in set(waiter.services):
            waiting[service] += 1
            oldest[service] = min(oldest.get(service, waiter.issued_at), waiter.issued_at)
    open_ = [page for page in windows if page.open]
    return [
        Queue(
            service=service,
            waiting=waiting[service],
            oldest_at=oldest.get(service),
            open_windows=tuple(sorted(page.number for page in open_ if service in page.services)),
        )
        for service in services
    ]
