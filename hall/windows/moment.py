"""A hall at one moment, as far as its alarms are concerned: plain values, read by who watches halls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hall.catalogue.book import HallBook, WindowPage
from hall.ticketing.waiting import Waiter


@dataclass(frozen=True)
class Serving:
    """A ticket being served: `services` are those of the errands that the window does now."""

    window: WindowPage
    ticket: str
    number: str
    started_at: datetime
    services: tuple[str, ...]


@dataclass(frozen=True)
class Silent:
    """A carrier of the hall that takes no message, since when, by the name the hall gave it."""

    id: str
    name: str
    since: datetime


@dataclass(frozen=True)
class Moment:
    """One hall at `at`: the line in the order of calling, what its windows do, and which carriers are silent.

    `free`: since when each open window with a clerk and without a ticket has done nothing, by id. `stirred`: when
    something last happened to a waiting ticket, by id, where that is known to be later than its issue.
    """

    book: HallBook
    at: datetime
    closed: bool
    line: Sequence[Waiter] = ()
    serving: Sequence[Serving] = ()
    free: Mapping[str, datetime] = field(default_factory=dict)
    stirred: Mapping[str, datetime] = field(default_factory=dict)
    silent: Sequence[Silent] = ()
