"""The same request asked twice is answered once, whatever happened in between."""

import time
from datetime import timedelta
from threading import Event, Thread

import pytest
import sqlalchemy as sa

from hall.edge.device_cookies import DEVICE_COOKIE, DeviceCookies
from hall.edge.idempotency import forget_answers
from hall.edge.models import ANSWERS
from hall.writers import MOST_TOGETHER
from tests.halls import ADULT, COUNTY, County, Json, Somebody, refused, told

KEY = "k" * 22
OTHER_KEY = "o" * 22
PATH = f"/halls/{COUNTY}/tickets"
WISH: Json = {"channel": "kiosk", "services": ["tax"]}


def numbers(county: County) -> list[str]:
    return [entry.data["number"] for entry in county.journal("ticket_issued")]


def test_the_same_key_gets_the_same_ticket_and_is_told_that_it_is_the_first_answer(county: County) -> None:
    first = county.kiosk.post(PATH, WISH, Idempotency_Key=KEY)
    again = county.kiosk.post(PATH, WISH, Idempotency_Key=KEY)
    assert (again.status_code, again.get_data()) == (201, first.get_data())
    assert ("Idempotent-Replayed" in first.headers, again.headers["Idempotent-Replayed"]) == (False, "true")
    assert numbers(county) == ["H001"]


def test_the_first_answer_stands_although_the_ticket_has_moved_on(county: County) -> None:
    first = told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)
    county.open(27)
    county.call(27)
    assert told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201) == first


def test_the_first_answer_stands_although_the_hall_has_closed(county: County) -> None:
    first = told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)
    told(county.manager.post(f"/halls/{COUNTY}/close"))
    assert told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201) == first
    refused(county.kiosk.post(PATH, WISH, Idempotency_Key=OTHER_KEY), "hall_closed")


def test_a_lost_answer_to_a_call_does_not_call_a_second_ticket(county: County) -> None:
    county.open(27)
    county.issue("tax")
    county.issue("tax")
    path = f"/windows/{county.windows[27]}/call-next"
    first = told(county.clerk(27).post(path, {}, Idempotency_Key=KEY))
    told(county.clerk(27).does("start", first))
    told(county.finish(27, first))
    assert told(county.clerk(27).post(path, {}, Idempotency_Key=KEY)) == first
    assert len(county.journal("ticket_called")) == 1


def test_an_answer_of_nobody_waiting_is_kept_too(county: County) -> None:
    county.open(27)
    path = f"/windows/{county.windows[27]}/call-next"
    assert county.clerk(27).post(path, {}, Idempotency_Key=KEY).status_code == 204
    county.issue("tax")
    again = county.clerk(27).post(path, {}, Idempotency_Key=KEY)
    assert (again.status_code, again.get_data()) == (204, b"")


def test_a_refusal_for_the_state_is_kept_and_its_key_never_acts(county: County) -> None:
    county.open(27)
    ticket = county.issue("tax")
    path = f"/tickets/{ticket['id']}/start"
    first = county.clerk(27).post(path, {}, Idempotency_Key=KEY)
    refused(first, "ticket_not_called", 409)
    county.call(27)
    again = county.clerk(27).post(path, {}, Idempotency_Key=KEY)
    assert (again.status_code, again.mimetype) == (409, "application/problem+json")
    assert again.get_json() == first.get_json()
    assert county.see(ticket)["state"] == "called"
    told(county.clerk(27).post(path, {}, Idempotency_Key=OTHER_KEY))


def test_a_refusal_for_the_body_or_the_rights_is_not_kept(county: County) -> None:
    wrong = WISH | {"services": ["no-such"]}
    refused(county.kiosk.post(PATH, wrong, Idempotency_Key=KEY), "unknown_service", 422)
    told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)


def test_another_body_under_the_same_key_is_refused(county: County) -> None:
    told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)
    refused(
        county.kiosk.post(PATH, WISH | {"services": ["pension"]}, Idempotency_Key=KEY), "idempotency_key_reused", 422
    )
    assert numbers(county) == ["H001"]


def test_the_order_of_the_fields_makes_no_other_body(county: County) -> None:
    first = told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)
    turned = dict(reversed(WISH.items()))
    assert told(county.kiosk.post(PATH, turned, Idempotency_Key=KEY), 201) == first


def test_keys_are_kept_apart_by_caller_path_and_method(county: County) -> None:
    county.open(27, 28)
    told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)
    desk = WISH | {"channel": "desk"}
    told(county.greeter.post(PATH, desk, Idempotency_Key=KEY), 201)
    told(county.manager.post(PATH, desk, Idempotency_Key=KEY), 201)
    assert numbers(county) == ["H001", "H002", "H003"]
    called = [
        told(county.clerk(number).post(f"/windows/{county.windows[number]}/call-next", {}, Idempotency_Key=KEY))
        for number in (27, 28)
    ]
    assert [ticket["number"] for ticket in called] == ["H001", "H002"]


