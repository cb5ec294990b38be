"""How long a record may take: its clocks in working days with make-up days, and the cards they raise.

    contact     from receipt to acceptance (or a confirmed out of scope)       the same working day
    handling    from acceptance, or from being reopened, to the reply          by class
    call_back   from the reply to the call-back                                three working days
    reopening   from a call-back that was dissatisfied to being reopened       one working day
    closing     from any other call-back, by way of 整改, to the archive        five working days

So whatever is open has a clock, and nothing can be left lying without a card.

A limit of n days ends when the hall closes on the n-th working day after the first; 0 is the first day itself, which
is the next working day for what comes in after closing or on a day of rest, and for a limit of that day also for what
comes in too shortly before closing. The warning of such a limit leaves at least half of its time to act first, and
comes within it: what comes in late is not warned of as it comes in. A question to the reporter holds the
clock: while it stands, the longest pause counts as taken, so that a due time needs nobody to move it on.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Self

from hall.catalogue.escalating import EscalationRules
from hall.catalogue.hours import NO_TIME, OpeningTimes
from hall.catalogue.terms import Session
from hall.clock import hall_day
from hall.escalation.states import State, Step
from hall.escalation.workflow import Satisfaction
from hall.text import Text


class Clock(StrEnum):
    CONTACT = "contact"
    HANDLING = "handling"
    CALL_BACK = "call_back"
    REOPENING = "reopening"
    CLOSING = "closing"

    @property
    def words(self) -> Text:
        """What is waited for while it runs."""
        return _CLOCK_WORDS[self]


class CaseClass(StrEnum):
    """How difficult it is, which says how long it may take."""

    A = "A"  # can be done at once
    B = "B"  # one department
    C = "C"  # several departments
    D = "D"  # difficult, or left over from long ago
    N = "N"  # unlawful, or cannot be done: a reply that says so

    def days(self, rules: EscalationRules) -> int:
        return int(getattr(rules, f"{self.value.lower()}_days"))

    @property
    def words(self) -> Text:
        """The letter, which alone says little, and what it stands for."""
        return _CLASSES[self]


class Colour(StrEnum):
    """The cards of one clock, in the order in which they come."""

    YELLOW = "yellow"
    RED = "red"
    MEETING = "joint_meeting"

    @property
    def words(self) -> Text:
        return _COLOURS[self]


_CLOCK_WORDS = {
    Clock.CONTACT: Text("首次响应", "First contact"),
    Clock.HANDLING: Text("办理", "Handling"),
    Clock.CALL_BACK: Text("回访", "Call-back"),
    Clock.REOPENING: Text("重新办理", "Reopening"),
    Clock.CLOSING: Text("整改归档", "Putting right and archiving"),
}
_CLASSES = {
    CaseClass.A: Text("A 当场可办", "A, at once"),
    CaseClass.B: Text("B 单个部门", "B, one department"),
    CaseClass.C: Text("C 多个部门", "C, several departments"),
    CaseClass.D: Text("D 疑难遗留", "D, difficult"),
    CaseClass.N: Text("N 依法不能办", "N, cannot lawfully be done"),
}
_COLOURS = {
    Colour.YELLOW: Text("黄牌", "Yellow card"),
    Colour.RED: Text("红牌", "Red card"),
    Colour.MEETING: Text("联席会议", "Joint meeting"),
}
SHORTEST_WITH_PERCENT = 3  # working days: below that a share of them says nothing

_CLOCKS = {
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
    State.CALLED_BACK: Clock.CLOSING,
    State.RECTIFIED: Clock.CLOSING,
}


def clock_in(state: State, heard: Satisfaction | None) -> Clock | None:
    """Which clock runs in a state, with what its reporter said when called back; none once a record is closed."""
    if state is State.CALLED_BACK and heard is Satisfaction.DISSATISFIED:
        return Clock.REOPENING
    return _CLOCKS.get(state)


def limit_of(clock: Clock, case_class: CaseClass | None, rules: EscalationRules) -> int:
    """The working days that a clock allows; that of handling goes by class."""
    if clock is Clock.HANDLING:
        assert case_class is not None, "what is handled was accepted, with a class"
        return case_class.days(rules)
    days = {Clock.CONTACT: rules.contact_days, Clock.CALL_BACK: rules.call_back_days}
    return (days | {Clock.REOPENING: rules.reopen_days, Clock.CLOSING: rules.close_days})[clock]


def extension_in(taken: Iterable[tuple[str, int]]) -> int:
    """By how many working days the present round of handling was extended: of all steps, each with its days."""
    days = 0
    for step, by in taken:
        if step == Step.REOPEN:
            days = 0
        elif step == Step.EXTEND:
            days = by
    return days


@dataclass(frozen=True)
class Running:
    """A clock that runs: from which working day, for how many, how many pauses took, and since when one holds it.

    `begun_at`: the instant it was started, if that is known.
    """

    clock: Clock
    since: date
    days: int
    paused: int = 0
    paused_on: date | None = None
    begun_at: datetime | None = None

    def held(self, at: datetime, opening: OpeningTimes, rules: EscalationRules) -> Self:
        """With a question to the reporter standing; a second changes nothing, nor does one asked once it is over."""
        if self.paused_on is not None or at >= times(self, opening, rules).due_at:
            return self
        return replace(self, paused_on=hall_day(opening.zone, at))

    def resumed(self, today: date, opening: OpeningTimes, rules: EscalationRules) -> Self:
        """With the question answered: what the pause took, and no more than the hall allows, is added for good."""
        if self.paused_on is None:
            return self
        took = min(opening.workdays.workdays_between(self.paused_on, today), rules.pause_days)
        return replace(self, paused=self.paused + took, paused_on=None)

    def extended(self, days: int) -> Self:
        return replace(self, days=self.days + days)


def holds(asked_on: date | None, today: date, opening: OpeningTimes, rules: EscalationRules) -> bool:
    """Whether a question to the reporter holds a clock still: after the longest pause it has run on by itself."""
    return asked_on is not None and opening.workdays.workdays_between(asked_on, today) < rules.pause_days


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


def graver_than(colour: Colour) -> list[Colour]:
    """The cards that come after this one."""
    return list(Colour)[list(Colour).index(colour) + 1 :]


def standing_card(raised: Iterable[tuple[Colour, int]], round_: int) -> Colour | None:
    """The card that a record shows, of all that were raised, each in its round: the gravest of the present round.

    Lists and figures that ask for a card ask for this one; `hall.escalation.listing` says it in SQL.
    """
    order = list(Colour)
    return max((colour for colour, in_round in raised if in_round == round_), key=order.index, default=None)


def start(clock: Clock, days: int, opening: OpeningTimes, rules: EscalationRules, at: datetime) -> Running:
    """A clock that starts at `at`; a limit of the same day leaves at least what the hall's rules say."""
    since = opening.working_day(at, NO_TIME if days else rules.least)
    return Running(clock, since, days, begun_at=at)


