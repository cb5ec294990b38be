"""`/session` over HTTP."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyotp
import pytest

from hall.clock import FrozenClock
from hall.journal.audit import Trail
from hall.staff.actions import enrol_device, set_second_factor
from hall.staff.permissions import DeviceKind, Role
from hall.staff.queries import Person

PASSWORD = "correct horse 7 staple"


def test_signing_in_sets_a_cookie_that_scripts_cannot_read_and_tells_who_one_is(clerk: Person, browser: Any) -> None:
    response = browser.sign_in("clerk")
    assert response.status_code == 200
    told = response.get_json()
    assert told.pop("csrf_token")
    assert told == {
        "user": {"username": "clerk", "name": "clerk"},
        "roles": ["clerk"],
        "halls": ["county"],
        "window": {"id": "w3", "number": 3, "hall": "county"},
        "pin": False,
        "locked": False,
        "lock_minutes": None,
    }
    [mark, cookie] = response.headers.getlist("Set-Cookie")
    assert cookie.startswith("hall_session=")
    assert mark.startswith("hall_staff=1; ")  # names nobody, and outlives the session
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_who_am_i_answers_the_same_until_one_signs_out(clerk: Person, browser: Any) -> None:
    told = browser.sign_in("clerk").get_json()
    assert browser.send("GET", "/session").get_json() == told
    response = browser.send("DELETE", "/session")
    assert response.status_code == 204
    assert "hall_session=;" in response.headers["Set-Cookie"]
    assert browser.send("GET", "/session").status_code == 401


def test_somebody_with_a_role_everywhere_has_every_hall(add_person: Callable[..., Person], browser: Any) -> None:
    add_person(Role.AUDITOR, None)
    assert browser.sign_in("auditor").get_json()["halls"] == ["county", "town"]


def test_a_wrong_password_is_a_problem_in_the_readers_language(clerk: Person, browser: Any) -> None:
    response = browser.send("POST", "/session", {"username": "clerk", "password": "wrong"}, **{"Accept-Language": "en"})
    assert (response.status_code, response.mimetype) == (401, "application/problem+json")
    problem = response.get_json()
    assert (problem["code"], problem["tries_left"]) == ("wrong_password", 4)
    assert problem["detail"] == "User name or password is wrong; 4 more tries are left"
    assert "Set-Cookie" not in response.headers


def test_a_failed_sign_in_is_kept_although_it_is_refused(clerk: Person, browser: Any) -> None:
    codes = [browser.sign_in("clerk", "wrong").get_json()["code"] for _ in range(6)]
    assert codes == ["wrong_password"] * 4 + ["account_locked"] * 2


def test_a_locked_name_says_when_to_come_again(clerk: Person, browser: Any, frozen: FrozenClock) -> None:
    answers = [browser.sign_in("clerk", "wrong") for _ in range(5)]
    assert [answer.headers.get("Retry-After") for answer in answers] == [None] * 4 + ["900"]
    frozen.advance(timedelta(minutes=10))
    response = browser.sign_in("clerk")
    assert (response.status_code, response.headers["Retry-After"]) == (401, "300")


def test_many_names_from_one_address_are_no_way_round_the_lock(clerk: Person, browser: Any) -> None:
    for number in range(4):
        assert browser.sign_in("clerk").status_code == 200, "right ones do not count"
        for name in (f"nobody{number}", f"noone{number}"):
            assert browser.sign_in(name, "wrong").get_json()["code"] == "wrong_password"
    for name, password in (("nobody9", "wrong"), ("clerk", PASSWORD)):
        response = browser.sign_in(name, password)
        assert (response.status_code, response.get_json()["code"]) == (429, "too_fast")
        assert 0 < int(response.headers["Retry-After"]) <= 900
        assert "分钟后再试" in response.get_json()["detail"]
        assert "取号" not in response.get_json()["detail"]
    elsewhere = browser.client.post(
        "/api/v1/session",
        json={"username": "clerk", "password": PASSWORD},
        environ_overrides={"REMOTE_ADDR": "192.0.2.7"},
    )
    assert elsewhere.status_code == 200


def test_wrong_codes_count_for_the_address_and_the_first_half_of_a_sign_in_does_not(
    clerk: Person, browser: Any, act: Callable[[Callable[[Trail], object]], object]
) -> None:
    act(lambda trail: set_second_factor(trail, clerk))
    for _ in range(9):
        assert browser.sign_in("clerk").get_json()["code"] == "second_factor_needed"
    for _ in range(3):
        assert browser.sign_in("clerk", otp="000000").get_json()["code"] == "second_factor_needed"
    for number in range(5):
        assert browser.sign_in(f"nobody{number}").get_json()["code"] == "wrong_password"
    assert browser.sign_in("clerk").status_code == 429


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"username": "clerk"}, 422),
        ({"username": "clerk", "password": PASSWORD, "remember": True}, 422),
        ({"username": "clerk", "password": ["x"]}, 422),
        ({"username": "clerk", "password": "x" * 257}, 422),
        ({"username": "cl\x00erk", "password": PASSWORD}, 422),
        ({"username": "clerk", "password": PASSWORD, "otp": "12345"}, 422),
        (["clerk"], 400),
    ],
)
def test_an_unreadable_sign_in_is_refused_and_does_not_count(
    clerk: Person, browser: Any, body: object, status: int
) -> None:
    for _ in range(6):
        assert browser.send("POST", "/session", body).status_code == status
    assert browser.sign_in("clerk").status_code == 200


def test_the_second_factor_is_asked_for_and_taken(
    clerk: Person, browser: Any, act: Callable[[Callable[[Trail], object]], object], frozen: FrozenClock
) -> None:
    codes = pyotp.parse_uri(str(act(lambda trail: set_second_factor(trail, clerk))))
    assert isinstance(codes, pyotp.TOTP)
    assert browser.sign_in("clerk").get_json()["code"] == "second_factor_needed"
    assert browser.sign_in("clerk", otp=codes.at(frozen.at)).status_code == 200


@pytest.mark.parametrize("token", [None, "", "made-up"])
def test_an_unsafe_call_without_the_sessions_csrf_token_is_refused(
    clerk: Person, browser: Any, token: str | None
) -> None:
    browser.sign_in("clerk")
    browser.csrf_token = token
    response = browser.send("DELETE", "/session")
    assert (response.status_code, response.get_json()["code"]) == (403, "wrong_csrf_token")
    assert browser.send("GET", "/session").status_code == 200


def test_signing_in_again_over_an_old_session_needs_no_token_of_it(clerk: Person, browser: Any) -> None:
    browser.sign_in("clerk")
    browser.csrf_token = None
    assert browser.sign_in("clerk").status_code == 200


def test_after_thirty_idle_minutes_one_is_a_stranger(clerk: Person, browser: Any, frozen: FrozenClock) -> None:
    browser.sign_in("clerk")
    frozen.advance(timedelta(minutes=30, seconds=1))
    assert browser.send("GET", "/session").get_json()["code"] == "not_signed_in"


def test_a_device_is_not_somebody(browser: Any, act: Callable[[Callable[[Trail], object]], Any]) -> None:
    _device, token = act(lambda trail: enrol_device(trail, 1, DeviceKind.KIOSK, "取号机"))
    assert browser.send("GET", "/session", Authorization=f"Bearer {token}").status_code == 401


class TestNewPassword:
    FRESH = "another horse 8 staple"

    def test_it_replaces_the_old_one_and_ends_the_other_sessions(
        self, clerk: Person, open_browser: Callable[[], Any]
    ) -> None:
        here, elsewhere = open_browser(), open_browser()
        here.sign_in("clerk")
        elsewhere.sign_in("clerk")
        changed = here.send("POST", "/session/password", {"password": PASSWORD, "new_password": self.FRESH})
        assert changed.status_code == 204
        assert here.send("GET", "/session").status_code == 200
        assert elsewhere.send("GET", "/session").status_code == 401
        assert elsewhere.sign_in("clerk").status_code == 401
        assert elsewhere.sign_in("clerk", self.FRESH).status_code == 200

    def test_the_old_one_must_be_right_and_the_new_one_strong(self, clerk: Person, browser: Any) -> None:
        browser.sign_in("clerk")
        wrong = browser.send("POST", "/session/password", {"password": "wrong", "new_password": self.FRESH})
        assert (wrong.status_code, wrong.get_json()["code"]) == (401, "wrong_password")
        weak = browser.send("POST", "/session/password", {"password": PASSWORD, "new_password": "weak"})
        assert (weak.status_code, weak.get_json()["code"]) == (422, "weak_password")
        assert browser.send("GET", "/session").status_code == 200