def browser(county: County, cookie: str) -> Somebody:
    return Somebody(county.visitor.client, {"Cookie": f"{DEVICE_COOKIE}={cookie}"})


def test_two_phones_with_one_key_are_two_phones_by_their_cookies(county: County) -> None:
    cookies = DeviceCookies(county.settings.secret_key)
    phones = [browser(county, cookies.new()) for _ in range(2)]
    wish = WISH | {"channel": "phone"}
    tickets = [told(phone.post(PATH, wish, Idempotency_Key="short"), 201)["number"] for phone in phones * 2]
    assert tickets == ["H001", "H002", "H001", "H002"]


@pytest.mark.parametrize("key", ["short", "k" * 21, "", "   ", "k" * 201])
def test_a_stranger_without_a_cookie_needs_a_key_that_nobody_guesses(county: County, key: str) -> None:
    problem = refused(county.visitor.post(PATH, WISH | {"channel": "phone"}, Idempotency_Key=key), "invalid", 422)
    assert problem["errors"][0]["field"] == "Idempotency-Key"


def test_a_cookie_that_was_made_up_is_none(county: County) -> None:
    phone = browser(county, "made.up")
    refused(phone.post(PATH, WISH | {"channel": "phone"}, Idempotency_Key="short"), "invalid", 422)


def test_a_long_key_alone_is_enough_for_a_stranger(county: County) -> None:
    wish = WISH | {"channel": "phone"}
    tickets = [told(county.visitor.post(PATH, wish, Idempotency_Key=KEY), 201)["id"] for _ in range(2)]
    assert tickets[0] == tickets[1]


def test_after_a_day_the_key_may_be_used_again(county: County) -> None:
    told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)
    county.clock.advance(timedelta(hours=24, seconds=-1))
    assert told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)["day"] == "2026-11-23"
    county.clock.advance(timedelta(seconds=1))
    assert told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)["day"] == "2026-11-24"


def test_old_answers_are_forgotten(county: County) -> None:
    told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)
    county.clock.advance(timedelta(hours=12))
    assert forget_answers(county.database) == 0
    county.clock.advance(timedelta(hours=12, seconds=1))
    assert forget_answers(county.database) == 1


def test_without_a_key_every_request_is_a_new_one(county: County) -> None:
    for _ in range(2):
        told(county.kiosk.post(PATH, WISH), 201)
    assert numbers(county) == ["H001", "H002"]


def test_a_kept_answer_is_kept_encrypted_and_its_key_hashed(county: County) -> None:
    wish = WISH | {"id_number": ADULT, "name": "张三丰"}
    ticket = told(county.kiosk.post(PATH, wish, Idempotency_Key=KEY), 201)
    with county.database.reading() as connection:
        [row] = connection.execute(sa.select(ANSWERS)).all()
    assert ticket["id"].encode() not in row.sealed
    assert KEY not in (row.scope, row.digest)


def test_a_key_opens_no_door_that_is_shut(county: County) -> None:
    county.open(27)
    county.issue("tax")
    path = f"/windows/{county.windows[27]}/call-next"
    told(county.clerk(27).post(path, {}, Idempotency_Key=KEY))
    refused(county.visitor.post(path, {}, Idempotency_Key=KEY), "not_signed_in", 401)
    assert county.clerk(28).post(path, {}, Idempotency_Key=KEY).status_code in (403, 409)


def test_signing_in_is_never_replayed(county: County) -> None:
    body = {"username": "greeter", "password": "wrong"}
    for _ in range(2):
        response = county.visitor.post("/session", body, Idempotency_Key=KEY)
        assert (response.status_code, "Idempotent-Replayed" in response.headers) == (401, False)
    with county.database.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(ANSWERS)).scalar() == 0


def test_who_asks_again_is_answered_at_once_however_many_wait_to_write(county: County) -> None:
    first = told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)
    let_go, until = Event(), time.monotonic() + 20

    def hold() -> None:
        with county.database.change():
            let_go.wait(until - time.monotonic())

    writers = [Thread(target=hold) for _ in range(MOST_TOGETHER + 2)]
    for writer in writers:
        writer.start()
    try:
        while not county.database.crowded:
            assert time.monotonic() < until
            time.sleep(0.01)  # a lock tells nobody who stands in line for it
        assert told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201) == first
        assert time.monotonic() < until
        other = county.kiosk.post(PATH, {**WISH, "services": ["pension"]}, Idempotency_Key=KEY)
        refused(other, "idempotency_key_reused", 422)
    finally:
        let_go.set()
        for writer in writers:
            writer.join()
    assert numbers(county) == ["H001"]
