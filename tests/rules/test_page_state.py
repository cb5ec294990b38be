"""What pages of staff make of what they were told, and what they ask for: the pure parts of their browser code."""

from typing import Any

from tests.rules.browser_code import called

NAMES = "state card due open reopened dissatisfied counted from to department service cause source text"
ANY = dict.fromkeys(NAMES.split(), "")


PERIODS = {
    ("today", "2026-11-27"): "2026-11-27",
    ("week", "2026-11-27"): "2026-11-23",
    ("week", "2026-11-23"): "2026-11-23",  # a Monday begins it
    ("week", "2026-11-22"): "2026-11-16",  # a Sunday ends it
    ("month", "2026-11-01"): "2026-11-01",
    ("month", "2026-03-31"): "2026-03-01",
    ("thirty", "2026-03-01"): "2026-01-31",
    ("thirty", "2028-03-01"): "2028-02-01",  # a leap year
}


def test_the_days_of_a_preset() -> None:
    periods = called("help-notices/state", "periodOf", *(list(asked) for asked in PERIODS))
    assert dict(zip(PERIODS, (period["from"] for period in periods), strict=True)) == PERIODS
    assert [(period["preset"], period["to"]) for period in periods] == list(PERIODS)


def test_a_figure_replaces_another_figure_and_keeps_other_narrowing() -> None:
    narrowed = {**ANY, "due": "over", "text": "复印", "department": "县住建局", "cause": "process"}
    [found] = called("escalations/state", "narrowedTo", [narrowed, {"card": "red"}])
    assert found == {**ANY, "card": "red", "department": "县住建局", "cause": "process"}
    shows = called("escalations/state", "shows", [found, {"card": "red"}], [found, {}], [narrowed, {"due": "over"}])
    assert shows == [True, False, False]


HELPED: list[tuple[list[dict[str, Any]], list[dict[str, Any]], int]] = [
    ([], [], 0),
    ([{"id": "t1", "accompanied_by": None}, {"id": "t2", "accompanied_by": "greeter"}], [], 1),
    ([{"id": "t1", "accompanied_by": None}], [{"state": "requested", "ticket": {"id": "t1"}}], 1),
    ([], [{"state": "requested", "ticket": None}, {"state": "requested", "ticket": {"id": "t9"}}], 2),
    ([], [{"state": "assigned", "ticket": None}, {"state": "underway", "ticket": None}], 0),
]


def test_whoever_asks_for_help_with_a_ticket_is_counted_once() -> None:
    asked = [[{"helped": helped, "requests": requests}] for helped, requests, _alone in HELPED]
    assert called("greeter/alone", "unaccompanied", *asked) == [alone for _helped, _requests, alone in HELPED]


def service(code: str, zh: str, en: str, *initials: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": {"zh": zh, "en": en},
        "aliases": ["房本"] if code == "deed" else [],
        "initials": list(initials),
    }


SERVICES = [
    service("deed", "不动产转移登记", "Transfer of real estate", "bdczydj", "fb"),
    service("card", "社会保障卡申领", "Social security card", "shbzksl"),
    service("mortgage", "不动产抵押登记", "Mortgage of real estate", "bdcdydj"),
]


FOUND = {
    "bdc": ["deed", "mortgage"],
    "BDCD": ["mortgage"],
    "fb": ["deed"],
    "房本": ["deed"],
    "抵押": ["mortgage"],
    "real": ["deed", "mortgage"],
    "secur": ["card"],
    "d": [],  # one letter somewhere inside would find nearly everything
    "  ": [],
    "zzz": [],
}


def test_a_matter_is_found_by_initials_another_name_or_a_word() -> None:
    answers = called("shared/search", "search", *([typed, SERVICES, []] for typed in FOUND))
    found = [[each["code"] for each in answer["services"]] for answer in answers]
    assert dict(zip(FOUND, found, strict=True)) == FOUND
