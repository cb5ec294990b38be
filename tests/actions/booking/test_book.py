"""Booking: the places, the people, what each mode asks for, and refusals that say what to do."""

from typing import Any

import pytest
import sqlalchemy as sa

from hall.booking.models import PLACES
from hall.catalogue.queries import hall_id_of
from tests.actions.booking.people import OTHER_PHONE, PHONE, book, see, slot_at, slots, try_book
from tests.halls import ADULT, COMPANY, COUNTY, SENIOR, YOUNG, County, Json, refused, told

LATE = "2026-11-23 15:00"
HOME = {"address": "周至县二曲街道某路1号", "contact_name": "李四", "contact_phone": OTHER_PHONE}


def test_a_booked_place_is_one_less_and_a_cancelled_one_is_free_again(county: County) -> None:
    before = slot_at(county, LATE)
    appointment = book(county, LATE)
    assert slot_at(county, LATE)["free"] == before["free"] - 1
    told(county.visitor.send("DELETE", f"/appointments/{appointment['id']}"))
    assert slot_at(county, LATE)["free"] == before["free"]


def test_an_appointment_tells_its_holder_everything_and_nobody_elses_eyes_a_number(county: County) -> None:
    made = book(county, LATE, name="张三", phone=PHONE, id_number=ADULT)
    assert (made["state"], made["service"], made["mode"], made["channel"]) == (
        "confirmed", "pension", "standard", "phone",
    )  # fmt: skip
    assert made["slot"]["start"] == "2026-11-23T07:00:00.000000Z"
    assert made["free_until"] == "2026-11-23T05:00:00.000000Z"
    assert (made["check_in_from"], made["check_in_until"]) == (
        "2026-11-23T06:30:00.000000Z", "2026-11-23T07:15:00.000000Z",
    )  # fmt: skip
    assert made["people"] == [
        {"kind": "person", "agent": False, "name": "张**", "id_number": "610124********8518", "phone": "138****8000"}
    ]
    assert len(made["code"]) == 10
    assert len(made["id"]) == 22
    assert see(county, made) == made
    for entry in county.journal():
        assert ADULT not in str(entry.data)
    for rows in county.rows().values():
        assert ADULT not in str(rows)
        assert "张三" not in str(rows)


def test_a_full_slot_names_the_next_free_one(county: County) -> None:
    slot = slot_at(county, LATE)
    for at in range(slot["capacity"]):
        told(try_book(county, slot, phone=f"1380013800{at}"), 201)
    problem = refused(try_book(county, slot), "slot_full", 409)
    assert problem["next"]["start"] == "2026-11-23T07:30:00.000000Z"
    assert problem["next"]["free"] == slot["capacity"]
    assert "11月23日 15:30" in problem["detail"]
    assert "现场取号" in problem["detail"]
    assert told(try_book(county, problem["next"]), 201)["state"] == "confirmed"


def test_the_last_slot_when_full_names_an_earlier_one_or_says_that_there_is_none(county: County) -> None:
    county.set_booking(days_ahead=1, share=0)
    last = slots(county)[-1]
    told(try_book(county, last, phone=PHONE), 201)
    assert refused(try_book(county, last), "slot_full")["next"] == slots(county)[0]
    for at, slot in enumerate(slots(county)[:-1]):
        told(try_book(county, slot, phone=f"139001390{at:02}"), 201)
    problem = refused(try_book(county, last), "slot_full")
    assert problem["next"] is None
    assert "没有其他空位" in problem["detail"]


def test_the_list_of_slots_names_every_mode_that_is_offered_and_what_it_asks_for(county: County) -> None:
    offered = told(county.visitor.get(f"/halls/{COUNTY}/slots?service=pension&mode=midday&limit=1"))["modes"]
    assert {each["mode"]: each["fields"] for each in offered} == {
        "standard": [],
        "early_late": [],
        "midday": [],
        "weekend": [],
        "home_visit": ["address", "contact_name", "contact_phone"],
        "pre_review": ["materials"],
    }
    assert all(slots(county, mode=each["mode"]) for each in offered)


