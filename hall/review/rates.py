"""The rates a hall is asked for (好差评), from plain counts; each with the number it rests on, and its goal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Self

from hall.review.levels import Rating

POINTS = {
    Rating.VERY_SATISFIED: 10,
    Rating.SATISFIED: 8,
    Rating.BASICALLY_SATISFIED: 6,
    Rating.DISSATISFIED: 4,
    Rating.VERY_DISSATISFIED: 2,
}


class RateName(StrEnum):
    REPLY = "reply"
    REPLY_IN_TIME = "reply_in_time"
    CALLED_BACK = "called_back_and_rectified"
    SATISFIED_AFTER = "satisfied_after_call_back"
    DONE_IN_TIME = "done_in_time"
    REAL_NAME_RECTIFIED = "real_name_rectified"
    ACTIVE = "active_review"
    GOOD = "good"
    SCORE = "score"
    COVERAGE = "coverage"


@dataclass(frozen=True)
class Counts:
    """What is counted of served tickets and their reviews; those of two groups that share nothing add up.

    A review that an upheld appeal set aside counts as `reviewed` and `set_aside` and nothing else. `reply_due`,
    `call_back_due`, `done_due` and `real_name_due` are the bad ones whose reply, call-back or end has come, or should
    have.
    """

    served: int = 0
    reviewed: int = 0
    set_aside: int = 0
    real_name: int = 0
    very_satisfied: int = 0
    satisfied: int = 0
    basically_satisfied: int = 0
    dissatisfied: int = 0
    very_dissatisfied: int = 0
    bad_real_name: int = 0
    real_name_due: int = 0
    real_name_rectified: int = 0
    replied: int = 0
    reply_due: int = 0
    replied_in_time: int = 0
    call_back_due: int = 0
    called_back: int = 0
    heard: int = 0
    satisfied_after: int = 0
    done: int = 0
    done_due: int = 0
    done_in_time: int = 0
    services_served: int = 0
    services_reviewed: int = 0

    @property
    def ratings(self) -> dict[Rating, int]:
        """How often each level was given, by reviews that count."""
        return {rating: getattr(self, rating.value) for rating in Rating}

    @property
    def counted(self) -> int:
        """Reviews that count: all but those set aside. Who gave none is not among them, and is no good review."""
        return sum(self.ratings.values())

    @property
    def bad(self) -> int:
        return sum(number for rating, number in self.ratings.items() if rating.bad)

    @classmethod
    def total(cls, parts: Iterable[Self]) -> Self:
        """Those of several groups, no two of which share a ticket or a service."""
        listed = list(parts)
        return cls(**{one.name: sum(getattr(part, one.name) for part in listed) for one in fields(cls)})


@dataclass(frozen=True)
class Rate:
    """`value` is `number` / `of`, or for the score points out of ten; none where it rests on nothing.

    `not_due`: how many more it will rest on once their time has come, or what is owed to them was done before.
    """

    name: RateName
    number: int
    of: int
    goal: float | None
    not_due: int = 0
    value: float | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", round(self.number / self.of, 4) if self.of else None)


def rates(counts: Counts) -> Mapping[RateName, Rate]:
    """All of them, in the order in which they are shown."""
    good, reply_later = counts.counted - counts.bad, counts.bad - counts.reply_due
    points = sum(POINTS[rating] * number for rating, number in counts.ratings.items())
    listed = (
        Rate(RateName.REPLY, counts.replied, counts.reply_due, 1.0, reply_later),
        Rate(RateName.REPLY_IN_TIME, counts.replied_in_time, counts.reply_due, 1.0, reply_later),
        Rate(RateName.CALLED_BACK, counts.called_back, counts.call_back_due, 1.0, counts.bad - counts.call_back_due),
        Rate(RateName.SATISFIED_AFTER, counts.satisfied_after, counts.heard, 1.0),
        Rate(RateName.DONE_IN_TIME, counts.done_in_time, counts.done_due, 1.0, counts.bad - counts.done_due),
        Rate(
            RateName.REAL_NAME_RECTIFIED,
            counts.real_name_rectified,
            counts.real_name_due,
            1.0,
            counts.bad_real_name - counts.real_name_due,
        ),
        Rate(RateName.ACTIVE, counts.reviewed, counts.served, 0.5),
        Rate(RateName.GOOD, good, counts.counted, 0.98),
        Rate(RateName.SCORE, points, counts.counted, None),
        Rate(RateName.COVERAGE, counts.services_reviewed, counts.services_served, None),
    )
    return {rate.name: rate for rate in listed}
