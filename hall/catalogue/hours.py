"""When a hall is open, when it gives out tickets, and which windows work at that time.

Hours are wall-clock times of the hall; answers are aware UTC instants, right across changes of the clock. Closing
stops issuing, not calling: that a ticket may still be called is no question of the hour.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from hall import clock
from hall.catalogue.terms import Closing, Session
from hall.catalogue.workdays import ONE_DAY, SATURDAY, Workdays

CHINA = "china"
DAY_MINUTES = 24 * 60
NO_TIME = timedelta(0)
KEPT_DAYS = 100  # what every ticket asks of its day is worked out once
LOOK_AHEAD_DAYS = 60  # longer than any row of holidays; a hall that opens on no day in it has no next opening
WEEKDAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ON_WORKDAYS = (Session.NORMAL, Session.MIDDAY, Session.EARLY_LATE)
_TIME = re.compile(r"([0-9]{1,2}):([0-5][0-9])")
SPAN_KEYS = {
    "weekday": Session.NORMAL,
    "midday": Session.MIDDAY,
    "early_late": Session.EARLY_LATE,
    "saturday": Session.SATURDAY,
}


def by_end_of(local: datetime) -> tuple[date, str]:
    """The day and time of a limit as people say it, of a local instant: midnight is the end of the day before."""
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return local.date() - ONE_DAY, "24:00"
    return local.date(), f"{local:%H:%M}"


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of the day in minutes after midnight; `end` is not in it."""

    start: int
    end: int

    @classmethod
    def of(cls, text: str) -> Self:
        """From "09:00-12:00"; ValueError when it is no such stretch within one day."""
        start, _, end = text.partition("-")
        span = cls(_minutes(start), _minutes(end))
        if span.start >= span.end:
            raise ValueError(f"no span of a day: {text!r}")
        return span

    def __contains__(self, minute: object) -> bool:
        return isinstance(minute, int) and self.start <= minute < self.end

    def __str__(self) -> str:
        return "-".join(f"{at // 60:02}:{at % 60:02}" for at in (self.start, self.end))


def _minutes(text: str) -> int:
    """Minutes after midnight of "9:00", "09:00" or "24:00"."""
    found = _TIME.fullmatch(text.strip())
    at = int(found[1]) * 60 + int(found[2]) if found else DAY_MINUTES + 1
    if at > DAY_MINUTES:
        raise ValueError(f"no time of a day: {text!r}")
    return at


@dataclass(frozen=True)
class Hours:
    """A hall's hours as defined: spans by session, and the days that count.

    `workdays` is None for China's calendar of working days, else the weekdays (Monday is 0) of every week.
    `always` opens the hall at every hour of every day, whatever else is said.
    """

    spans: Mapping[Session, tuple[Span, ...]]
    workdays: frozenset[int] | None = None
    always: bool = False
    issue_opens_minutes: int = 30
    closing: Closing = Closing.SERVE_ALL

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """From what `as_json` gave: the shape of a definition's `[halls.hours]`, already checked."""
        days = data["workdays"]
        return cls(
            spans={session: tuple(Span.of(text) for text in data[key]) for key, session in SPAN_KEYS.items()},
            workdays=None if days == CHINA else frozenset(WEEKDAY_NAMES.index(day) for day in days),
            always=data["always"],
            issue_opens_minutes=data["issue_opens_minutes"],
            closing=Closing(data["closing"]),
        )

    def as_json(self) -> dict[str, Any]:
        """All keys of a definition's `[halls.hours]`, defaults included."""
        return {
            **{key: [str(span) for span in self.spans.get(session, ())] for key, session in SPAN_KEYS.items()},
            "workdays": CHINA if self.workdays is None else [WEEKDAY_NAMES[day] for day in sorted(self.workdays)],
            "always": self.always,
            "issue_opens_minutes": self.issue_opens_minutes,
            "closing": self.closing.value,
        }


@dataclass(frozen=True, order=True)
class Sitting:
    """One stretch in which a hall is open, as instants; `closes_at` is not in it."""

    opens_at: datetime
    closes_at: datetime
    session: Session