def test_modes_over_one_counter_share_its_places(county: County) -> None:
    county.set_booking(share=0)  # one place
    told(try_book(county, slot_at(county, LATE), phone=PHONE), 201)
    reviewed = slot_at(county, LATE, mode="pre_review")
    assert reviewed["free"] == 0
    refused(try_book(county, reviewed, materials=["户口簿"]), "slot_full")


def test_a_visit_is_the_whole_halls_whatever_it_is_for(county: County) -> None:
    first = slot_at(county, "2026-11-24 09:00", "pension", "home_visit")
    told(try_book(county, first, **HOME), 201)
    assert slot_at(county, "2026-11-24 09:00", "tax", "home_visit")["free"] == 0


@pytest.mark.parametrize(
    ("mode", "fields", "wrong"),
    [
        ("home_visit", {}, "address"),
        ("home_visit", HOME | {"contact_phone": "123"}, "contact_phone"),
        ("home_visit", HOME | {"jurisdiction": "西安"}, "jurisdiction"),
        ("pre_review", {}, "materials"),
        ("pre_review", {"materials": []}, "materials"),
        ("standard", {"address": "周至县二曲街道"}, "address"),
        ("early_late", {"materials": ["户口簿"]}, "materials"),
    ],
)
def test_each_mode_asks_for_its_own_fields_and_no_others(
    county: County, mode: str, fields: dict[str, Any], wrong: str
) -> None:
    slot = slots(county, mode=mode)[-1]
    problem = told(try_book(county, slot, **fields), 422)
    assert wrong in {each["field"] for each in problem["errors"]}
    assert county.journal() == []


def test_what_a_mode_asks_for_is_kept_sealed_shown_in_part_and_read_on_record(county: County) -> None:
    made = told(try_book(county, slots(county, mode="home_visit")[0], **HOME), 201)
    assert made["details"] == {"address": "周至县二曲街****", "contact_name": "李**", "contact_phone": "139****9000"}
    assert "某路1号" not in str(county.rows())
    told(county.visitor.post(f"/appointments/{made['id']}/details"), 401)
    read = told(county.greeter.post(f"/appointments/{made['id']}/details"))
    assert read["details"] == HOME
    audit = told(county.person("auditor").get("/audit?limit=200"))["items"]
    assert [entry["subject"] for entry in audit if entry["kind"] == "unmasked"] == [made["id"]]


def test_cross_region_names_its_place(county: County) -> None:
    slot = slots(county, "cross-region", "cross_region")[0]
    made = told(try_book(county, slot, jurisdiction="宝鸡市眉县"), 201)
    assert made["details"] == {"jurisdiction": "宝鸡市眉县"}


@pytest.mark.parametrize(
    ("wish", "code", "field"),
    [
        ({"slot": "nonsense"}, "unknown_slot", "slot"),
        ({"service": "nonsense"}, "not_bookable", "service"),
        ({"service": "consult"}, "not_bookable", "service"),
        ({"service": "exit-entry", "mode": "midday"}, "not_bookable", "mode"),
        ({"mode": "midday"}, "unknown_slot", "slot"),  # the id of another mode's slot
        ({"mode": "sometimes"}, "invalid", "mode"),
        ({"id_number": "610124199003078510"}, "wrong_id_number", "id_number"),
        ({"phone": "1380013800"}, "wrong_phone", "phone"),
        ({"id_number": None, "name": "张三"}, "invalid", "phone"),
        ({"principals": [{"phone": PHONE}] * 4, "id_number": None}, "invalid", "principals"),
        ({"principals": [{"name": "张三"}], "id_number": None}, "invalid", "principals.0.phone"),
        ({"strange": 1}, "invalid", "strange"),
    ],
)
def test_a_wish_that_cannot_be_names_the_field(county: County, wish: Json, code: str, field: str) -> None:
    slot = slot_at(county, LATE)
    body = {"service": "pension", "mode": "standard", "slot": slot["id"], "id_number": ADULT} | wish
    problem = refused(county.visitor.post(f"/halls/{COUNTY}/appointments", body), code, 422)
    assert field in [each["field"] for each in problem["errors"]]
    assert county.journal() == []


