"""Coming with an appointment: what a code is, which appointment is meant, and what is said. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from hall.booking.states import AppointmentState
from hall.catalogue.hours import by_end_of
from hall.text import Text

LONGEST_CODE = 500
_LINK = re.compile(r"(?:.*/)?([A-Za-z0-9_-]{22})(?:[?#].*)?", re.DOTALL)
_DIGITS = re.compile(r"[0-9]{10}")
WALK_IN = Text("您可以直接现场取号办理。", "You can take an ordinary ticket now.")


class Arrival(StrEnum):
    """When somebody came, by the appointment's time."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    ALREADY = "already"  # checked in before


@dataclass(frozen=True)
class Typed:
    """A code as typed or scanned: ten digits, or the appointment's id, alone or at the end of an address."""

    code: str | None = None
    id: str | None = None


def read_booking_code(text: str) -> Typed | None:
    """What was typed or scanned; None for what cannot be a code."""
    plain = unicodedata.normalize("NFKC", text).strip()
    digits = re.sub(r"[\s-]", "", plain)
    if _DIGITS.fullmatch(digits):
        return Typed(code=digits)
    link = _LINK.fullmatch(plain)
    return Typed(id=link[1]) if link else None


class Known(Protocol):
    """What choosing among appointments needs of each."""

    @property
    def hall_id(self) -> int: ...

    @property
    def day(self) -> date: ...

    @property
    def state(self) -> AppointmentState: ...

    @property
    def starts_at(self) -> datetime: ...


T = TypeVar("T", bound=Known)
_RANK = {AppointmentState.CONFIRMED: 0, AppointmentState.RESERVED: 1, AppointmentState.CHECKED_IN: 2}


def meant(found: Iterable[T], hall_id: int, today: date, now: datetime) -> T | None:
    """Which of somebody's appointments is meant by coming now: today's, here, still to come, the nearest in time."""

    def distance(row: T) -> tuple[bool, bool, int, timedelta]:
        return row.day != today, row.hall_id != hall_id, _RANK.get(row.state, 3), abs(row.starts_at - now)

    return min(found, key=distance, default=None)


def in_order(found: Iterable[T], today: date) -> list[T]:
    """Somebody's appointments as one looks for them: the nearest day first, on each the live ones, then by time."""
    return sorted(found, key=lambda row: (abs(row.day - today), _RANK.get(row.state, 3), row.starts_at))


def arrival(now: datetime, starts_at: datetime, grace: timedelta) -> Arrival:
    """Early, on time or late; `grace` after the start is still on time."""
    if now > starts_at + grace:
        return Arrival.LATE
    return Arrival.EARLY if now < starts_at else Arrival.ON_TIME


def greeting(came: Arrival, number: str, ahead: int, early: timedelta, credit_minutes: float) -> Text:
    """What somebody who has checked in is told."""
    minutes = max(1, round(early / timedelta(minutes=1)))
    before = Text(f"前面还有{ahead}人", f"{ahead} before you") if ahead else Text("前面没有人", "nobody is before you")
    if came is Arrival.LATE:
        return Text(
            f"您已超过预约时段，已转为现场排队，前面还有{ahead}人，本次不计爽约。",
            f"Your time has passed, so you wait like everybody else: {ahead} before you. It does not count as missed.",
        )
    if came is Arrival.ALREADY:
        return Text(f"您已签到，号码{number}，{before.zh}。", f"You checked in already: {number}, {before.en}.")
    if came is Arrival.EARLY and not credit_minutes:
        return Text(
            f"您比预约时段早到{minutes}分钟，已为您取号{number}，按现场顺序排队，{before.zh}。",
            f"You are {minutes} minutes early: your number is {number}, in the ordinary line, {before.en}.",
        )
    if came is Arrival.EARLY:
        return Text(
            f"您比预约时段早到{minutes}分钟，已为您取号{number}，{before.zh}。",
            f"You are {minutes} minutes early: your number is {number}, {before.en}.",
        )
    return Text(f"签到成功，号码{number}，{before.zh}。", f"Checked in: your number is {number}, {before.en}.")


def when(starts_at: datetime, ends_at: datetime) -> Text:
    """A slot in words, of local instants; one that ends at midnight ends at 24:00."""
    _day, end = by_end_of(ends_at)
    return Text(f"{starts_at:%m月%d日 %H:%M}–{end}", f"{starts_at:%d %b %H:%M}–{end}")
