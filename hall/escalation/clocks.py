"""How long a record may take: three clocks in working days with make-up days, and the cards they raise.

    contact     from receipt to acceptance (or a confirmed out of scope)       the same working day
    handling    from acceptance, or from being reopened, to the reply          by class
    call_back   from the reply to the call-back                                three working days

A limit of n days ends when the hall closes on the n-th working day after the first; 0 is the first day itself, which
is the next working day for what comes in after closing or on a day of rest. A question to the reporter holds the
clock: while it stands, the longest pause counts as taken, so that a due time needs nobody to move it on.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Self

from hall.catalogue.escalating import EscalationRules
from hall.catalogue.hours import OpeningTimes
from hall.catalogue.terms import Session
from hall.escalation.states import State
from hall.text import Text


class Clock(StrEnum):
    CONTACT = "contact"
    HANDLING = "handling"
    CALL_BACK = "call_back"


class CaseClass(StrEnum):
    """How difficult it is, which says how long it may take."""

    A = "A"  # can be done at once
    B = "B"  # one department
    C = "C"  # several departments
    D = "D"  # difficult, or left over from long ago
    N = "N"  # unlawful, or cannot be done: a reply that says so

    def days(self, rules: EscalationRules) -> int:
        return int(getattr(rules, f"{self.value.lower()}_days"))


class Colour(StrEnum):
    """The cards of one clock, in the order in which they come."""

    YELLOW = "yellow"
    RED = "red"
    MEETING = "joint_meeting"

    @property
    def words(self) -> Text:
        return _COLOURS[self]


_COLOURS = {
    Colour.YELLOW: Text("黄牌", "Yellow card"),
    Colour.RED: Text("红牌", "Red card"),
    Colour.MEETING: Text("联席会议", "Joint meeting"),
}
SHORTEST_WITH_PERCENT = 3  # working days: below that a share of them says nothing

CLOCKS = {
    State.REGISTERED: Clock.CONTACT,
    State.OUT_OF_SCOPE: Clock.CONTACT,
    State.ACCEPTED: Clock.HANDLING,
    State.ASSIGNED: Clock.HANDLING,
    State.RETURNED: Clock.HANDLING,
    State.IN_PROGRESS: Clock.HANDLING,
    State.EXTENDED: Clock.HANDLING,
    State.RESOLVED_ON_THE_SPOT: Clock.HANDLING,
    State.RESOLVED: Clock.HANDLING,
    State.REOPENED: Clock.HANDLING,
    State.REPLIED: Clock.CALL_BACK,
}
"""Which clock runs in which state; in the others none does."""


@dataclass(frozen=True)
class Running:
    """A clock that runs: from which working day, for how many, how many pauses took, and since when one holds it."""

    clock: Clock
    since: date
    days: int
    paused: int = 0
    paused_on: date | None = None

    def held(self, today: date) -> Self:
        """With a question to the reporter standing; a second question changes nothing."""
        return self if self.paused_on is not None else replace(self, paused_on=today)

    def resumed(self, today: date, opening: OpeningTimes, rules: EscalationRules) -> Self:
        """With the question answered: what the pause took, and no more than the hall allows, is added for good."""
        if self.paused_on is None:
            return self
        took = min(opening.workdays.workdays_between(self.paused_on, today), rules.pause_days)
        return replace(self, paused=self.paused + took, paused_on=None)

    def extended(self, days: int) -> Self:
        return replace(self, days=self.days + days)


@dataclass(frozen=True)
class Times:
    """When a clock is due and when each of its cards comes; no yellow one for limits of one or two days."""

    due_at: datetime
    cards: dict[Colour, datetime]

    def next_card_at(self, raised: Collection[Colour]) -> datetime | None:
        return min((at for colour, at in self.cards.items() if colour not in raised), default=None)

    def due_cards(self, raised: Collection[Colour], at: datetime) -> list[Colour]:
        """The cards whose time has come and that were not raised yet, in order."""
        return [
            colour for colour in Colour if colour in self.cards and colour not in raised and at >= self.cards[colour]
        ]


def first_day(opening: OpeningTimes, at: datetime) -> date:
    """The working day that a clock started at `at` counts from."""
    return opening.working_day(at)


def start(clock: Clock, days: int, opening: OpeningTimes, at: datetime) -> Running:
    return Running(clock, first_day(opening, at), days)


def times(running: Running, opening: OpeningTimes, rules: EscalationRules) -> Times:
    """When a running clock is due, and when its cards come."""
    pauses = running.paused + (rules.pause_days if running.paused_on is not None else 0)
    workdays = opening.workdays
    due_on = workdays.add_workdays(running.since, running.days + pauses)
    due_at = closing(opening, due_on)
    cards = {Colour.RED: due_at, Colour.MEETING: closing(opening, workdays.add_workdays(due_on, rules.meeting_days))}
    if running.days >= SHORTEST_WITH_PERCENT:
        used = -(-running.days * rules.yellow_percent // 100)  # the first day that takes it to the share
        cards[Colour.YELLOW] = _opens_at(opening, workdays.add_workdays(running.since, used + pauses))
    elif running.days == 0:
        cards[Colour.YELLOW] = due_at - timedelta(hours=rules.yellow_hours)
    return Times(due_at, cards)


def return_by(opening: OpeningTimes, rules: EscalationRules, assigned_at: datetime) -> datetime:
    """Until when a department may send back what was assigned to it."""
    return closing(opening, opening.workdays.add_workdays(first_day(opening, assigned_at), rules.return_days))


def closing(opening: OpeningTimes, day: date) -> datetime:
    """When the hall's normal hours end on a day; its midnight where it has none."""
    return opening.closing(day)


def _opens_at(opening: OpeningTimes, day: date) -> datetime:
    begins = [one.opens_at for one in opening.sittings_on(day) if one.session is Session.NORMAL]
    return min(begins, default=_midnight(opening, day))


def _midnight(opening: OpeningTimes, day: date) -> datetime:
    return datetime.combine(day, time(), opening.zone).astimezone(UTC)
