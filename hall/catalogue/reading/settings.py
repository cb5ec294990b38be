"""From a hall's tables of settings (`[halls.rules]`, `[halls.alarms]`, `[halls.reviews]` …) to their values."""

from itertools import pairwise
from typing import Any

from hall.catalogue.assisting import AssistanceRules
from hall.catalogue.escalating import EscalationRules
from hall.catalogue.hours import Hours
from hall.catalogue.reading.hours import read_spans
from hall.catalogue.reading.tables import Table
from hall.catalogue.reviewing import TAGS, ReviewRules, Side, Tag
from hall.catalogue.rules import QueueRules, rule_problems
from hall.catalogue.terms import LOOKED_FOR, AlarmKind, PageLanguage
from hall.catalogue.thresholds import AlarmRules
from hall.catalogue.virtual_rules import VirtualRules
from hall.errors import Invalid

# Each with least, most and default.
_BOOKING_COUNTS = {
    "days_ahead": (1, 90, 7),
    "slot_minutes": (5, 240, 30),
    "closes_before_minutes": (0, 1440, 10),
    "cancel_before_minutes": (0, 1440, 120),
    "check_in_opens_minutes": (0, 240, 30),
    "grace_minutes": (0, 240, 15),
    "reserve_minutes": (1, 60, 10),
    "home_visits": (0, 100, 1),
    "home_visit_minutes": (30, 480, 120),
    "no_show_limit": (1, 100, 3),
    "no_show_days": (1, 366, 30),
    "penalty_days": (0, 366, 30),
    "pre_review_days": (0, 10, 1),
    "pre_review_files": (1, 40, 12),
    "pre_review_keep_days": (1, 180, 180),
}
# When alarms are raised; the same three.
_ALARM_COUNTS = {
    "waiting_per_window": (1, 200, 10),
    "longest_wait_minutes": (1, 600, 30),
    "serving_percent": (50, 99, 95),
    "idle_seconds": (10, 3600, 120),
    "after_opening_minutes": (0, 120, 5),
    "rest_seconds": (0, 3600, 60),
    "help_minutes": (1, 120, 5),
}
# Working days, and minutes, of reviews; the same three.
_REVIEW_COUNTS = {
    "verify_days": (1, 60, 1),
    "reply_days": (1, 60, 5),
    "call_back_days": (1, 90, 8),
    "improve_days": (1, 250, 15),
    "appeal_days": (0, 60, 5),
    "ask_minutes": (1, 60, 3),
}
# Working days, hours and counts of what could not get done; the same three.
_ESCALATION_COUNTS = {
    "contact_days": (0, 5, 0),
    "a_days": (0, 5, 0),
    "b_days": (1, 60, 5),
    "c_days": (1, 90, 10),
    "d_days": (1, 250, 15),
    "n_days": (1, 60, 3),
    "return_days": (0, 10, 1),
    "call_back_days": (1, 60, 3),
    "reopen_days": (0, 10, 1),
    "close_days": (1, 60, 5),
    "pause_days": (0, 60, 5),
    "yellow_percent": (10, 100, 80),
    "yellow_hours": (0, 8, 2),
    "least_minutes": (0, 240, 30),
    "meeting_days": (1, 60, 3),
    "tries": (1, 10, 3),
    "try_days": (1, 10, 2),
    "levels": (1, 2, 2),
}
# Metres, minutes and seconds of tickets by phone; the same three.
_VIRTUAL_COUNTS = {
    "metres": (0, 50_000, 0),
    "minutes": (0, 240, 0),
    "door_seconds": (10, 600, 30),
}
# Minutes and working days of help; the same three.
_ASSISTANCE_COUNTS = {
    "minutes": (1, 240, 10),
    "home_days": (0, 60, 3),
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


def read_alarms(table: Table) -> AlarmRules:
    """From when on the hall's manager is warned; `off` names what is not wanted, among what is looked for."""
    read: dict[str, Any] = {key: table.whole(key, *bounds) for key, bounds in _ALARM_COUNTS.items()}
    off = table.choices("off", AlarmKind, ())
    for kind in off:
        if kind not in LOOKED_FOR:
            table.wrong("off", f"“{kind}”不能关闭", f"{kind!r} cannot be switched off")
    table.done()
    return AlarmRules(**read, off=off)


def read_reviews(table: Table) -> ReviewRules:
    """The limits of a rectification, each not before the one it follows, and the tags that visitors choose from."""
    read: dict[str, Any] = {key: table.whole(key, *bounds) for key, bounds in _REVIEW_COUNTS.items()}
    for before, key in pairwise(("verify_days", "reply_days", "call_back_days", "improve_days")):
        if read[key] < read[before]:
            table.wrong(key, f"不能少于 {before}", f"must not be less than {before}")
    tags = _tags(table)
    table.done()
    return ReviewRules(**read, tags=tags)


def _tags(table: Table) -> tuple[Tag, ...]:
    found: dict[str, Tag] = {}
    for each in table.tables("tags"):
        code = each.code()
        if code in found:
            each.wrong("code", f"“{code}”重复出现", f"{code!r} stands here for the second time")
        found[code] = Tag(code, each.some_words("name"), each.choice("side", Side) or Side.PRAISE)
        each.done()
    if found and all(tag.side is not Side.BLAME for tag in found.values()):
        table.wrong("tags", "至少要有一个 blame 标签", "must hold at least one of blame")
    return tuple(found.values()) or TAGS


def read_escalations(table: Table) -> EscalationRules:
    """How long what could not get done may take, and when it is warned of."""
    read = {key: table.whole(key, *bounds) for key, bounds in _ESCALATION_COUNTS.items()}
    if read["try_days"] > read["tries"]:
        table.wrong("try_days", "不能多于 tries", "must not be more than tries")
    table.done()
    return EscalationRules(**read)


def read_virtual(table: Table, *, located: bool) -> VirtualRules:
    """From where tickets may be taken by phone; a distance is one to the hall, so its place must be known."""
    read = {key: table.whole(key, *bounds) for key, bounds in _VIRTUAL_COUNTS.items()}
    if read["metres"] and not located:
        table.wrong("metres", "须先写明大厅的经纬度", "needs the hall's latitude and longitude")
    unproven = table.flag("unproven", default=True)
    table.done()
    return VirtualRules(**read, unproven=unproven)


def read_assistance(table: Table) -> AssistanceRules:
    """How soon somebody should be there to help."""
    read = {key: table.whole(key, *bounds) for key, bounds in _ASSISTANCE_COUNTS.items()}
    table.done()
    return AssistanceRules(**read)


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
