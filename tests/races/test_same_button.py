"""Two people press the same button: one acts, the other is told who did, or which ticket it is."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.people import Caller, Cast, Json, Staff
from tests.served import COUNTY, Served

ROUNDS = 8
Together = Callable[..., list[Any]]


def other_line(served: Served, person: Staff) -> Staff:
    """The same person at a second connection, as from another tab of the browser."""
    twin = Staff.__new__(Staff)
    Caller.__init__(twin, served)
    twin.session.headers.update(person.session.headers)
    twin.session.cookies.update(person.session.cookies)
    twin.window_number = person.window_number
    return twin


def press(
    person: Caller, path: str, body: Json | None = None, key: str | None = None
) -> Callable[[], requests.Response]:
    return lambda: person.send("POST", path, body, key)


def one_acted(answers: list[requests.Response]) -> Json:
    """Exactly one answer is a success; the refusal of the others, who are all told the same."""
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [200] + [409] * (len(answers) - 1), [answer.text for answer in answers]
    refusals = [answer.json() for answer in answers if answer.status_code == 409]
    return dict(refusals[0])


@pytest.fixture
def pair(served: Served, cast: Cast) -> tuple[Staff, Staff]:
    clerk = cast.clerk(3)
    clerk.window  # noqa: B018 (asked for once, before the race)
    return clerk, other_line(served, clerk)


def test_the_same_window_calls_once(served: Served, cast: Cast, pair: tuple[Staff, Staff], together: Together) -> None:
    clerk, twin = pair
    path = f"/windows/{clerk.window}/call-next"
    for _ in range(ROUNDS):
        for _ in range(2):
            cast.kiosk.take("general")
        answers = together(press(clerk, path), press(twin, path))
        refusal = one_acted(answers)
        called = next(answer.json() for answer in answers if answer.status_code == 200)
        assert refusal["code"] == "window_busy"
        assert refusal["ticket"]["id"] == called["id"], "the other is told which ticket is at the window"
        clerk.serve(called)
        clerk.serve(clerk.called())
    assert clerk.call_next() is None


def test_the_same_ticket_is_started_and_finished_once(
    cast: Cast, pair: tuple[Staff, Staff], together: Together
) -> None:
    clerk, twin = pair
    who = clerk.ask("/session")["user"]["name"]
    for _ in range(ROUNDS):
        cast.kiosk.take("general")
        ticket = clerk.called()
        start = f"/tickets/{ticket['id']}/start"
        refusal = one_acted(together(press(clerk, start), press(twin, start)))
        assert refusal["code"] == "ticket_not_called"
        assert (refusal["number"], refusal["state"]) == (ticket["number"], "serving")
        assert who in refusal["detail"], "the other is told who did it"
        finish = f"/tickets/{ticket['id']}/finish"
        body = {"errands": [{"service": "general", "outcome": "completed"}]}
        refusal = one_acted(together(press(clerk, finish, body), press(twin, finish, body)))
        assert refusal["code"] == "ticket_not_serving"
        assert who in refusal["detail"]


def test_a_ticket_is_called_by_one_window_out_of_turn(cast: Cast, together: Together) -> None:
    clerks = [cast.clerk(window) for window in (3, 4, 5, 6)]
    for _ in range(ROUNDS):
        ticket = cast.kiosk.take("general")
        body = {"ticket": ticket["id"], "reason": "老人等得久"}
        answers = together(*(press(clerk, f"/windows/{clerk.window}/call", body) for clerk in clerks))
        refusal = one_acted(answers)
        assert refusal["code"] == "ticket_not_waiting"
        winner = next(clerk for clerk, answer in zip(clerks, answers, strict=True) if answer.status_code == 200)
        assert winner.ask("/session")["user"]["name"] in refusal["detail"]
        winner.serve(ticket)


def test_cancelled_by_the_visitor_or_called_by_the_window_not_both(cast: Cast, together: Together) -> None:
    clerk = cast.clerk(3)
    outcomes = set()
    for _ in range(ROUNDS):
        ticket = cast.kiosk.take("general")
        called, cancelled = together(
            press(clerk, f"/windows/{clerk.window}/call-next"),
            lambda ticket=ticket: cast.stranger.send("DELETE", f"/tickets/{ticket['id']}"),
        )
        state = cast.stranger.ask(f"/tickets/{ticket['id']}")["state"]
        # A called ticket may still be given up: then both were answered, in that order.
        assert cancelled.status_code == 200
        assert state == "cancelled"
        outcomes.add(called.status_code)
    assert outcomes <= {200, 204}


def test_two_managers_reassign_one_window_and_both_changes_hold(served: Served, cast: Cast, together: Together) -> None:
    manager, twin = cast.manager, other_line(served, cast.manager)
    window = cast.clerk(29).window
    for turn in range(ROUNDS):
        services = [["construction"], ["construction", "tax"]][turn % 2]
        kind = ["special", "comprehensive"][turn % 2]
        answers = together(
            lambda services=services: manager.send("PATCH", f"/windows/{window}", {"services": services}),
            lambda kind=kind: twin.send("PATCH", f"/windows/{window}", {"kind": kind}),
        )
        assert [answer.status_code for answer in answers] == [200, 200]
        now = next(each for each in manager.board()["windows"] if each["id"] == window)
        assert (now["services"], now["kind"]) == (services, kind)


def test_the_same_key_at_once_has_one_effect_and_one_answer(served: Served, cast: Cast, together: Together) -> None:
    kiosk, path = cast.kiosk, f"/halls/{COUNTY}/tickets"
    body = {"services": ["general"], "channel": "kiosk"}
    lines = []
    for _ in range(4):
        line = Caller(served)
        line.session.headers.update(kiosk.session.headers)
        lines.append(line)
    before = cast.manager.board()["seq"]
    keys = [secrets.token_urlsafe(16) for _ in range(ROUNDS)]
    for key in keys:
        answers = together(*(press(line, path, body, key) for line in lines))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.text for answer in answers}) == 1
        replayed = [answer for answer in answers if answer.headers.get("Idempotent-Replayed")]
        assert len(replayed) == len(lines) - 1
    issued = [entry for entry in cast.manager.journal(before) if entry["kind"] == "ticket_issued"]
    assert len(issued) == ROUNDS
    for entry in issued:
        cast.stranger.act(f"/tickets/{entry['ticket']}", method="DELETE")


def test_the_same_key_for_a_call_at_once_calls_one_ticket(
    cast: Cast, pair: tuple[Staff, Staff], together: Together
) -> None:
    clerk, twin = pair
    path = f"/windows/{clerk.window}/call-next"
    for _ in range(ROUNDS):
        cast.kiosk.take("general")
        cast.kiosk.take("general")
        key = secrets.token_urlsafe(16)
        first, second = together(press(clerk, path, None, key), press(twin, path, None, key))
        assert (first.status_code, second.status_code) == (200, 200)
        assert first.json() == second.json()
        clerk.serve(first.json())
        clerk.serve(clerk.called())
        assert clerk.call_next() is None
