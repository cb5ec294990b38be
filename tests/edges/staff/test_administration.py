"""`/halls/{hall}/staff` and `/halls/{hall}/devices` over HTTP."""

from collections.abc import Callable
from typing import Any

import pyotp
import pytest

from hall.clock import FrozenClock
from hall.staff.permissions import Role
from hall.staff.queries import Person

PASSWORD = "correct horse 7 staple"
NEW_CLERK = {"username": "Clerk03", "name": "3号窗口", "password": PASSWORD, "roles": ["clerk"]}


@pytest.fixture
def admin(add_person: Callable[..., Person], open_browser: Callable[[], Any]) -> Any:
    """The system administrator of the county hall, signed in."""
    add_person(Role.ADMIN)
    browser = open_browser()
    browser.sign_in("admin")
    return browser


def test_an_administrator_adds_somebody_who_can_sign_in(admin: Any, browser: Any) -> None:
    added = admin.send("POST", "/halls/county/staff", NEW_CLERK)
    assert added.status_code == 201
    assert added.get_json() == {
        "username": "clerk03",
        "name": "3号窗口",
        "roles": [{"role": "clerk", "name": {"zh": "窗口人员", "en": "Clerk"}, "everywhere": False}],
        "locked": False,
        "second_factor": False,
    }
    assert browser.sign_in("clerk03").get_json()["halls"] == ["county"]


def test_the_same_request_again_adds_nobody_and_answers_the_same(admin: Any) -> None:
    key = {"Idempotency-Key": "one-and-the-same"}
    first = admin.send("POST", "/halls/county/staff", NEW_CLERK, **key)
    assert admin.send("POST", "/halls/county/staff", NEW_CLERK, **key).get_json() == first.get_json()
    assert admin.send("POST", "/halls/county/staff", NEW_CLERK).get_json()["code"] == "username_taken"


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"password": "weak"}, 422, "weak_password"),
        ({"username": "a"}, 422, "invalid"),
        ({"roles": ["chief"]}, 422, "invalid"),
        ({"roles": []}, 422, "invalid"),
        ({"roles": ["auditor"]}, 403, "forbidden"),
        ({"colour": "red"}, 422, "invalid"),
    ],
)
def test_a_wrong_account_is_refused_and_not_added(admin: Any, change: dict[str, Any], status: int, code: str) -> None:
    response = admin.send("POST", "/halls/county/staff", NEW_CLERK | change)
    assert (response.status_code, response.get_json()["code"]) == (status, code)
    assert [item["username"] for item in admin.send("GET", "/halls/county/staff").get_json()["items"]] == ["admin"]


def test_another_halls_staff_are_out_of_reach(admin: Any, add_person: Callable[..., Person]) -> None:
    add_person(Role.CLERK, 2)
    assert admin.send("GET", "/halls/town/staff").get_json()["code"] == "foreign_hall"
    assert admin.send("POST", "/halls/town/staff", NEW_CLERK).get_json()["code"] == "foreign_hall"
    assert admin.send("PATCH", "/halls/county/staff/clerk", {"locked": True}).status_code == 404
    assert admin.send("GET", "/halls/nowhere/staff").status_code == 404


def test_somebody_locked_is_out_at_once_and_back_when_unlocked(admin: Any, clerk: Person, browser: Any) -> None:
    browser.sign_in("clerk")
    assert admin.send("PATCH", "/halls/county/staff/clerk", {"locked": True}).get_json()["locked"] is True
    assert browser.send("GET", "/session").status_code == 401
    assert browser.sign_in("clerk").get_json()["code"] == "account_locked"
    admin.send("PATCH", "/halls/county/staff/clerk", {"locked": False})
    assert browser.sign_in("clerk").status_code == 200


def test_name_roles_and_password_change_together(admin: Any, clerk: Person, browser: Any) -> None:
    changes = {"name": "导服台", "roles": ["greeter", "clerk"], "password": "another horse 8 staple"}
    changed = admin.send("PATCH", "/halls/county/staff/CLERK", changes).get_json()
    assert changed["name"] == "导服台"
    assert sorted(item["role"] for item in changed["roles"]) == ["clerk", "greeter"]
    assert browser.sign_in("clerk").status_code == 401
    assert browser.sign_in("clerk", "another horse 8 staple").get_json()["roles"] == ["greeter", "clerk"]


