"""The numbers of a hall's queue that the hall may set itself; the rules around them stay."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from enum import StrEnum
from typing import Any, Self

from hall.catalogue.categories import BY_DEFAULT, SLOW_WALKERS, Category
from hall.catalogue.terms import Closing
from hall.errors import FieldProblem, Invalid
from hall.text import Text


class NoShowPolicy(StrEnum):
    """What becomes of somebody who was called and did not come."""

    REQUEUE = "requeue"  # may come back, behind the next few
    TAIL = "tail"  # may come back, behind everybody who waits for the same windows
    VOID = "void"  # the ticket ends


@dataclass(frozen=True)
class QueueRules:
    """One hall's queue settings, as stored: whole minutes, seconds and counts, and two choices.

    `overtaken_limit` None means max(12, the hall's windows). `recalls` are the calls after the first one.
    `emergency_prefix` begins the numbers on the paper given out while the server is away (应急号), and no others.
    """

    booking_credit_minutes: int = 10
    green_credit_minutes: int = 20
    booking_grace_minutes: int = 15
    overtaken_limit: int | None = None
    recalls: int = 5
    recall_interval_seconds: int = 10
    no_show_seconds: int = 60
    slow_no_show_seconds: int = 120
    undo_seconds: int = 60
    requeues: int = 2
    requeue_behind: int = 3
    unbind_minutes: int = 10
    issue_opens_minutes: int = 30
    max_principals: int = 3
    return_days: int = 3
    desk_lock_minutes: int = 15
    retention_days: int = 180
    no_show_policy: NoShowPolicy = NoShowPolicy.REQUEUE
    closing: Closing = Closing.SERVE_ALL
    green_channel: tuple[Category, ...] = BY_DEFAULT
    emergency_prefix: str = "YJ"

    @property
    def booking_credit(self) -> timedelta:
        return timedelta(minutes=self.booking_credit_minutes)

    @property
    def green_credit(self) -> timedelta:
        return timedelta(minutes=self.green_credit_minutes)

    @property
    def booking_grace(self) -> timedelta:
        return timedelta(minutes=self.booking_grace_minutes)

    @property
    def horizon(self) -> timedelta:
        """Once one has waited this long, no later ticket comes before."""
        return max(self.booking_credit, self.green_credit)

    @property
    def recall_interval(self) -> timedelta:
        return timedelta(seconds=self.recall_interval_seconds)

    @property
    def undo_within(self) -> timedelta:
        return timedelta(seconds=self.undo_seconds)

    @property
    def unbind_after(self) -> timedelta:
        return timedelta(minutes=self.unbind_minutes)

    def no_show_after(self, category: Category | None) -> timedelta:
        """How long after its first call a ticket may be passed over."""
        slow = category in SLOW_WALKERS
        return timedelta(seconds=self.slow_no_show_seconds if slow else self.no_show_seconds)

    def grants(self, category: Category) -> bool:
        """Whether this hall's green channel knows the category."""
        return category in self.green_channel

    def as_json(self) -> dict[str, Any]:
        """Every setting under its own name, in plain JSON values."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any], *, where: str = "rules") -> Self:
        """The rules with `values` over the defaults; raises Invalid with every problem, each named `where.key`."""
        read, problems = _read(values, where)
        if problems:
            raise Invalid(Text("排队规则设置有误", "Some queue rules are wrong"), fields=problems)
        return cls(**read)


def rule_problems(values: Mapping[str, Any], *, where: str = "rules") -> list[FieldProblem]:
    """What is wrong with `values` as queue rules; empty when `from_json` would take them."""
    return _read(values, where)[1]


class _Wrong(Exception):
    """A value that cannot be used, with the sentence that says what can."""

    def __init__(self, zh: str, en: str) -> None:
        self.words = Text(zh, en)


def _read(values: Mapping[str, Any], where: str) -> tuple[dict[str, Any], list[FieldProblem]]:
    read: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    for key, value in values.items():
        try:
            if key not in _READERS:
                raise _Wrong("没有这项设置", "there is no such setting")
            read[key] = _READERS[key](value)
        except _Wrong as wrong:
            problems.append(FieldProblem(f"{where}.{key}", wrong.words))
    return read, problems


def _plain(value: Any) -> Any:
    return [str(item) for item in value] if isinstance(value, tuple) else value


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        # bool is an int to Python, and `true` minutes are nobody's wish.
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise _Wrong(f"须为{least}到{most}的整数", f"must be a whole number from {least} to {most}")
        return value

    return read


def _whole_or_none(least: int, most: int) -> Callable[[Any], int | None]:
    whole = _whole(least, most)
    return lambda value: None if value is None else whole(value)


def _one_of(choices: type[StrEnum]) -> Callable[[Any], StrEnum]:
    def read(value: Any) -> StrEnum:
        if not isinstance(value, str) or value not in tuple(choices):
            names = ", ".join(choices)
            raise _Wrong(f"须为以下之一：{names}", f"must be one of {names}")
        return choices(value)

    return read


def _prefix(value: Any) -> str:
    if not isinstance(value, str) or re.fullmatch(r"[A-Z]{1,2}", value, re.ASCII) is None:
        raise _Wrong("应为一个或两个大写字母 A–Z", "must be one or two capital letters A to Z")
    return value


def _categories(value: Any) -> tuple[StrEnum, ...]:
    if not isinstance(value, list | tuple):
        raise _Wrong("须为绿色通道类别的列表", "must be a list of green-channel categories")
    read = _one_of(Category)
    return tuple(dict.fromkeys(read(item) for item in value))


_READERS: dict[str, Callable[[Any], Any]] = {
    "booking_credit_minutes": _whole(0, 120),
    "green_credit_minutes": _whole(0, 120),
    "booking_grace_minutes": _whole(0, 240),
    "overtaken_limit": _whole_or_none(0, 1000),
    "recalls": _whole(0, 20),
    "recall_interval_seconds": _whole(0, 600),
    "no_show_seconds": _whole(0, 1800),
    "slow_no_show_seconds": _whole(0, 1800),
    "undo_seconds": _whole(0, 600),
    "requeues": _whole(0, 10),
    "requeue_behind": _whole(1, 50),
    "unbind_minutes": _whole(1, 240),
    "issue_opens_minutes": _whole(0, 1440),
    "max_principals": _whole(1, 50),
    "return_days": _whole(0, 60),
    "desk_lock_minutes": _whole(2, 30),
    "retention_days": _whole(30, 180),
    "no_show_policy": _one_of(NoShowPolicy),
    "closing": _one_of(Closing),
    "green_channel": _categories,
    "emergency_prefix": _prefix,
}
