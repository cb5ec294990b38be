"""Check-in: early, on time, late, on the wrong day, cancelled, twice; nobody is sent away."""

from pathlib import Path

import pytest

from hall.ticketing.queries import left_phones
from hall.ticketing.sealed import PHONE_HASH
from tests.actions.booking.people import OTHER_PHONE, PHONE, book, check_in, see, slot_at, slots, try_book
from tests.halls import ADULT, COMPANY, COUNTY, SENIOR, TOWN, YOUNG, Built, County, Json, opened, refused, told

LATE = "2026-11-23 15:00"


@pytest.mark.parametrize(
    ("minutes", "arrival", "credit"),
    [
        (0, "early", 0),
        (291, "early", 1),
        (295, "early", 5),
        (300, "on_time", 10),
        (315, "on_time", 10),
        (316, "late", 0),
    ],
)
def test_a_ticket_is_given_at_once_with_the_head_start_of_the_time(
    county: County, minutes: float, arrival: str, credit: float
) -> None:
    made = book(county, LATE)
    county.wait(minutes=minutes)
    ticket = told(check_in(county, code=made["code"]), 201)
    assert (ticket["arrival"], ticket["credit_minutes"]) == (arrival, credit)
    assert (ticket["channel"], ticket["credit_reason"]) == ("booking", "booking" if credit else None)
    assert ticket["number"] in ticket["label"] or arrival == "late"
    seen = see(county, made)
    assert (seen["state"], seen["ticket"]) == ("checked_in", ticket["id"])
    assert county.see(ticket)["number"] == ticket["number"]


def test_who_is_late_waits_like_everybody_and_is_told_so_to_the_word(county: County) -> None:
    made = book(county, LATE)
    county.wait(hours=5, minutes=16)
    for _ in range(3):
        county.issue("pension")
    late = told(check_in(county, code=made["code"]), 201)
    assert late["message"]["zh"] == "您已超过预约时段，已转为现场排队，前面还有3人，本次不计爽约。"
    county.wait(days=1)
    assert see(county, made)["state"] == "checked_in"
    assert book(county, "2026-11-25 10:00")["warning"] is None


def test_whoever_comes_with_a_booking_overtakes_within_the_policy(county: County) -> None:
    made = book(county, LATE)
    county.wait(hours=4, minutes=55)
    first = county.issue("pension")
    county.wait(minutes=5)
    second = county.issue("pension")
    county.wait(minutes=1)
    booked = told(check_in(county, code=made["code"]), 201)
    county.open(22)
    called = [county.call(22)["number"]]
    assert called == [booked["number"]]
    assert [county.see(each)["overtaken"] for each in (first, second)] == [1, 1]


def test_by_card_by_phone_and_by_the_code_on_a_screen(county: County) -> None:
    made = {
        who: book(county, LATE, id_number=number, phone=PHONE)
        for who, number in (("card", ADULT), ("phone", YOUNG), ("screen", SENIOR))
    }
    county.wait(hours=5)
    assert told(check_in(county, id_number=ADULT), 201)["id"] == see(county, made["card"])["ticket"]
    assert told(check_in(county, phone=PHONE, last4=YOUNG[-4:]), 201)["id"] == see(county, made["phone"])["ticket"]
    link = f"https://hall.example/a/{made['screen']['id']}"
    assert told(check_in(county, code=link), 201)["id"] == see(county, made["screen"])["ticket"]


def test_by_phone_number_a_stranger_hears_the_number_alone(county: County) -> None:
    made = book(county, LATE, phone=PHONE, id_number=ADULT)
    county.wait(hours=5)
    answer = told(check_in(county, county.visitor, phone=PHONE, last4=ADULT[-4:]), 201)
    assert sorted(answer) == ["arrival", "label", "message", "number"]
    again = told(check_in(county, county.visitor, id_number=ADULT), 200)
    assert sorted(again) == ["arrival", "label", "message", "number"]
    assert again["arrival"] == "already"
    for somebody in (county.kiosk, county.greeter):
        assert told(check_in(county, somebody, phone=PHONE, last4=ADULT[-4:]))["id"] == see(county, made)["ticket"]
    assert told(check_in(county, county.visitor, code=made["code"]))["id"] == see(county, made)["ticket"]


def test_without_a_document_the_codes_last_four_open_it(county: County) -> None:
    made = book(county, LATE, phone=PHONE)
    county.wait(hours=5)
    assert told(check_in(county, phone=PHONE, last4=made["code"][-4:]), 201)["arrival"] == "on_time"


