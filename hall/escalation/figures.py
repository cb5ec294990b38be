"""The figures of what could not get done: counts, rates and working days, each with the number of records it rests on.

What is counted is named once, here: a figure adds up the records for which a condition holds, and the ledger's list is
narrowed by the same condition, so that every figure leads to its rows.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hall.escalation.clocks import Clock, Colour
from hall.escalation.states import State
from hall.escalation.workflow import Satisfaction


@dataclass(frozen=True)
class Facts:
    """One record as its figures see it at one moment; `…_days` are working days.

    `clock`: the one that runs. `in_time`: by clock, whether its last run kept its limit; clocks that run and are not
    due yet are not in it. `heard`: what the last call-back came to, also after a reopening; `rectification`: the id of
    a remark.
    """

    id: str
    seq: int
    number: str
    received_on: date
    state: State
    source: str
    service: str | None = None
    department: str | None = None
    cause: str | None = None
    case_class: str | None = None
    accepted: bool = False
    on_the_spot: bool = False
    heard: Satisfaction | None = None
    reopened: int = 0
    rectification: str | None = None
    rectified_on: date | None = None
    overdue: bool = False
    paused: bool = False
    clock: Clock | None = None
    in_time: Mapping[Clock, bool] = field(default_factory=dict)
    cards: frozenset[Colour] = frozenset()
    reply_days: int | None = None
    closed_days: int | None = None
    open_days: int | None = None


Counted = Callable[[Facts], bool]


def _clock(clock: Clock, *wanted: bool) -> Counted:
    return lambda facts: facts.in_time.get(clock) in wanted


def _later(clock: Clock) -> Counted:
    """Whose clock runs and is not due yet."""
    return lambda facts: facts.clock is clock and clock not in facts.in_time


def _heard(*wanted: Satisfaction) -> Counted:
    return lambda facts: facts.heard in wanted


def _has(colour: Colour) -> Counted:
    return lambda facts: colour in facts.cards


def _finished(facts: Facts) -> bool:
    """Of those that belonged here, what was put right, has come to its end, or should have: what one is owed for."""
    ended = facts.state in (State.ARCHIVED, State.RECTIFIED)
    return facts.accepted and (ended or facts.in_time.get(Clock.CLOSING) is False)


def _taken_up(facts: Facts) -> bool:
    """Of those that belonged here, what was resolved on the spot or handed on: before that it may be either."""
    return facts.accepted and facts.state is not State.ACCEPTED


COUNTED: Mapping[str, Counted] = {
    "records": lambda _facts: True,
    "open": lambda facts: facts.state.open,
    "overdue": lambda facts: facts.overdue,
    "paused": lambda facts: facts.paused,
    "withdrawn": lambda facts: facts.state is State.WITHDRAWN,
    "accepted": lambda facts: facts.accepted,
    "taken_up": _taken_up,
    "taken_up_later": lambda facts: facts.accepted and not _taken_up(facts),
    "on_the_spot": lambda facts: facts.accepted and facts.on_the_spot,
    "contact_due": _clock(Clock.CONTACT, True, False),
    "contact_later": _later(Clock.CONTACT),
    "contact_in_time": _clock(Clock.CONTACT, True),
    "handling_due": _clock(Clock.HANDLING, True, False),
    "handling_later": _later(Clock.HANDLING),
    "handling_in_time": _clock(Clock.HANDLING, True),
    "call_back_due": _clock(Clock.CALL_BACK, True, False),
    "call_back_later": _later(Clock.CALL_BACK),
    "call_back_in_time": _clock(Clock.CALL_BACK, True),
    "called_back": _heard(*Satisfaction),
    "heard": _heard(Satisfaction.SATISFIED, Satisfaction.DISSATISFIED),
    "satisfied": _heard(Satisfaction.SATISFIED),
    "unreachable": _heard(Satisfaction.UNREACHABLE),
    "reopened": lambda facts: facts.reopened > 0,
    "finished": _finished,
    "finished_later": lambda facts: facts.accepted and facts.state.open and not _finished(facts),
    "rectified": lambda facts: _finished(facts) and facts.rectified_on is not None,
    "yellow": _has(Colour.YELLOW),
    "red": _has(Colour.RED),
    "joint_meeting": _has(Colour.MEETING),
    "replied": lambda facts: facts.reply_days is not None,
    "closed": lambda facts: facts.closed_days is not None,
}


class RateName(StrEnum):
    ON_THE_SPOT = "on_the_spot"
    CONTACT_IN_TIME = "contact_in_time"
    IN_TIME = "in_time"
    CALL_BACK_IN_TIME = "call_back_in_time"
    SATISFIED = "satisfied"
    REOPENED = "reopened"
    RECTIFIED = "rectified"


# Of which two counts each rate is made, and which counts what it will rest on once its time has come.
_RATES = {
    RateName.ON_THE_SPOT: ("on_the_spot", "taken_up", "taken_up_later"),
    RateName.CONTACT_IN_TIME: ("contact_in_time", "contact_due", "contact_later"),
    RateName.IN_TIME: ("handling_in_time", "handling_due", "handling_later"),
    RateName.CALL_BACK_IN_TIME: ("call_back_in_time", "call_back_due", "call_back_later"),
    RateName.SATISFIED: ("satisfied", "heard", None),
    RateName.REOPENED: ("reopened", "called_back", None),
    RateName.RECTIFIED: ("rectified", "finished", "finished_later"),
}


@dataclass(frozen=True)
class Rate:
    """`value` is `number` / `of`; none where it rests on nothing. `counts`: the two counts that it is made of.

    `not_due`: how many it does not rest on yet, because there is still time; `later` is the count of them.
    """

    name: RateName
    number: int
    of: int
    counts: tuple[str, str]
    not_due: int = 0
    later: str | None = None

    @property
    def value(self) -> float | None:
        return round(self.number / self.of, 4) if self.of else None


@dataclass(frozen=True)
class Length:
    """How many working days something took: on average and at most, over `of` records that `counted` leads to."""

    name: str
    mean: float | None
    longest: int | None
    of: int
    counted: str


@dataclass(frozen=True)
class Figures:
    """All figures of some records."""

    counts: Mapping[str, int]
    rates: Sequence[Rate]
    lengths: Sequence[Length]


def figures(records: Collection[Facts]) -> Figures:
    counts = {name: sum(map(counted, records)) for name, counted in COUNTED.items()}
    rates = [
        Rate(name, counts[some], counts[of], (some, of), counts[later] if later else 0, later)
        for name, (some, of, later) in _RATES.items()
    ]
    lengths = [
        _length("to_reply", "replied", [facts.reply_days for facts in records]),
        _length("to_close", "closed", [facts.closed_days for facts in records]),
        _length("open_for", "open", [facts.open_days for facts in records]),
    ]
    return Figures(counts, rates, lengths)


def _length(name: str, counted: str, days: Sequence[int | None]) -> Length:
    known = [each for each in days if each is not None]
    mean = round(sum(known) / len(known), 2) if known else None
    return Length(name, mean, max(known, default=None), len(known), counted)


# --- by what


class By(StrEnum):
    SOURCE = "source"
    DEPARTMENT = "department"
    CAUSE = "cause"
    SERVICE = "service"
    CLASS = "case_class"
    MONTH = "month"

    def key(self, facts: Facts) -> str | None:
        """What a record is sorted under; nothing where that is not known of it."""
        if self is By.MONTH:
            return f"{facts.received_on:%Y-%m}"
        value: str | None = getattr(facts, self.value)
        return value


def grouped(records: Collection[Facts], by: By) -> dict[str | None, list[Facts]]:
    """The records under each key, the largest group first."""
    groups: dict[str | None, list[Facts]] = {}
    for facts in records:
        groups.setdefault(by.key(facts), []).append(facts)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0] or "")))


# --- what keeps coming back


@dataclass(frozen=True)
class Repeated:
    """Records of the same service, cause and department, the latest first."""

    service: str | None
    cause: str | None
    department: str | None
    records: tuple[Facts, ...]

    @property
    def rectified(self) -> tuple[Facts, ...]:
        """Those that something was put right for, the latest first."""
        return tuple(facts for facts in self.records if facts.rectified_on is not None)

    @property
    def since(self) -> int:
        """How many came in on a day after something was last put right: whether that helped."""
        last = max((facts.rectified_on for facts in self.records if facts.rectified_on), default=None)
        return 0 if last is None else sum(facts.received_on > last for facts in self.records)


def repeated(records: Collection[Facts], least: int) -> list[Repeated]:
    """What came `least` times or more, the most frequent first; its records the latest first.

    Only what belonged here counts: what was out of scope or taken back says nothing of the hall.
    """
    groups: dict[tuple[str | None, str | None, str | None], list[Facts]] = {}
    for facts in records:
        if facts.accepted and facts.state is not State.WITHDRAWN:
            groups.setdefault((facts.service, facts.cause, facts.department), []).append(facts)
    found = [
        Repeated(*key, tuple(sorted(listed, key=lambda facts: -facts.seq)))
        for key, listed in groups.items()
        if len(listed) >= least
    ]
    return sorted(found, key=lambda one: (-len(one.records), -one.records[0].seq))
