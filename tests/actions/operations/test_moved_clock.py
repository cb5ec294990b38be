"""The server's clock is set back or forward: the order of tickets, answers given again, lock-outs and alarms hold.

At the end of every test the hall is verified.
"""

from datetime import timedelta

import pytest

from hall.windows.keeping import keep_halls
from tests.halls import COUNTY, PASSWORD, County, refused, told

MOVES = [timedelta(hours=-1), timedelta(minutes=-40), timedelta(minutes=40)]
WISH = {"channel": "kiosk", "services": ["tax"]}


@pytest.mark.parametrize("by", MOVES, ids=str)
def test_tickets_are_called_in_the_order_they_were_taken(county: County, by: timedelta) -> None:
    county.open(27)
    numbers = [county.issue("tax")["number"] for _ in range(2)]
    county.clock.at += by
    keep_halls(county.database)
    numbers += [county.issue("tax")["number"] for _ in range(2)]
    called = []
    for _ in numbers:
        ticket = county.serve(27)
        called.append(ticket["number"])
        told(county.finish(27, ticket))
    assert called == numbers


def test_a_clock_that_jumps_to_and_fro_gives_no_number_twice(county: County) -> None:
    hours = [0, -1, 2, -3, 1, 2, -1]
    given = []
    for each in hours:
        county.clock.at += timedelta(hours=each)
        keep_halls(county.database)
        given.append(county.issue("tax")["number"])
    assert given == [f"H{n:03}" for n in range(1, len(hours) + 1)]
    issued = [entry.data["issued_at"] for entry in county.journal("ticket_issued")]
    assert issued == sorted(issued)


def test_an_answer_is_given_again_after_the_clock_was_set_back(county: County) -> None:
    first = told(county.kiosk.post(f"/halls/{COUNTY}/tickets", WISH, Idempotency_Key="k" * 22), 201)
    county.clock.at -= timedelta(days=3)
    again = county.kiosk.post(f"/halls/{COUNTY}/tickets", WISH, Idempotency_Key="k" * 22)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert told(again, 201) == first


def test_a_lock_out_lasts_no_longer_because_the_clock_was_set_back(county: County) -> None:
    wrong, right = ({"username": "greeter", "password": word} for word in ("wrong", PASSWORD))
    for _ in range(5):
        answered = county.visitor.post("/session", wrong)
    county.clock.at += timedelta(minutes=1)
    refused(county.visitor.post("/session", right), answered.get_json()["code"])
    county.clock.at -= timedelta(days=365)
    told(county.visitor.post("/session", right))


def test_a_lock_out_still_holds_after_a_small_step_back(county: County) -> None:
    wrong, right = ({"username": "greeter", "password": word} for word in ("wrong", PASSWORD))
    for _ in range(5):
        answered = county.visitor.post("/session", wrong)
    county.clock.at += timedelta(minutes=5)
    county.clock.at -= timedelta(minutes=2)
    refused(county.visitor.post("/session", right), answered.get_json()["code"])


def test_alarms_are_raised_and_cleared_across_jumps(county: County) -> None:
    county.issue("tax")
    assert [alarm["kind"] for alarm in county.look()] == ["no_open_window"]
    county.clock.at -= timedelta(minutes=50)
    assert [alarm["kind"] for alarm in county.look()] == ["no_open_window"], "raised once"
    county.open(27)
    county.clock.at += timedelta(minutes=45)
    assert county.look() == []


def test_a_day_that_came_too_early_ends_no_second_time(county: County) -> None:
    county.issue("tax")
    county.clock.at += timedelta(days=1)
    keep_halls(county.database)
    county.clock.at -= timedelta(days=1)
    keep_halls(county.database)
    keep_halls(county.database)
    assert len(county.journal("day_ended")) == 1
    assert county.issue("tax")["number"] == "H002"
