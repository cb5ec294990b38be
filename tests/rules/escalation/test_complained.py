"""Whom a report complains of."""

import pytest

from hall.escalation.complained import complained_of


@pytest.mark.parametrize(
    ("named", "served", "reporting", "complained"),
    [
        (None, None, None, None),  # a visitor, of no ticket
        (None, "clerk", None, "clerk"),  # a visitor, of a ticket that somebody served
        (None, "clerk", "officer", "clerk"),  # the officer, of somebody's ticket
        (None, "clerk", "clerk", None),  # a clerk, of a ticket of their own
        (None, None, "clerk", None),
        ("manager", "clerk", "officer", "manager"),  # whoever is named, whoever served
        ("manager", "clerk", "clerk", "manager"),
        ("manager", None, "officer", "manager"),
        ("clerk", "clerk", "clerk", "clerk"),  # named by themselves: they meant it
    ],
)
def test_whom_it_complains_of(
    named: str | None, served: str | None, reporting: str | None, complained: str | None
) -> None:
    assert complained_of(named, served, reporting) == complained
