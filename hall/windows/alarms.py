"""What a manager must know of now: pure, over the hall at one moment.

A *ground* is a reason for an alarm. It `raises` one beyond the hall's threshold, and keeps one that was raised until
it is clearly gone: below four fifths of a threshold that counts people or minutes, so that nobody is warned anew with
every single person who comes and goes.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from hall.catalogue.book import HallBook, WindowPage
from hall.catalogue.hours import OpeningTimes
from hall.catalogue.terms import AlarmKind
from hall.clock import hall_day
from hall.ticketing.waiting import Callers, Queue, queues
from hall.windows.lasting import serving_limit
from hall.windows.moment import Moment

KEEPS = 0.8
"""The share of a threshold above which a raised alarm stays."""
LEAST_SERVING = timedelta(minutes=1)
"""Below it no ticket takes too long, however short its service is said to be."""

SILENT_FOR = timedelta(minutes=1)
"""What a carrier does not take for a shorter time is tried again and worries nobody."""

Figures = Mapping[str, Any]


@dataclass(frozen=True)
class Ground:
    """A reason for an alarm; `subject` tells it from others of its kind in the hall."""

    kind: AlarmKind
    subject: str
    raises: bool
    service: str | None = None
    window: WindowPage | None = None
    figures: Figures = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.subject


def grounds(moment: Moment) -> list[Ground]:
    """Everything the manager of this hall is to be warned of, or to stay warned of; nothing once it is closed."""
    if moment.closed:
        return []
    found = [*_serving_grounds(moment), *_carrier_grounds(moment)]
    if _counts(moment):
        found += [*_queue_grounds(moment), *_idle_grounds(moment)]
    return [ground for ground in found if ground.kind not in moment.book.alarms.off]


def _counts(moment: Moment) -> bool:
    """Whether a wait is the hall's business now: while it is open, and after that while windows serve those inside."""
    opening = moment.book.opening
    if opening.is_open(moment.at):
        return True
    sittings = opening.sittings_on(hall_day(opening.zone, moment.at))
    over = bool(sittings) and moment.at >= max(sitting.closes_at for sitting in sittings)
    return over and any(page.open for page in moment.book.windows.values())


def _opened_at(opening: OpeningTimes, at: datetime) -> datetime:
    """When the hall first opened on this day: who came earlier has waited for it since then. `at` on a day of rest."""
    sittings = opening.sittings_on(hall_day(opening.zone, at))
    return min((sitting.opens_at for sitting in sittings), default=at)


def _begun_at(opening: OpeningTimes, at: datetime) -> datetime:
    """Since when it has been open at a stretch, or first opened: who sits at a window over lunch is not idle."""
    sitting = opening.sitting_at(at)
    return sitting.opens_at if sitting else _opened_at(opening, at)


# --- people waiting for a service


