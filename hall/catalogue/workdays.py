"""Which days are working days, with statutory holidays and make-up working days (调休).

A plain table by year; a year that no notice covers is provisional, and one that the table does not know at all counts
Monday to Friday. So an answer is always given, and `is_official` says how far to trust it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Self

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class YearDays:
    """One year: `holidays` name days off by their day, `workdays` are make-up days, `official` = from a notice."""

    official: bool
    holidays: Mapping[date, str] = field(default_factory=dict)
    workdays: frozenset[date] = frozenset()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """From its JSON form {official, holidays: {day: name}, workdays: [day]}."""
        return cls(
            official=bool(data["official"]),
            holidays={date.fromisoformat(day): str(name) for day, name in data["holidays"].items()},
            workdays=frozenset(date.fromisoformat(day) for day in data["workdays"]),
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "official": self.official,
            "holidays": {day.isoformat(): name for day, name in sorted(self.holidays.items())},
            "workdays": sorted(day.isoformat() for day in self.workdays),
        }


@dataclass(frozen=True)
class Workdays:
    """The calendar of working days that halls count by."""

    years: Mapping[int, YearDays] = field(default_factory=dict)

    def is_official(self, year: int) -> bool:
        """Whether a published notice stands behind this year's days."""
        return year in self.years and self.years[year].official

    def is_workday(self, day: date) -> bool:
        year = self.years.get(day.year)
        if year is not None:
            if day in year.workdays:
                return True
            if day in year.holidays:
                return False
        return day.weekday() < SATURDAY

    def holiday_on(self, day: date) -> str | None:
        """The holiday that `day` belongs to, also as a weekend day that joins one; None otherwise.

        A notice gives holidays as spans with their weekends in them, so a rest day that touches a named day off
        through rest days alone belongs to it.
        """
        if self.is_workday(day):
            return None
        for step in (-ONE_DAY, ONE_DAY):
            near = day
            while not self.is_workday(near):
                year = self.years.get(near.year)
                if year is not None and near in year.holidays:
                    return year.holidays[near]
                near += step
        return None

    def add_workdays(self, day: date, count: int) -> date:
        """The working day that is `count` (≥ 0) working days after `day`; 0 gives `day`, or the next when it rests."""
        while count > 0 or not self.is_workday(day):
            day += ONE_DAY
            count -= self.is_workday(day)
        return day

    def last_day(self, day: date, count: int) -> date:
        """The last day of a limit of `count` working days set on `day`; a day of rest counts as the next that works."""
        return self.add_workdays(self.add_workdays(day, 0), count)

    def workdays_between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to and with `last`; 0 when `last` is not later."""
        return sum(self.is_workday(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))

    def workday_on_or_before(self, day: date) -> date:
        """`day`, or the working day before it when it is a rest day (a report's due day)."""
        while not self.is_workday(day):
            day -= ONE_DAY
        return day