def test_twice_is_one_ticket_and_says_how_it_stands(county: County) -> None:
    made = book(county, LATE)
    county.wait(hours=5)
    ticket = told(check_in(county, code=made["code"]), 201)
    again = told(check_in(county, code=made["code"]))
    assert (again["id"], again["arrival"]) == (ticket["id"], "already")
    county.open(22)
    told(county.clerk(22).does("start", county.call(22)))
    assert "正在办理" in told(check_in(county, code=made["code"]))["label"]


def test_the_right_one_of_several_is_meant(county: County) -> None:
    book(county, "2026-11-24 10:00")
    book(county, "2026-11-23 16:00", "tax")
    first = book(county, LATE)
    county.wait(hours=5)
    assert told(check_in(county, id_number=ADULT), 201)["id"] == see(county, first)["ticket"]
    assert told(check_in(county, id_number=ADULT), 201)["errands"][0]["service"] == "tax"


def on_staff_side(county: County, ticket: Json) -> Json:
    [found] = told(county.greeter.get(f"/halls/{COUNTY}/tickets?number={ticket['number']}"))["items"]
    return dict(found)


def phones(county: County, ticket: Json) -> list[str]:
    """The numbers on a ticket that messages go to."""
    with county.database.reading() as connection:
        return [county.vault.open(phone, PHONE_HASH) for _ticket, phone in left_phones(connection, [ticket["id"]])]


def test_an_agent_gets_one_ticket_for_all(county: County) -> None:
    county.set_booking(share=1.0)
    people = [{"id_number": ADULT, "name": "张三"}, {"credit_code": COMPANY}]
    book(county, LATE, id_number=SENIOR, name="王五", phone=PHONE, principals=people)
    county.wait(hours=5)
    ticket = told(check_in(county, id_number=SENIOR), 201)
    assert [errand["service"] for errand in ticket["errands"]] == ["pension", "pension"]
    staff = on_staff_side(county, ticket)
    assert [(each["name"], each["id_number"]) for each in staff["principals"]] == [
        ("张**", "610124********8518"), (None, "916101********XX0X"),
    ]  # fmt: skip
    assert staff["agent"] == {"name": "王**", "phone": "138****8000"}, "the desk knows whom it has before it"
    assert told(county.kiosk.does("reprint", ticket))["agent"] is None


def test_the_desk_knows_who_has_checked_in_and_messages_reach_them(county: County) -> None:
    made = book(county, LATE, id_number=ADULT, name="张三", phone=PHONE)
    county.wait(hours=5)
    ticket = told(check_in(county, code=made["code"]), 201)
    assert not any(hidden in str(ticket) for hidden in ("张", PHONE))
    [one] = on_staff_side(county, ticket)["principals"]
    assert (one["name"], one["id_number"], one["phone"]) == ("张**", "610124********8518", "138****8000")
    assert phones(county, ticket) == [PHONE]


def test_a_card_at_the_kiosk_opens_the_green_channel_to_whoever_is_sixty(county: County) -> None:
    book(county, LATE, id_number=SENIOR)
    county.wait(hours=5)
    ticket = told(check_in(county, id_number=SENIOR), 201)
    assert (ticket["category"], ticket["credit_minutes"], ticket["credit_reason"]) == ("senior", 20, "green_channel")


@pytest.mark.parametrize(
    ("given", "name", "phone"),
    [
        ({}, "张**", "138****8000"),
        ({"name": "章三"}, "章**", "138****8000"),
        ({"phone": OTHER_PHONE}, "张**", "139****9000"),
    ],
)
def test_who_took_a_ticket_already_keeps_that_one_with_what_the_booking_knows_beside(
    county: County, given: dict[str, str], name: str, phone: str
) -> None:
    made = book(county, LATE, id_number=ADULT, name="张三", phone=PHONE)
    county.wait(hours=4, minutes=50)
    ticket = county.issue("pension", id_number=ADULT, **given)
    assert told(check_in(county, code=made["code"]), 201)["id"] == ticket["id"]
    assert see(county, made)["state"] == "checked_in"
    [one] = on_staff_side(county, ticket)["principals"]
    assert (one["name"], one["phone"]) == (name, phone), "what was said with the ticket stands"


def test_an_agent_who_comes_back_is_told_as_before(county: County) -> None:
    county.set_booking(share=1.0)
    people = [{"id_number": ADULT}, {"credit_code": COMPANY}]
    made = book(county, LATE, name="王五", phone=PHONE, principals=people)
    county.open(22)
    county.wait(hours=5)
    ticket = told(check_in(county, code=made["code"]), 201)
    county.serve(22)
    endings = [{"service": "pension", "outcome": "incomplete", "missing": ["合同"]} for _each in people]
    told(county.clerk(22).does("finish", ticket, errands=endings))
    back = county.issue("pension", returns_from=ticket["id"])
    assert on_staff_side(county, back)["agent"] == {"name": "王**", "phone": "138****8000"}
    assert phones(county, back) == [PHONE]