def times(running: Running, opening: OpeningTimes, rules: EscalationRules) -> Times:
    """When a running clock is due, and when its cards come."""
    pauses = running.paused + (rules.pause_days if running.paused_on is not None else 0)
    workdays = opening.workdays
    due_on = workdays.add_workdays(running.since, running.days + pauses)
    due_at, meets_on = opening.closing(due_on), workdays.add_workdays(due_on, rules.meeting_days)
    cards = {Colour.RED: due_at, Colour.MEETING: opening.closing(meets_on)}
    if running.days >= SHORTEST_WITH_PERCENT:
        used = -(-running.days * rules.yellow_percent // 100)  # the first day that takes it to the share
        cards[Colour.YELLOW] = _opens_at(opening, workdays.add_workdays(running.since, used + pauses))
    elif running.days == 0:
        cards[Colour.YELLOW] = max(due_at - timedelta(hours=rules.yellow_hours), _half_used(running, opening, due_on))
    return Times(due_at, cards)


def _half_used(running: Running, opening: OpeningTimes, day: date) -> datetime:
    """When half of the time until closing is over, from when something could be done on the last day."""
    opens_at, ends_at = _opens_at(opening, day), opening.closing(day)
    begins = min(max(running.begun_at or opens_at, opens_at), ends_at)
    return begins + (ends_at - begins) / 2


def return_by(opening: OpeningTimes, rules: EscalationRules, assigned_at: datetime) -> datetime:
    """Until when a department may send back what was assigned to it."""
    return opening.due_at(assigned_at, rules.return_days)


def _opens_at(opening: OpeningTimes, day: date) -> datetime:
    begins = [one.opens_at for one in opening.sittings_on(day) if one.session is Session.NORMAL]
    return min(begins, default=_midnight(opening, day))


def _midnight(opening: OpeningTimes, day: date) -> datetime:
    return datetime.combine(day, time(), opening.zone).astimezone(UTC)
