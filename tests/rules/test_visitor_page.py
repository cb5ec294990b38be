"""What a visitor's page decides by itself: when the phone rings, what is old, whose day it is."""

from typing import Any

import pytest

from tests.rules.browser_code import called

STATE = "visitor/state"
Ticket = dict[str, Any]


def ticket(state: str = "waiting", *, ahead: int = 7, calls: int = 0, **more: Any) -> Ticket:
    return {"state": state, "ahead": ahead, "calls": calls, "day": "2026-11-23", "seq": 1, **more}


@pytest.mark.parametrize(
    ("before", "after", "rings"),
    [
        pytest.param(None, ticket("called", calls=1), None, id="what is found is no news"),
        pytest.param(ticket(), ticket("called", calls=1), "called", id="called"),
        pytest.param(ticket(), ticket("called", calls=3), "called", id="called and recalled meanwhile: once"),
        pytest.param(ticket("called", calls=1), ticket("called", calls=2), "called", id="recalled"),
        pytest.param(ticket("called", calls=1), ticket("called", calls=1), None, id="told already"),
        pytest.param(ticket("called", calls=1), ticket("serving", calls=1), None, id="served"),
        pytest.param(
            ticket("called", calls=2), ticket(ahead=0, calls=2), None, id="taken back: near, but that is known"
        ),
        pytest.param(ticket(ahead=4), ticket(ahead=3), "near", id="near"),
        pytest.param(ticket(ahead=3), ticket(ahead=2), None, id="nearer"),
        pytest.param(ticket(), ticket("passed", calls=2), "passed", id="missed while asleep"),
        pytest.param(ticket("called", calls=2), ticket("passed", calls=2), "passed", id="missed"),
        pytest.param(ticket("passed", calls=2), ticket("passed", calls=2), None, id="missed, and told"),
        pytest.param(ticket(), ticket("done"), None, id="over"),
    ],
)
def test_a_phone_rings_for_what_is_new(before: Ticket | None, after: Ticket, rings: str | None) -> None:
    assert called(STATE, "alertFor", [before, after]) == [rings]


NOON, ZHOUZHI = "2026-11-23T04:00:00Z", {"timezone": "Asia/Shanghai"}


def shown(standing: str, known_at: str | None, *, unreachable: bool = False) -> dict[str, Any]:
    known = f"@{known_at}" if known_at else None
    return {"standing": {"state": standing}, "knownAt": known, "unreachable": unreachable, "ticket": ticket()}


@pytest.mark.parametrize(
    ("state", "old"),
    [
        pytest.param(shown("live", NOON), False, id="connected"),
        pytest.param(shown("connecting", None), False, id="nothing known yet"),
        pytest.param(shown("connecting", "2026-11-23T01:31:00Z"), False, id="kept, and the server is being asked"),
        pytest.param(shown("connecting", "2026-11-23T01:31:00Z", unreachable=True), True, id="kept, no server"),
        pytest.param(shown("stale", "2026-11-23T03:59:50Z"), False, id="no socket, but HTTP tells"),
        pytest.param(shown("stale", "2026-11-23T03:59:00Z"), True, id="nothing heard for a minute"),
    ],
)
def test_what_is_old_is_told_with_when_it_was_so(state: dict[str, Any], old: bool) -> None:
    since = called(STATE, "oldSince", [state, f"@{NOON}"])[0]
    assert since == (state["knownAt"][1:].replace("Z", ".000Z") if old else None)


@pytest.mark.parametrize(
    ("now", "over"),
    [("2026-11-23T15:59:59Z", False), ("2026-11-23T16:00:00Z", True), ("2026-11-22T16:00:00Z", False)],
)
def test_a_day_ends_at_the_halls_midnight(now: str, over: bool) -> None:
    state = {"ticket": ticket(), "hall": ZHOUZHI, "now": f"@{now}"}
    assert called(STATE, "isOfAnotherDay", [state], [{**state, "hall": None}]) == [over, False]


def test_a_number_may_be_typed_without_its_zeros() -> None:
    typed = ["H1", "A32", "A032", "YJ7", "A1000", "A", "7", ""]
    given = called(STATE, "numberTyped", *([one] for one in typed))
    assert given == ["H001", "A032", "A032", "YJ007", "A1000", "A", "7", ""]


def test_what_only_the_whole_ticket_tells_is_kept_when_the_socket_tells_less() -> None:
    told = [{"service": "tax", "kind": "missing", "texts": ["x"]}]
    earlier = [{"number": "B001", "day": "2026-11-20", "service": "tax", "texts": ["y"], "by": None}]
    returning = {"until": "2026-11-26", "working_days": 3}
    before = ticket("done", told=told, told_before=earlier, requeues_left=1, returning=returning)
    merged, taken = called(STATE, "merged", [before, ticket("done")], [before, {**before, "returning": None}])
    assert merged == before
    assert taken["returning"] is None