@pytest.mark.parametrize(
    "change", [{"password": "another horse 8 staple"}, {"locked": True}, {"roles": ["clerk"]}, {"name": "x"}]
)
def test_the_system_administrator_has_no_hold_on_the_auditor(
    admin: Any, add_person: Callable[..., Person], browser: Any, change: dict[str, Any]
) -> None:
    add_person(Role.AUDITOR)
    assert admin.send("PATCH", "/halls/county/staff/auditor", change).status_code == 403
    assert browser.sign_in("auditor").get_json()["roles"] == ["auditor"]


def test_the_security_administrator_sees_to_administrators_and_to_nobody_else(
    add_person: Callable[..., Person], clerk: Person, browser: Any
) -> None:
    add_person(Role.SECURITY_ADMIN)
    add_person(Role.AUDITOR)
    browser.sign_in("security_admin")
    assert browser.send("PATCH", "/halls/county/staff/auditor", {"locked": True}).status_code == 200
    assert browser.send("PATCH", "/halls/county/staff/clerk", {"locked": True}).status_code == 403
    assert browser.send("GET", "/halls/county/devices").status_code == 403


def test_a_second_factor_is_given_needed_and_taken_away(
    admin: Any, clerk: Person, browser: Any, frozen: FrozenClock
) -> None:
    given = admin.send("POST", "/halls/county/staff/clerk/second-factor")
    assert given.status_code == 201
    codes = pyotp.parse_uri(given.get_json()["uri"])
    assert isinstance(codes, pyotp.TOTP)
    assert browser.sign_in("clerk").get_json()["code"] == "second_factor_needed"
    assert browser.sign_in("clerk", otp=codes.at(frozen.at)).status_code == 200
    assert admin.send("DELETE", "/halls/county/staff/clerk/second-factor").status_code == 204
    assert browser.sign_in("clerk").status_code == 200


def test_a_list_of_staff_is_read_in_pages(admin: Any, add_person: Callable[..., Person]) -> None:
    for number in range(5):
        add_person(Role.CLERK, username=f"clerk{number}")
    first = admin.send("GET", "/halls/county/staff?limit=4").get_json()
    second = admin.send("GET", f"/halls/county/staff?limit=4&after={first['next']}").get_json()
    names = [item["username"] for item in first["items"] + second["items"]]
    assert names == ["admin", "clerk0", "clerk1", "clerk2", "clerk3", "clerk4"]
    assert second["next"] is None
    assert admin.send("GET", "/halls/county/staff?limit=201").status_code == 422


def test_a_device_is_enrolled_listed_without_its_token_and_revoked(admin: Any, browser: Any) -> None:
    enrolled = admin.send("POST", "/halls/county/devices", {"kind": "kiosk", "name": "取号机", "zone": "main"})
    assert enrolled.status_code == 201
    device = enrolled.get_json()
    token = device["token"]
    assert token.startswith("hd_")
    [listed] = admin.send("GET", "/halls/county/devices").get_json()["items"]
    assert listed == device | {"token": None}
    as_device = {"Authorization": f"Bearer {token}"}
    assert browser.send("GET", "/halls/county/devices", **as_device).get_json()["code"] == "forbidden"
    assert admin.send("DELETE", f"/halls/county/devices/{device['id']}").status_code == 204
    assert browser.send("GET", "/halls/county/devices", **as_device).get_json()["code"] == "not_signed_in"
    assert admin.send("DELETE", f"/halls/county/devices/{device['id']}").status_code == 404


@pytest.mark.parametrize("role", [Role.GREETER, Role.CLERK, Role.MANAGER, Role.COUNTY, Role.AUDITOR])
def test_nobody_else_administers(add_person: Callable[..., Person], browser: Any, role: Role) -> None:
    add_person(role)
    browser.sign_in(role.value)
    for method, path, body in (
        ("GET", "/halls/county/staff", None),
        ("POST", "/halls/county/staff", NEW_CLERK),
        ("PATCH", f"/halls/county/staff/{role}", {"locked": True}),
        ("GET", "/halls/county/devices", None),
        ("POST", "/halls/county/devices", {"kind": "kiosk", "name": "取号机"}),
        ("DELETE", "/halls/county/devices/x", None),
    ):
        assert browser.send(method, path, body).status_code == 403, (method, path)
