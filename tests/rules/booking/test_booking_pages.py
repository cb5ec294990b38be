"""What the pages of booking decide by themselves: what somebody is looked for by, and whom an agent books for."""

from typing import Any

import pytest

from tests.halls import ADULT, COMPANY
from tests.rules.browser_code import called

STAFF, PEOPLE, PHONE, PICKING = "appointments/state", "booking/people", "booking/state", "booking/picking"
HELD = "booking/held"
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
            ("phone", "let_go"),
        )
    ]
    [found] = called(STAFF, "counted", [items])
    assert found["channels"] == [["phone", 2], ["desk", 2]]
    assert found["total"] == sum(n for _channel, n in found["channels"])
    assert (found["unconfirmed"], found["cancelled"], found["expired"]) == (1, 1, 2)


def test_a_phone_knows_the_places_it_has_had_kept_until_they_run_out() -> None:
    now, sooner, later = "@2026-11-23T02:00:00Z", "2026-11-23T02:00:00Z", "2026-11-23T02:10:00Z"
    [one, more] = called(HELD, "withHold", [{}, "a", later, now], [{"a": later, "b": sooner}, "c", later, now])
    assert (one, more) == ({"a": later}, {"a": later, "c": later})
    assert called(HELD, "withoutHold", [more, "a", now], [{"b": sooner}, "none", now]) == [{"c": later}, {}]


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


def test_what_is_to_be_checked_is_everybodys_own_with_an_agent_who_said_something_and_without() -> None:
    forms = [form(phone=f"1380013800{at}") for at in range(3)]
    two = [{"kind": "person", "form": each} for each in forms[1:]]
    people = [
        {"kind": "person", "agent": not at, "name": None, "id_number": None, "phone": f"138****800{at}"}
        for at in range(3)
    ]
    asked = [
        [state(form=forms[0], principals=two), people],
        [state(principals=two), people[1:]],
        [state(form=forms[1]), people[1:2]],
    ]
    shown = [[each["phone"] for each in found] for found in called("booking/typed", "peopleAsTyped", *asked)]
    whole = [each["phone"] for each in forms]
    assert shown == [whole, whole[1:], whole[1:2]]


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


def test_so_many_come_and_nobody_who_was_typed_is_lost_but_those_too_many() -> None:
    blank, typed = ({"kind": "person", "form": each} for each in (form(), form(phone="13800138000")))
    asked = [([], 3), ([typed], 2), ([blank, blank], 1), ([typed, blank], 1), ([typed, blank, blank], 2)]
    found = called(PEOPLE, "withParty", *([state(principals=people), party] for people, party in asked))
    assert found == [[blank] * 3, [typed, blank], [], [typed], [typed, blank]]


ZONE = "Asia/Shanghai"
FREE = [("2026-11-28T01:00Z", 0), ("2026-11-28T01:30Z", 2), ("2026-11-29T01:00Z", 1), ("2026-11-29T01:30Z", 3)]
SLOTS = [{"id": start, "start": start, "free": free} for start, free in FREE]


def test_a_day_tells_how_many_of_its_slots_have_room_for_everybody() -> None:
    days = ["2026-11-28", "2026-11-29"]
    for places, holding in ((1, [1, 2]), (2, [1, 1]), (3, [0, 1]), (4, [0, 0])):
        (found,) = called(PICKING, "daysOf", [SLOTS, ZONE, places])
        assert [(each["day"], each["free"], each["holding"]) for each in found] == [
            (day, free, slots) for day, free, slots in zip(days, [2, 4], holding, strict=True)
        ]


def test_the_first_day_and_the_next_slot_are_those_with_room_for_everybody() -> None:
    days = [[SLOTS, ZONE, None, 2], [SLOTS, ZONE, None, 3], [SLOTS, ZONE, None, 4], [SLOTS, ZONE, "2026-11-28", 3]]
    assert called(PICKING, "firstDay", *days) == ["2026-11-28", "2026-11-29", "2026-11-28", "2026-11-28"]
    asked = [[SLOTS, 2], [SLOTS, 2, FREE[1][0]], [SLOTS, 3, FREE[3][0]], [SLOTS, 4]]
    found = called(PICKING, "nextHolding", *asked)
    assert [slot and slot["start"] for slot in found] == [FREE[1][0], FREE[3][0], FREE[3][0], None]


def test_a_visit_goes_to_all_at_an_address_and_takes_one_place() -> None:
    modes = [[{"mode": mode, "party": 3}] for mode in ("standard", "home_visit")]
    assert called(PICKING, "placesOf", *modes) == [3, 1]