@pytest.mark.parametrize(
    ("wish", "code", "fields"),
    [
        # Nothing but a mode: what is missing of any appointment, of this one, and of whoever it is for.
        ({"mode": "home_visit"}, "invalid", {"service", "slot", "phone", "address", "contact_name", "contact_phone"}),
        ({"service": 7, "slot": "x", "phone": "1380013800"}, "invalid", {"service", "phone"}),
        ({"service": "nonsense", "mode": "home_visit", "phone": PHONE, "contact_phone": "12"}, "invalid",
         {"service", "slot", "address", "contact_name", "contact_phone"}),
        ({"service": "pension", "mode": "sometimes", "slot": "x", "principals": [{"name": "张三"}, {"id_number": "1"}]},
         "invalid", {"mode", "principals.0.phone", "principals.1.id_number"}),
        ({"service": "pension", "slot": "nonsense", "phone": "1", "id_number": "2"}, "wrong_id_number",
         {"slot", "phone", "id_number"}),
        ({"service": "pension", "slot": "x", "name": "王五", "principals": [{"phone": PHONE}, {"phone": PHONE}]},
         "invalid", {"slot", "phone", "principals.1"}),
        ({"service": "pension", "slot": "nonsense", "name": "王五", "principals": [{"phone": PHONE}] * 4}, "invalid",
         {"slot", "phone", "principals"}),
        # A number that cannot be read is no number that is missing; of people who cannot be read nothing more is told.
        ({"service": "pension", "slot": "", "id_number": 5}, "invalid", {"slot", "id_number"}),
        ({"service": "pension", "slot": "", "principals": "all"}, "invalid", {"slot", "principals"}),
        ({"service": "pension", "slot": "", "principals": [7, {"phone": "1"}]}, "invalid",
         {"slot", "principals.0", "principals.1.phone"}),
    ],
)  # fmt: skip
def test_everything_that_is_wrong_with_a_wish_is_told_at_once(
    county: County, wish: Json, code: str, fields: set[str]
) -> None:
    problem = refused(county.visitor.post(f"/halls/{COUNTY}/appointments", wish), code, 422)
    told_of = [each["field"] for each in problem["errors"]]
    assert (set(told_of), len(told_of)) == (fields, len(fields))
    assert all(field in problem["detail"] for field in fields)


def test_a_slot_that_is_closed_or_past_is_refused(county: County) -> None:
    slot = slot_at(county, "2026-11-23 10:30")
    county.wait(minutes=21)
    refused(try_book(county, slot), "slot_closed", 409)
    county.wait(minutes=40)
    refused(try_book(county, slot), "slot_closed", 409)
    county.wait(days=1)
    refused(try_book(county, slot), "unknown_slot", 422)


def test_a_hall_closed_for_the_day_is_not_booked_today(county: County) -> None:
    slot = slot_at(county, LATE)
    told(county.manager.post(f"/halls/{COUNTY}/close"))
    refused(try_book(county, slot), "slot_closed", 409)
    assert slots(county)[0]["start"].startswith("2026-11-24")


def test_one_person_has_one_appointment_per_service_and_day(county: County) -> None:
    book(county, LATE)
    refused(try_book(county, slot_at(county, "2026-11-23 16:00")), "already_booked", 409)
    book(county, "2026-11-23 16:00", "tax")
    book(county, "2026-11-24 09:00")
    book(county, "2026-11-23 16:00", id_number=YOUNG)


def test_families_share_a_phone_and_who_gives_nothing_else_is_known_by_it(county: County) -> None:
    book(county, LATE, phone=PHONE, id_number=ADULT)
    book(county, LATE, phone=PHONE, id_number=YOUNG)
    book(county, LATE, phone=PHONE)
    refused(try_book(county, slot_at(county, "2026-11-23 16:00"), phone=PHONE), "already_booked")