def _queue_grounds(moment: Moment) -> Iterator[Ground]:
    book, opened = moment.book, _opened_at(moment.book.opening, moment.at)
    begun = _begun_at(book.opening, moment.at)
    settled = book.opening.hours.always or moment.at >= begun + book.alarms.after_opening
    here, stuck = _in_session(book, moment.at), _stuck(moment)
    waits = _longest_waits(moment, opened)
    waited_for = sorted({service for waiter in moment.line for service in waiter.services})
    for queue in queues(moment.line, book.windows.values(), waited_for):
        if queue.service not in here:
            continue
        if not queue.open_windows:
            if queue.service in stuck and settled:
                figures = {"waiting": queue.waiting}
                yield Ground(AlarmKind.NO_OPEN_WINDOW, queue.service, True, queue.service, figures=figures)
        elif (crowd := _crowd(queue, book.alarms.waiting_per_window)) is not None:
            yield crowd
        if (waited := waits.get(queue.service)) is not None and waited > book.alarms.longest_wait * KEEPS:
            figures = {"minutes": int(waited.total_seconds() // 60)}
            raises = waited > book.alarms.longest_wait
            yield Ground(AlarmKind.LONG_WAIT, queue.service, raises, queue.service, figures=figures)


def _crowd(queue: Queue, limit: int) -> Ground | None:
    windows = len(queue.open_windows)
    if queue.waiting <= limit * KEEPS * windows:
        return None
    figures = {"waiting": queue.waiting, "windows": windows}
    return Ground(AlarmKind.CROWDED, queue.service, queue.waiting > limit * windows, queue.service, figures=figures)


def _in_session(book: HallBook, at: datetime) -> frozenset[str]:
    """Services that some window is to do now; at the end of the day, all that are done here at all."""
    if not book.opening.is_open(at):
        return frozenset(code for page in book.windows.values() for code in page.services)
    works = {sessions: book.opening.works(sessions, at) for sessions in {p.sessions for p in book.windows.values()}}
    return frozenset(code for page in book.windows.values() if works[page.sessions] for code in page.services)


def _stuck(moment: Moment) -> frozenset[str]:
    """Services for which somebody waits who needs a window that does them: who needs help is served at any."""
    someone = any(page.open for page in moment.book.windows.values())
    return frozenset(
        service for waiter in moment.line if not (waiter.any_window and someone) for service in waiter.services
    )


def _longest_waits(moment: Moment, opened: datetime) -> dict[str, timedelta]:
    """The longest wait by service; somebody with several is told of once, with the first they can be called for."""
    longest: dict[str, timedelta] = {}
    for waiter in moment.line:
        service, waited = waiter.services[0], moment.at - max(waiter.issued_at, opened)
        longest[service] = max(longest.get(service, waited), waited)
    return longest


# --- windows


def _serving_grounds(moment: Moment) -> Iterator[Ground]:
    """Windows that serve one ticket longer than nearly all of its kind take."""
    book = moment.book
    for serving in moment.serving:
        services = [book.services[code] for code in serving.services]
        limit = max(LEAST_SERVING, timedelta(minutes=serving_limit(services, book.alarms.serving_percent)))
        if moment.at - serving.started_at > limit:
            minutes = int((moment.at - serving.started_at).total_seconds() // 60)
            figures = {
                "number": serving.number,
                "minutes": minutes,
                "limit": ceil(limit.total_seconds() / 60),
                "from": serving.started_at.isoformat(),
            }
            yield Ground(AlarmKind.SLOW_TICKET, serving.ticket, True, window=serving.window, figures=figures)


def _idle_grounds(moment: Moment) -> Iterator[Ground]:
    """Windows that have done nothing for a while though somebody they may call has waited as long in the line."""
    pages = [moment.book.windows[window_id] for window_id in moment.free]
    begun = _begun_at(moment.book.opening, moment.at)
    callers = Callers(pages)
    masks = [(waiter, callers.of(waiter)) for waiter in moment.line]
    for index, page in enumerate(pages):
        waiting = [waiter for waiter, mask in masks if mask >> index & 1]
        if not waiting:
            continue
        free = moment.free[page.id]
        since = min(max(free, begun, moment.stirred.get(waiter.id, waiter.issued_at)) for waiter in waiting)
        idle, limit = moment.at - since, moment.book.alarms.idle
        if idle >= limit * KEEPS:
            figures = {"waiting": len(waiting), "from": free.isoformat()}
            yield Ground(AlarmKind.IDLE_WINDOW, page.id, idle >= limit, window=page, figures=figures)


# --- carriers


def _carrier_grounds(moment: Moment) -> Iterator[Ground]:
    """Carriers that nobody can be told by any more."""
    for silent in moment.silent:
        figures = {"carrier": silent.name, "from": silent.since.isoformat()}
        raises = moment.at - silent.since >= SILENT_FOR
        yield Ground(AlarmKind.CARRIER_SILENT, silent.id, raises, figures=figures)


# --- what to do about it


@dataclass(frozen=True)
class Open:
    """A stored alarm that stands, as far as deciding goes."""

    id: str
    kind: AlarmKind
    subject: str
    raised_at: datetime
    acknowledged_at: datetime | None

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.subject


HELP = frozenset({AlarmKind.HELP_MANAGER, AlarmKind.HELP_ESCALATION})
HAPPENED = frozenset({AlarmKind.TOLD_AGAIN, AlarmKind.RED_CARD})
"""What is no state of the hall but has happened: it stands until somebody has seen it, over the end of the day too.
A red card's record ends it as well, with the clock that ran out."""


@dataclass(frozen=True)
class Decision:
    """Grounds to raise an alarm for, and alarms to clear, each with its cause."""

    raised: list[Ground]
    cleared: list[tuple[Open, str]]

    def __bool__(self) -> bool:
        return bool(self.raised or self.cleared)


def decide(
    moment: Moment, standing: Iterable[Open], resting: Collection[tuple[str, str]], staffed: Collection[str]
) -> Decision:
    """What is to be raised and cleared now.

    `resting`: keys of alarms cleared so lately that they are not raised again yet. `staffed`: ids of the windows with
    somebody on duty.
    """
    now = {ground.key: ground for ground in grounds(moment)}
    stands = list(standing)
    known = {alarm.key for alarm in stands} | set(resting)
    raised = [ground for ground in now.values() if ground.raises and ground.key not in known]
    cleared = []
    for alarm in stands:
        cause = _why_over(alarm, moment, now, staffed)
        if cause is not None:
            cleared.append((alarm, cause))
    return Decision(raised, cleared)


def _why_over(alarm: Open, moment: Moment, now: Collection[tuple[str, str]], staffed: Collection[str]) -> str | None:
    """Why an alarm does not stand any longer; nothing while it does."""
    if alarm.kind in HELP:
        return _help_over(alarm, moment, staffed)
    if alarm.kind in HAPPENED:
        return "answered" if _answered(alarm, moment) else None
    return _over(alarm, moment, now)


def _answered(alarm: Open, moment: Moment) -> bool:
    """Whether somebody has taken care of it for a while."""
    at = alarm.acknowledged_at
    return at is not None and moment.at >= at + moment.book.alarms.help_stands


def _over(alarm: Open, moment: Moment, now: Collection[tuple[str, str]]) -> str | None:
    if moment.closed:
        return "hall_closed"
    return None if alarm.key in now else "over"


def _help_over(alarm: Open, moment: Moment, staffed: Collection[str]) -> str | None:
    """A call for help stands until somebody has come: a while after it was acknowledged, or with the person's duty."""
    if alarm.subject not in staffed:
        return "over"
    return "answered" if _answered(alarm, moment) else None
