"""Locking a desk by PIN over HTTP: what stays, what is refused, and how often one may be wrong."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from hall.clock import FrozenClock
from hall.journal.audit import Trail
from hall.staff.actions import change_password
from hall.staff.passwords import Passwords
from hall.staff.queries import Person
from tests.edges.staff.conftest import LOCK_MINUTES, PASSWORD

PIN = "4071"
Act = Callable[[Callable[[Trail], object]], object]
Audited = Callable[[], list[str]]


@pytest.fixture
def desk(clerk: Person, browser: Any) -> Any:
    """A clerk's browser, signed in, with a PIN."""
    browser.sign_in("clerk")
    set_ = browser.send("POST", "/session/pin", {"pin": PIN})
    assert (set_.status_code, set_.get_json()["pin"], set_.get_json()["lock_minutes"]) == (200, True, LOCK_MINUTES)
    return browser


def locked(browser: Any) -> Any:
    assert browser.send("POST", "/session/lock").status_code == 204
    return browser


def code(response: Any) -> tuple[int, str]:
    return response.status_code, response.get_json()["code"]


def test_a_locked_session_does_nothing_but_tell_whose_it_is_until_the_pin_is_given(desk: Any) -> None:
    locked(desk)
    for method, path in (("POST", "/session/pin"), ("POST", "/session/password"), ("POST", "/session/lock")):
        assert code(desk.send(method, path, {})) == (403, "session_locked")
    told = desk.send("GET", "/session").get_json()
    assert (told["locked"], told["window"]["number"]) == (True, 3)
    opened = desk.send("POST", "/session/unlock", {"pin": PIN})
    assert (opened.status_code, opened.get_json()["locked"]) == (200, False)
    assert desk.send("POST", "/session/lock").status_code == 204


def test_another_session_of_the_same_person_works_on(desk: Any, open_browser: Callable[[], Any]) -> None:
    other = open_browser()
    other.sign_in("clerk")
    locked(desk)
    assert other.send("GET", "/session").get_json()["locked"] is False


def test_who_locks_without_a_pin_is_told_to_set_one(clerk: Person, browser: Any) -> None:
    browser.sign_in("clerk")
    assert code(browser.send("POST", "/session/lock")) == (409, "pin_not_set")


def test_a_wrong_pin_says_how_many_tries_are_left_and_the_fifth_signs_out(desk: Any, audited: Audited) -> None:
    locked(desk)
    answers = [desk.send("POST", "/session/unlock", {"pin": "9999"}) for _time in range(6)]
    assert [answer.get_json().get("tries_left") for answer in answers] == [4, 3, 2, 1, None, None]
    assert code(answers[4]) == (401, "pin_locked_out")
    assert "窗口仍在岗" in answers[4].get_json()["detail"]
    assert code(answers[5]) == (401, "not_signed_in")
    assert audited()[-8:] == ["pin_changed", "session_locked", *["unlock_failed"] * 5, "session_ended"]


def test_the_right_pin_lets_the_count_begin_again(desk: Any) -> None:
    for _round in range(2):
        locked(desk)
        for _time in range(4):
            assert code(desk.send("POST", "/session/unlock", {"pin": "9999"})) == (403, "wrong_pin")
        assert desk.send("POST", "/session/unlock", {"pin": PIN}).status_code == 200


def test_left_alone_it_locks_rather_than_ends(desk: Any, frozen: FrozenClock) -> None:
    frozen.advance(timedelta(minutes=LOCK_MINUTES, seconds=1))
    assert code(desk.send("POST", "/session/lock")) == (403, "session_locked")
    frozen.advance(timedelta(hours=2))
    assert desk.send("POST", "/session/unlock", {"pin": PIN}).status_code == 200
    assert desk.send("GET", "/session").get_json()["locked"] is False


def test_asking_who_one_is_does_not_wake_a_session_that_locked_itself(desk: Any, frozen: FrozenClock) -> None:
    frozen.advance(timedelta(minutes=LOCK_MINUTES, seconds=1))
    for _time in range(2):
        assert desk.send("GET", "/session").get_json()["locked"] is True


def test_a_page_that_asks_by_itself_keeps_nothing_awake(desk: Any, frozen: FrozenClock) -> None:
    for _minute in range(LOCK_MINUTES):
        frozen.advance(timedelta(minutes=1))
        assert desk.send("GET", "/session", **{"X-Unattended": "1"}).status_code == 200
    frozen.advance(timedelta(seconds=1))
    assert desk.send("GET", "/session").get_json()["locked"] is True


def test_a_touch_keeps_it_awake(desk: Any, frozen: FrozenClock) -> None:
    for _minute in range(LOCK_MINUTES + 5):
        frozen.advance(timedelta(minutes=1))
        assert desk.send("GET", "/session").get_json()["locked"] is False


def test_twelve_hours_after_the_sign_in_it_is_over_locked_or_not(desk: Any, frozen: FrozenClock) -> None:
    locked(desk)
    frozen.advance(timedelta(hours=12, seconds=1))
    assert code(desk.send("POST", "/session/unlock", {"pin": PIN})) == (401, "not_signed_in")


def test_a_stranger_signing_in_sweeps_no_locked_session_away(
    desk: Any, open_browser: Callable[[], Any], frozen: FrozenClock
) -> None:
    frozen.advance(timedelta(hours=1))
    open_browser().sign_in("clerk")
    assert desk.send("POST", "/session/unlock", {"pin": PIN}).status_code == 200


def test_a_pin_is_changed_or_taken_away_with_the_password_alone(desk: Any) -> None:
    assert code(desk.send("POST", "/session/pin", {"pin": "8027"})) == (401, "wrong_password")
    assert desk.send("POST", "/session/pin", {"pin": "8027", "password": PASSWORD}).status_code == 200
    locked(desk)
    assert code(desk.send("POST", "/session/unlock", {"pin": PIN})) == (403, "wrong_pin")
    assert desk.send("POST", "/session/unlock", {"pin": "8027"}).status_code == 200
    gone = desk.send("POST", "/session/pin", {"pin": None, "password": PASSWORD})
    assert gone.get_json()["pin"] is False
    assert code(desk.send("POST", "/session/lock")) == (409, "pin_not_set")


@pytest.mark.parametrize("pin", ["1234", "12", "abcd", ""])
def test_a_pin_that_is_guessed_at_once_is_refused_with_the_rule(clerk: Person, browser: Any, pin: str) -> None:
    browser.sign_in("clerk")
    response = browser.send("POST", "/session/pin", {"pin": pin})
    assert code(response) == (422, "weak_pin")
    assert response.get_json()["errors"][0]["field"] == "pin"


def test_a_password_set_by_somebody_else_takes_the_pin_away(
    desk: Any, clerk: Person, act: Act, passwords: Passwords
) -> None:
    fresh = "another horse 8 staple"
    act(lambda trail: change_password(trail, clerk, passwords.hash(fresh)))
    assert desk.sign_in("clerk", fresh).get_json()["pin"] is False


def test_the_pin_is_never_kept_as_typed(desk: Any, clerk: Person, database: Any) -> None:
    with database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT pin_hash FROM users").scalars().all()
    assert all(each is None or each.startswith("$argon2id$") for each in kept)
    assert any(kept)


def test_a_locked_session_may_be_signed_out(desk: Any) -> None:
    locked(desk)
    assert desk.send("DELETE", "/session").status_code == 204
    assert code(desk.send("GET", "/session")) == (401, "not_signed_in")
