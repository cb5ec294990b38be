"""From a hall's `[halls.rules]`, `[halls.booking]` and `[halls.display]` tables to its settings."""

from typing import Any

from hall.catalogue.hours import Hours
from hall.catalogue.reading.hours import read_spans
from hall.catalogue.reading.tables import Table
from hall.catalogue.rules import QueueRules, rule_problems
from hall.catalogue.terms import PageLanguage
from hall.errors import Invalid

# Each with least, most and default.
_BOOKING_COUNTS = {
    "days_ahead": (1, 90, 7),
    "slot_minutes": (5, 240, 30),
    "closes_before_minutes": (0, 1440, 10),
    "cancel_before_minutes": (0, 1440, 120),
    "check_in_opens_minutes": (0, 240, 30),
    "grace_minutes": (0, 240, 15),
    "no_show_limit": (1, 100, 3),
    "no_show_days": (1, 366, 30),
    "penalty_days": (0, 366, 30),
}
# A queue rule that has its place in another table of the definition.
_ELSEWHERE = {
    "issue_opens_minutes": "hours.issue_opens_minutes",
    "closing": "hours.closing",
    "booking_grace_minutes": "booking.grace_minutes",
}
_SPOKEN = {PageLanguage.CHINESE: "zh", PageLanguage.ENGLISH: "en"}


def read_booking(table: Table) -> dict[str, Any]:
    read: dict[str, Any] = {key: table.whole(key, *bounds) for key, bounds in _BOOKING_COUNTS.items()}
    read["share"] = table.number("share", 0, 1, 0.5)
    table.done()
    return read


def read_rules(table: Table, hours: Hours, booking: dict[str, Any]) -> QueueRules:
    """The queue's rules, with what the hours and the booking table say for them."""
    for key, where in _ELSEWHERE.items():
        if table.has(key):
            table.wrong(key, f"请写在 {where}", f"belongs in {where}")
    given = {key: value for key, value in table.rest() if key not in _ELSEWHERE}
    for problem in rule_problems(given, where=""):
        table.wrong(problem.field.lstrip("."), problem.message.zh, problem.message.en)
    settled = {
        "issue_opens_minutes": hours.issue_opens_minutes,
        "closing": hours.closing.value,
        "booking_grace_minutes": booking["grace_minutes"],
    }
    try:
        return QueueRules.from_json(given | settled)
    except Invalid:
        return QueueRules()  # noted above; the definition will not be used


def read_display(table: Table, languages: tuple[PageLanguage, ...]) -> dict[str, Any]:
    """How screens and voice speak: languages in the order they are spoken, the hall's own unless said otherwise."""
    read = {
        "languages": [_SPOKEN[one] for one in table.choices("languages", PageLanguage, languages)],
        "repeat": table.whole("repeat", 1, 3, 2),
        "one": table.text("one", required=False) or "yi",
        "pack": table.text("pack", required=False) or None,
        "quiet": [str(span) for span in read_spans(table, "quiet")],
    }
    if read["one"] not in ("yi", "yao"):
        table.wrong("one", "应为 yi 或 yao", "must be yi or yao")
    table.done()
    return read
