"""`/audit` over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest

from hall.staff.permissions import Role
from hall.staff.queries import Person


@pytest.fixture
def auditor(add_person: Callable[..., Person], open_browser: Callable[[], Any]) -> Any:
    add_person(Role.AUDITOR, None)
    browser = open_browser()
    browser.sign_in("auditor")
    return browser


def test_the_auditor_reads_who_did_what_to_whom_where(
    auditor: Any, add_person: Callable[..., Person], clerk: Person, browser: Any
) -> None:
    add_person(Role.ADMIN)
    browser.sign_in("admin")
    browser.send("PATCH", "/halls/county/staff/clerk", {"roles": ["greeter"]})
    browser.sign_in("clerk", "wrong password")
    items = auditor.send("GET", "/audit").get_json()["items"]
    assert [item["seq"] for item in items] == list(range(1, len(items) + 1))
    told = [(item["kind"], item["user"], item["subject"], item["hall"], item["data"].get("role")) for item in items]
    assert told[-4:-1] == [
        ("signed_in", "admin", "admin", None, None),
        ("role_granted", "admin", "clerk", "county", "greeter"),
        ("role_taken", "admin", "clerk", "county", "clerk"),
    ]
    assert (told[-1][:3], items[-1]["data"]["why"]) == (("sign_in_failed", None, "clerk"), "wrong_password")
    assert len({item["place"] for item in items[-4:]}) == 1
    assert len(items[-1]["place"]) == 12


def test_the_trail_is_read_in_pages(auditor: Any) -> None:
    first = auditor.send("GET", "/audit?limit=2").get_json()
    assert (len(first["items"]), first["next"]) == (2, 2)
    second = auditor.send("GET", f"/audit?limit=2&after={first['next']}").get_json()
    assert ([item["kind"] for item in second["items"]], second["next"]) == (["signed_in"], None)


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "after=x", "colour=red"])
def test_an_unreadable_question_is_refused(auditor: Any, query: str) -> None:
    assert auditor.send("GET", f"/audit?{query}").status_code == 422


def test_an_auditor_of_one_hall_cannot_read_the_trail_of_all(add_person: Callable[..., Person], browser: Any) -> None:
    add_person(Role.AUDITOR, 1)
    browser.sign_in("auditor")
    assert browser.send("GET", "/audit").status_code == 403


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SECURITY_ADMIN, Role.MANAGER])
def test_nobody_else_reads_it(add_person: Callable[..., Person], browser: Any, role: Role) -> None:
    add_person(role, None)
    browser.sign_in(role.value)
    assert browser.send("GET", "/audit").status_code == 403
