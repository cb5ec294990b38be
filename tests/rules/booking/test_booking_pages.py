"""What the pages of booking decide by themselves: what somebody is looked for by, and whom an agent books for."""

from typing import Any

import pytest

from tests.halls import ADULT, COMPANY
from tests.rules.browser_code import called

STAFF, PEOPLE, PHONE = "appointments/state", "booking/people", "booking/state"
LINK = "https://hall.example/a/AbCdEfGhIjKlMnOpQrStUv?lang=zh"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (ADULT, {"id_number": ADULT}),
        (f"张三\t{ADULT[:-1]}x\t男", {"id_number": f"{ADULT[:-1]}X"}),
        ("138 0013 8000", {"phone": "13800138000"}),
        (COMPANY.lower(), {"credit_code": COMPANY}),
        ("1380013800", {"code": "1380013800"}),
        (f" {LINK} ", {"code": LINK}),
        ("  ", None),
    ],
)
def test_what_was_typed_or_scanned_says_what_it_is(typed: str, asked: dict[str, str] | None) -> None:
    assert called(STAFF, "askedWith", [typed]) == [asked]


def test_a_day_s_total_is_what_its_channels_come_to_and_what_was_given_up_stands_beside_it() -> None:
    items = [
        {"channel": channel, "state": state}
        for channel, state in (
            ("phone", "confirmed"),
            ("desk", "no_show"),
            ("phone", "cancelled"),
            ("desk", "visited"),
            ("phone", "reserved"),
            ("desk", "expired"),
        )
    ]
    [found] = called(STAFF, "counted", [items])
    assert found["channels"] == [["phone", 2], ["desk", 2]]
    assert found["total"] == sum(n for _channel, n in found["channels"])
    assert (found["unconfirmed"], found["cancelled"], found["expired"]) == (1, 1, 1)


def form(**filled: str) -> dict[str, str]:
    return {"id_number": "", "credit_code": "", "phone": "", "name": "", **filled}


def state(**more: Any) -> dict[str, Any]:
    picking = {"service": "tax", "mode": "standard", "modes": [], "slot": {"id": "s"}}
    services = [{"code": "tax", "audience": ["person", "organisation"]}]
    empty = {"kind": "person", "form": form(), "principals": [], "problems": {}, "needsHelp": False}
    return {"picking": picking, "services": services, **empty, **more}


def test_an_agents_booking_sends_what_is_shown_of_everybody_and_nothing_else() -> None:
    agent = state(
        kind="organisation",
        form=form(phone=" 13800138000 ", credit_code="left over"),
        principals=[
            {"kind": "organisation", "form": form(credit_code=COMPANY, id_number="left over")},
            {"kind": "person", "form": form(id_number=ADULT, name="张三")},
        ],
    )
    (body,) = called(PHONE, "bodyOf", [agent])
    assert body["phone"] == "13800138000"
    assert "credit_code" not in body, "an agent is a person"
    assert body["principals"] == [{"credit_code": COMPANY}, {"id_number": ADULT, "name": "张三"}]
    assert "principals" not in called(PHONE, "bodyOf", [state(form=form(phone="1"))])[0]


def test_a_problem_is_said_at_the_field_that_the_server_names() -> None:
    two = state(principals=[{"kind": "person", "form": form()}, {"kind": "organisation", "form": form()}])
    shown = called(PHONE, "shownFields", [two])[0]
    errors = [
        {"field": "principals.1.credit_code", "message": "wrong"},
        {"field": "principals.0.credit_code", "message": "?"},
    ]
    assert called(PHONE, "problemsOf", [errors, shown]) == [{"principals.1.credit_code": "wrong"}]


def test_there_are_three_at_most_and_one_field_is_one_persons() -> None:
    one = {"kind": "person", "form": form()}
    assert [
        len(each)
        for each in called(PEOPLE, "withPrincipal", [state(principals=[one] * 2)], [state(principals=[one] * 3)])
    ] == [3, 3]
    (changed,) = called(PEOPLE, "withField", [state(principals=[one, one]), "principals.1.phone", "139"])
    assert [each["form"]["phone"] for each in changed["principals"]] == ["", "139"]
    (left,) = called(PEOPLE, "withoutPrincipal", [state(principals=[one, {**one, "kind": "organisation"}]), 0])
    assert [each["kind"] for each in left["principals"]] == ["organisation"]