@dataclass(frozen=True)
class OpeningTimes:
    """A hall's hours in its time zone on the calendar of working days; asked about instants (aware)."""

    hours: Hours
    zone: ZoneInfo
    workdays: Workdays
    _kept: dict[date, tuple[Sitting, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def sittings_on(self, day: date) -> tuple[Sitting, ...]:
        """The stretches in which the hall is open on a local day, in order; none on a day of rest."""
        found = self._kept.get(day)
        if found is None:
            if len(self._kept) >= KEPT_DAYS:
                self._kept.clear()
            found = self._kept[day] = tuple(self._worked_out(day))
        return found

    def _worked_out(self, day: date) -> list[Sitting]:
        if self.hours.always:
            return [Sitting(self._at(day, 0), self._at(day + ONE_DAY, 0), Session.NORMAL)]
        found = (
            Sitting(self._at(day, span.start), self._at(day, span.end), session)
            for session in self._sessions_on(day)
            for span in self.hours.spans.get(session, ())
        )
        # A clock put forward can swallow a whole stretch.
        return sorted(sitting for sitting in found if sitting.opens_at < sitting.closes_at)

    def closing(self, day: date) -> datetime:
        """When the normal hours end on a day; its midnight where it has none."""
        ends = [one.closes_at for one in self.sittings_on(day) if one.session is Session.NORMAL]
        return max(ends, default=datetime.combine(day + ONE_DAY, time(), self.zone).astimezone(UTC))

    def working_day(self, at: datetime, least: timedelta = NO_TIME) -> date:
        """The working day that a limit set at `at` counts from: after closing, or on a day of rest, the next one.

        Working days are those of the calendar for every hall, also for one whose own days are others: whom it is to
        hear from, departments and its county, work by the calendar.
        With `least`, also where less than that is left until closing.
        """
        day = self._day(at)
        if self.workdays.is_workday(day) and at < self.closing(day) and self.closing(day) - at >= least:
            return day
        return self.workdays.add_workdays(day + ONE_DAY, 0)

    def last_day(self, at: datetime, days: int) -> date:
        """The last day of a limit of so many working days set at `at`."""
        return self.workdays.last_day(self.working_day(at), days)

    def due_at(self, at: datetime, days: int) -> datetime:
        """When a limit of so many working days set at `at` is over: as the normal hours of its last day end."""
        return self.closing(self.last_day(at, days))

    def sitting_at(self, at: datetime) -> Sitting | None:
        """The stretch that holds `at`, None while closed."""
        return next((one for one in self.sittings_on(self._day(at)) if one.opens_at <= at < one.closes_at), None)

    def session_at(self, at: datetime) -> Session | None:
        sitting = self.sitting_at(at)
        return sitting.session if sitting else None

    def is_open(self, at: datetime) -> bool:
        return self.sitting_at(at) is not None

    def issuing_on(self, day: date) -> tuple[datetime, datetime] | None:
        """From when until when tickets are given on a local day: over its breaks too, and never before midnight."""
        sittings = self.sittings_on(day)
        if not sittings:
            return None
        opens = sittings[0].opens_at - timedelta(minutes=self.hours.issue_opens_minutes)
        return max(opens, self._at(day, 0)), max(sitting.closes_at for sitting in sittings)

    def is_issuing(self, at: datetime) -> bool:
        issuing = self.issuing_on(self._day(at))
        return issuing is not None and issuing[0] <= at < issuing[1]

    def open_until(self, at: datetime) -> datetime | None:
        """When the present stretch, and what follows it without a break, ends; None while closed or never closing."""
        if self.hours.always:
            return None
        until = None
        for sitting in self.sittings_on(self._day(at)):
            if sitting.opens_at <= at < sitting.closes_at or sitting.opens_at == until:
                until = sitting.closes_at
        return until

    def next_opening(self, at: datetime) -> datetime | None:
        """When the hall opens next after `at`; None while open, or for a hall that never opens."""
        if self.is_open(at):
            return None
        sitting = next(self._sittings_after(at), None)
        return sitting.opens_at if sitting else None

    def opening_after(self, day: date) -> datetime | None:
        """When the hall opens first on a later day than `day`; None for one that never opens."""
        later = (sitting for n in range(1, LOOK_AHEAD_DAYS) for sitting in self.sittings_on(day + n * ONE_DAY))
        sitting = next(later, None)
        return sitting.opens_at if sitting else None

    def works(self, sessions: Collection[str], at: datetime) -> bool:
        """Whether a window with these extra sessions works at `at`."""
        sitting = self.sitting_at(at)
        return sitting is not None and self._works_in(sessions, sitting)

    def next_sitting(self, windows: Collection[Collection[str]], at: datetime) -> Sitting | None:
        """The present or next stretch in which any of these windows (each given by its extra sessions) works.

        A service is in session today when this opens on the day of `at`.
        """
        here = self.sitting_at(at)
        if here is not None and any(self._works_in(sessions, here) for sessions in windows):
            return here
        return next((one for one in self._sittings_after(at) if any(self._works_in(s, one) for s in windows)), None)

    def in_session_today(self, windows: Collection[Collection[str]], at: datetime) -> bool:
        """Whether any of these windows works at `at` or later on its local day."""
        sitting = self.next_sitting(windows, at)
        return sitting is not None and self._day(max(sitting.opens_at, at)) == self._day(at)

    def _works_in(self, sessions: Collection[str], sitting: Sitting) -> bool:
        return sitting.session is Session.NORMAL or sitting.session in sessions

    def _sessions_on(self, day: date) -> tuple[Session, ...]:
        fixed = self.hours.workdays
        if self.workdays.is_workday(day) if fixed is None else day.weekday() in fixed:
            return ON_WORKDAYS
        # A Saturday of a statutory holiday is a holiday; a make-up Saturday was an ordinary working day above.
        if day.weekday() == SATURDAY and (fixed is not None or self.workdays.holiday_on(day) is None):
            return (Session.SATURDAY,)
        return ()

    def _sittings_after(self, at: datetime) -> Iterator[Sitting]:
        day = self._day(at)
        for later in range(LOOK_AHEAD_DAYS):
            yield from (one for one in self.sittings_on(day + later * ONE_DAY) if one.opens_at > at)

    def _day(self, at: datetime) -> date:
        return clock.hall_day(self.zone, at)

    def _at(self, day: date, minutes: int) -> datetime:
        """The instant of a wall-clock time; 24:00 is the next midnight, a time that a clock skipped lies after it."""
        if minutes == DAY_MINUTES:
            day, minutes = day + ONE_DAY, 0
        return datetime.combine(day, time(minutes // 60, minutes % 60), self.zone).astimezone(UTC)
