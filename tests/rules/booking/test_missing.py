"""A miss that the hall caused: closed, or nobody there who does the service."""

from datetime import UTC, datetime, timedelta

import pytest

from hall.booking.missing import Change, Excuse, excuse

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TAX, PENSION, NONE = frozenset({"tax"}), frozenset({"pension"}), frozenset[str]()


def at(minutes: int, **what: object) -> Change:
    return Change(NINE + timedelta(minutes=minutes), **what)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ([], Excuse.NO_WINDOW),
        ([at(-60, window="w1", serves=TAX)], None),
        ([at(-60, window="w1", serves=PENSION)], Excuse.NO_WINDOW),
        ([at(-60, window="w1", serves=TAX), at(-5, window="w1", serves=NONE)], Excuse.NO_WINDOW),
        ([at(-60, window="w1", serves=TAX), at(5, window="w1", serves=NONE)], None),  # there for five minutes
        ([at(20, window="w1", serves=TAX)], None),
        ([at(31, window="w1", serves=TAX)], Excuse.NO_WINDOW),  # after its time
        ([at(-60, window="w1", serves=TAX), at(-50, window="w2", serves=TAX), at(-5, window="w1", serves=NONE)], None),
        ([at(-60, window="w1", serves=TAX), at(-10, closed=True)], Excuse.HALL_CLOSED),
        ([at(-60, window="w1", serves=TAX), at(10, closed=True)], None),
        ([at(-60, window="w1", serves=TAX), at(-10, closed=True), at(-5, closed=False)], None),
        ([at(-60, window="w1", serves=TAX), at(-10, closed=True), at(40, closed=False)], Excuse.HALL_CLOSED),
    ],
)
def test_nobody_is_to_blame_where_nobody_could_be_served(changes: list[Change], cause: Excuse | None) -> None:
    assert excuse(changes, "tax", NINE, NINE + timedelta(minutes=30)) is cause