def test_an_agent_books_for_up_to_three_and_takes_a_place_for_each(county: County) -> None:
    county.set_booking(share=1.0)
    before = slot_at(county, LATE)["free"]
    people = [{"id_number": ADULT}, {"id_number": YOUNG}, {"credit_code": COMPANY}]
    made = book(county, LATE, phone=PHONE, name="王五", principals=people)
    assert made["places"] == 3
    assert [each["agent"] for each in made["people"]] == [True, False, False, False]
    assert slot_at(county, LATE)["free"] == before - 3
    refused(try_book(county, slot_at(county, "2026-11-23 16:00"), id_number=YOUNG), "already_booked")
    # The agent came for others, and may come for something of their own.
    book(county, "2026-11-23 16:00", phone=PHONE)


def test_nobody_is_listed_twice(county: County) -> None:
    people = [{"id_number": YOUNG}, {"id_number": ADULT}, {"id_number": ADULT}]
    problem = refused(try_book(county, slot_at(county, LATE), principals=people), "invalid", 422)
    [flaw] = problem["errors"]
    assert flaw["field"] == "principals.2"
    assert flaw["message"].startswith("第3位和第2位是同一个人")


def test_too_few_places_for_all_is_full_and_names_a_slot_with_enough(county: County) -> None:
    slot = slot_at(county, LATE)
    for at in range(slot["capacity"] - 1):
        told(try_book(county, slot, phone=f"1380013800{at}"), 201)
    two = [{"id_number": ADULT}, {"id_number": SENIOR}]
    problem = refused(try_book(county, slot, principals=two), "slot_full")
    assert problem["next"]["start"] == "2026-11-23T07:30:00.000000Z"
    assert problem["detail"].startswith("该时段只余1个名额，不够2人，最近可约")
    assert slot_at(county, LATE)["free"] == 1, "nothing of what was refused is kept"


def test_staff_book_at_the_desk_and_a_kiosk_at_itself(county: County) -> None:
    assert book(county, LATE, by=county.greeter)["channel"] == "desk"
    assert book(county, LATE, by=county.kiosk, id_number=YOUNG)["channel"] == "kiosk"
    assert book(county, LATE, by=county.clerk(3), id_number=SENIOR)["channel"] == "phone"


def test_fewer_windows_take_nothing_from_anybody_and_leave_no_place(county: County) -> None:
    county.set_booking(share=1.0)
    slot = slot_at(county, LATE)
    for at in range(slot["capacity"]):
        told(try_book(county, slot, phone=f"1380013{at:04}"), 201)
    county.set_booking(share=0.25)
    now = slot_at(county, LATE)
    assert now["capacity"] < slot["capacity"]
    assert now["free"] == 0
    refused(try_book(county, now), "slot_full")


def test_a_list_that_is_wrong_in_part_hides_nothing_else(county: County) -> None:
    body = {"service": "nope", "slot": "x", "phone": "1", "mode": "pre_review", "materials": ["a", 1]}
    problem = refused(county.visitor.post(f"/halls/{COUNTY}/appointments", body), "invalid", 422)
    assert {each["field"] for each in problem["errors"]} == {"materials.1", "phone", "service"}


def test_the_same_request_twice_books_once(county: County) -> None:
    slot, key = slot_at(county, LATE), "k" * 22
    body = {"service": "pension", "mode": "standard", "slot": slot["id"], "id_number": ADULT}
    answers = [
        told(county.visitor.post(f"/halls/{COUNTY}/appointments", body, Idempotency_Key=key), 201) for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert slot_at(county, LATE)["free"] == slot["free"] - 1


def test_the_database_gives_no_place_twice_and_none_beyond_the_capacity(county: County) -> None:
    book(county, LATE)
    with county.database.reading() as connection:
        hall_id, row = hall_id_of(connection, COUNTY), connection.execute(sa.select(PLACES)).one()._asdict()
    assert row["hall_id"] == hall_id
    for number in (row["number"], row["capacity"] + 1, 0):
        with pytest.raises(sa.exc.IntegrityError), county.database.engine.begin() as connection:
            connection.execute(sa.insert(PLACES).values(**row | {"number": number}))
