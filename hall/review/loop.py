"""What becomes of a bad review (整改闭环): five steps in one order, each once, each with a limit in working days.

    found --> verified --> replied_and_rectified --> called_back --> improved
      \\____________________ an upheld appeal ends it at any step ____________________/

Every limit is a day that stands from the beginning: counted from the working day of the review on, as every limit of
a hall is (what comes after closing or on a day of rest is of the next one), and never moved by an early or a late step
before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from hall.catalogue.hours import OpeningTimes
from hall.catalogue.reviewing import ReviewRules
from hall.errors import AppealRefused, ReviewWrongState
from hall.text import Text


class Step(StrEnum):
    """How far a rectification has come."""

    FOUND = "found"
    VERIFIED = "verified"
    REPLIED = "replied_and_rectified"
    CALLED_BACK = "called_back"
    IMPROVED = "improved"

    @property
    def words(self) -> Text:
        """What people call it."""
        return _WORDS[self]


class Heard(StrEnum):
    """What a call-back came to."""

    SATISFIED = "satisfied"
    DISSATISFIED = "dissatisfied"
    UNREACHABLE = "unreachable"  # no phone was given, or nobody answered it


class Appeal(StrEnum):
    """A clerk's appeal against a bad review."""

    OPEN = "open"
    UPHELD = "upheld"
    REJECTED = "rejected"


FOLLOWING = {
    Step.FOUND: Step.VERIFIED,
    Step.VERIFIED: Step.REPLIED,
    Step.REPLIED: Step.CALLED_BACK,
    Step.CALLED_BACK: Step.IMPROVED,
}
Limits = Mapping[Step, date]

_WORDS = {
    Step.FOUND: Text("发现", "Found"),
    Step.VERIFIED: Text("核实", "Verified"),
    Step.REPLIED: Text("反馈整改", "Replied and rectified"),
    Step.CALLED_BACK: Text("回访", "Called back"),
    Step.IMPROVED: Text("改进", "Improved"),
}


def limits_of(rules: ReviewRules, opening: OpeningTimes, given_at: datetime) -> dict[Step, date]:
    """The last day for each step of a bad review given at `given_at`."""
    days = {
        Step.VERIFIED: rules.verify_days,
        Step.REPLIED: rules.reply_days,
        Step.CALLED_BACK: rules.call_back_days,
        Step.IMPROVED: rules.improve_days,
    }
    return {step: opening.last_day(given_at, count) for step, count in days.items()}


def last_day_to_appeal(rules: ReviewRules, opening: OpeningTimes, given_at: datetime) -> date:
    return opening.last_day(given_at, rules.appeal_days)


@dataclass(frozen=True)
class Loop:
    """One rectification: the last step taken, each step's limit, and the appeal if there is one."""

    reached: Step
    limits: Limits
    appeal: Appeal | None = None

    @property
    def next(self) -> Step | None:
        """The step that is to be taken now; none once all are, or an upheld appeal ended it."""
        return None if self.appeal is Appeal.UPHELD else FOLLOWING.get(self.reached)

    @property
    def due_on(self) -> date | None:
        """The last day for the next step."""
        return self.limits[self.next] if self.next is not None else None

    def last_day(self, today: date) -> bool:
        """Whether the next step is due today: the warning (yellow) before it is overdue (red)."""
        return self.due_on == today

    def overdue(self, today: date) -> bool:
        return self.due_on is not None and today > self.due_on

    def warning(self, today: date) -> str | None:
        """The limit to be warned of now: the next step and `yellow` on its last day, `red` once that is over."""
        if self.next is None or self.due_on is None or today < self.due_on:
            return None
        return f"{self.next.value}:{'yellow' if self.last_day(today) else 'red'}"

    def take(self, step: Step) -> Self:
        """After `step`; ReviewWrongState names the step that is due instead, or says that there is none."""
        if self.next is not step:
            raise _not_now(self, step)
        return replace(self, reached=step)

    def in_time(self, step: Step, day: date) -> bool:
        """Whether `step` taken on `day` is within its limit."""
        return day <= self.limits[step]

    def appealed(self, today: date, last_day: date) -> Self:
        """With an appeal against it; AppealRefused for a second one, or one after the last day."""
        if self.appeal is not None:
            raise AppealRefused(Text("该评价已申诉过，不能再次申诉", "There was an appeal against this review already"))
        if today > last_day:
            raise AppealRefused(
                Text(f"申诉期限为{last_day:%Y-%m-%d}，已过期", f"An appeal was possible until {last_day:%Y-%m-%d}")
            )
        return replace(self, appeal=Appeal.OPEN)

    def decided(self, *, upheld: bool) -> Self:
        """With the appeal decided; AppealRefused where none is open."""
        if self.appeal is not Appeal.OPEN:
            raise AppealRefused(Text("该评价没有待裁定的申诉", "There is no open appeal against this review"))
        return replace(self, appeal=Appeal.UPHELD if upheld else Appeal.REJECTED)


def _not_now(loop: Loop, step: Step) -> ReviewWrongState:
    if loop.appeal is Appeal.UPHELD:
        detail = Text("申诉成立，该评价已不计入，无需整改", "An appeal was upheld: nothing is to be rectified")
    elif loop.next is None:
        detail = Text("整改已完成", "The rectification is complete")
    else:
        due = loop.next
        detail = Text(
            f"现在应做“{due.words.zh}”，不能做“{step.words.zh}”",
            f"The step to take now is “{due.words.en.lower()}”, not “{step.words.en.lower()}”",
        )
    return ReviewWrongState(detail, extra={"reached": loop.reached.value, "next": loop.next})