def test_a_daily_limit_that_is_reached_does_not_turn_away_who_has_booked(county: County) -> None:
    made = book(county, LATE)
    county.set_daily_limit("pension", 1)
    county.wait(hours=5)
    county.issue("pension")
    refused(county.try_issue("pension"), "daily_limit_reached")
    told(check_in(county, code=made["code"]), 201)


def test_from_a_phone_it_begins_half_an_hour_before_and_at_a_kiosk_at_any_time(county: County) -> None:
    made = book(county, LATE)
    problem = refused(check_in(county, county.visitor, code=made["code"]), "check_in_too_early", 409)
    assert problem["opens_at"] == "2026-11-23T06:30:00.000000Z"
    assert "14:30" in problem["detail"]
    county.wait(hours=4, minutes=30)
    told(check_in(county, county.visitor, code=made["code"]), 201)


def test_on_another_day_one_is_told_which_and_may_walk_in(county: County) -> None:
    made = book(county, "2026-11-24 10:00")
    problem = refused(check_in(county, code=made["code"]), "appointment_wrong_day", 409)
    assert "11月24日 10:00–10:30" in problem["detail"]
    assert "直接现场取号" in problem["detail"]
    county.issue("pension", id_number=ADULT)
    county.wait(days=2)
    refused(check_in(county, code=made["code"]), "appointment_wrong_day", 409)


def test_what_was_cancelled_or_never_confirmed_is_said_and_one_may_walk_in(county: County) -> None:
    made = book(county, LATE)
    told(county.visitor.send("DELETE", f"/appointments/{made['id']}"))
    assert "直接现场取号" in refused(check_in(county, code=made["code"]), "appointment_cancelled", 409)["detail"]
    kept = told(try_book(county, slot_at(county, LATE), reserve=True), 201)
    assert "直接现场取号" in refused(check_in(county, code=kept["code"]), "appointment_wrong_state", 409)["detail"]
    county.wait(minutes=11)
    refused(check_in(county, code=kept["code"]), "appointment_cancelled", 409)


def test_at_another_hall_one_is_told_where(county: County) -> None:
    made = book(county, LATE)
    problem = refused(
        county.other_kiosk.post(f"/halls/{TOWN}/check-in", {"code": made["code"]}), "appointment_elsewhere", 409
    )
    assert "周至县政务服务中心" in problem["detail"]


def test_a_home_visit_needs_no_check_in(county: County) -> None:
    home = {"address": "周至县二曲街道", "contact_name": "李四", "contact_phone": PHONE}
    made = told(try_book(county, slots(county, mode="home_visit")[0], **home), 201)
    assert "上门" in refused(check_in(county, code=made["code"]), "visit_at_home", 409)["detail"]


@pytest.mark.parametrize(
    "how",
    [
        {"code": "0000000000"},
        {"code": "x" * 22},
        {"code": "什么"},
        {"id_number": YOUNG},
        {"phone": PHONE, "last4": "0000"},
    ],
)
def test_a_wrong_code_says_that_one_may_walk_in(county: County, how: dict[str, str]) -> None:
    book(county, LATE, phone=PHONE)
    assert "直接现场取号" in refused(check_in(county, **how), "wrong_code", 404)["detail"]


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({}, "code"),
        ({"code": "0000000000", "id_number": ADULT}, "code"),
        ({"phone": PHONE}, "code"),
        ({"code": "0000000000", "last4": "0000"}, "code"),
        ({"id_number": "610124199003078510"}, "id_number"),
        ({"phone": "1", "last4": "0000"}, "phone"),
    ],
)
def test_one_way_of_the_three_and_numbers_that_are_none_say_so(county: County, how: dict[str, str], field: str) -> None:
    problem = told(check_in(county, **how), 422)
    assert [each["field"] for each in problem["errors"]] == [field]


def test_wrong_codes_are_slowed_then_locked_for_a_while_and_the_right_one_with_them(
    built: Built, tmp_path: Path
) -> None:
    with opened(built, tmp_path, rate_limits="1000/minute") as county:
        made = book(county, "2026-11-23 10:30")
        for _ in range(5):
            refused(check_in(county, county.kiosk, code="0000000000"), "wrong_code")
        for code in ("0000000000", made["code"]):
            response = check_in(county, county.kiosk, code=code)
            assert "现场取号" in refused(response, "too_fast", 429)["detail"]
            assert 0 < int(response.headers["Retry-After"]) <= 60
            expected = county.kiosk.post(f"/halls/{COUNTY}/check-in/expected", {"code": code})
            refused(expected, "too_fast", 429)  # no way round it
        county.issue("pension")  # walking in is nobody's guess
        told(check_in(county, county.greeter, code=made["code"]), 201)
