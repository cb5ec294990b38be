"""What the bar above a window shows after each message, and where a line stands in it."""

from typing import Any

import pytest

from tests.rules.browser_code import called

NOTHING: dict[str, Any] = {"window": None, "doing": None, "standing": {"state": "live"}, "ready": True}
WINDOW = {"number": 3, "name": {"zh": "综合受理", "en": "Comprehensive"}, "state": "open", "paused_until": None}


def after(*facts: dict[str, Any], at: int = 1_000) -> dict[str, Any]:
    """The bar of window 3 after these facts, each told at the same moment."""
    state = called("led/state", "afterSnapshot", [NOTHING, {**WINDOW, "ticket": None}])[0]
    for fact in facts:
        state = called("led/state", "afterFact", [state, fact, at])[0]
    whole: dict[str, Any] = state
    return whole


def fact(kind: str, **data: Any) -> dict[str, Any]:
    return {"kind": kind, "data": data}


CALLED = fact("ticket_called", ticket="A001", window=3)


@pytest.mark.parametrize(
    ("facts", "doing"),
    [
        pytest.param([], None, id="nobody"),
        pytest.param([CALLED], {"kind": "called", "ticket": "A001", "since": 1000}, id="called"),
        pytest.param(
            [CALLED, fact("call_retracted", ticket="A001", window=3)],
            {"kind": "retracted", "ticket": "A001", "since": 1000},
            id="taken back",
        ),
        pytest.param([CALLED, fact("ticket_left", ticket="A001", window=3, state="passed")], None, id="did not come"),
        pytest.param(
            [CALLED, fact("ticket_left", ticket="A009", window=3, state="done")],
            {"kind": "called", "ticket": "A001", "since": 1000},
            id="another left",
        ),
        pytest.param(
            [CALLED, fact("window_changed", window={"number": 3, "ticket": {"number": "A001", "state": "serving"}})],
            {"kind": "serving", "ticket": "A001", "since": 1000},
            id="served",
        ),
        pytest.param([CALLED, fact("notice_changed", notices=[])], {"kind": "called", "ticket": "A001", "since": 1000}),
    ],
)
def test_what_happens_at_the_window_stands_above_it(facts: list[dict[str, Any]], doing: dict[str, Any] | None) -> None:
    assert after(*facts)["doing"] == doing


def test_a_window_that_changes_keeps_its_ticket_and_a_ticket_that_changes_its_window() -> None:
    paused = {**WINDOW, "state": "paused", "paused_until": "2026-11-23T04:30:00Z"}
    state = after(CALLED, fact("window_changed", window=paused))
    assert state["window"] == paused
    assert state["doing"]["ticket"] == "A001"
    state = after(fact("window_changed", window={"number": 3, "ticket": {"number": "A001", "state": "called"}}))
    assert state["window"] == WINDOW


def test_a_call_blinks_for_a_while_and_a_retraction_goes_by_itself() -> None:
    state = after(CALLED)
    assert called("led/state", "blinks", [state, 1_000], [state, 8_999], [state, 9_000]) == [True, True, False]
    state = after(CALLED, fact("call_retracted", ticket="A001", window=3))
    before, over = called("led/state", "afterTime", [state, 12_999], [state, 13_000])
    assert before["doing"] == state["doing"]
    assert over["doing"] is None


@pytest.mark.parametrize(
    ("length", "elapsed", "still", "places"),
    [
        pytest.param(64, 0, False, [32], id="what fits stands in the middle"),
        pytest.param(128, 99_000, False, [0], id="what just fits stands"),
        pytest.param(144, 1_000, False, [0, 192], id="it can be read from its beginning"),
        pytest.param(144, 2_500, False, [-40, 152], id="then it runs"),
        pytest.param(144, 6_299, False, [-191, 1], id="and comes round"),
        pytest.param(144, 6_300, False, [0, 192], id="to the beginning"),
        pytest.param(144, 2_999, True, [0], id="without motion it stands"),
        pytest.param(144, 3_000, True, [-16], id="and is turned over to its end"),
        pytest.param(300, 3_000, True, [-128], id="piece by piece"),
        pytest.param(300, 9_000, True, [0], id="and begins again"),
    ],
)
def test_where_a_line_stands_in_a_bar_of_eight_signs(length: int, elapsed: int, still: bool, places: list[int]) -> None:
    assert called("led/scroll", "placesOf", [length, 128, elapsed, still]) == [places]
