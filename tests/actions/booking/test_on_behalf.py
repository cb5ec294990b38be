"""What staff do for somebody: find a booking, change and cancel it, put right what the hall was to blame for."""

import pytest

from tests.actions.booking.people import OTHER_PHONE, PHONE, book, see, slot_at, try_book, visit
from tests.halls import ADULT, COUNTY, TOWN, TOWN_CLERK, YOUNG, County, Json, Somebody, refused, told

LATE = "2026-11-23 15:00"


def find(county: County, by: Somebody | None = None, **how: str) -> Json:
    found: Json = told((by or county.greeter).post(f"/halls/{COUNTY}/appointments/find", how))
    return found


def stand(county: County) -> int:
    answer: Json = told(county.greeter.post(f"/halls/{COUNTY}/booking-standing", {"id_number": ADULT}))
    return int(answer["misses"])


def missed(county: County) -> Json:
    """An appointment that nobody redeemed, though a window could have served it."""
    made = book(county, LATE)
    county.open(22)
    county.wait(days=1)
    return made


def test_a_booking_is_found_by_whatever_its_holder_has_at_hand(county: County) -> None:
    made = book(county, LATE, phone=PHONE, id_number=ADULT, name="张三丰")
    told(county.visitor.send("DELETE", f"/appointments/{book(county, '2026-11-24 10:00')['id']}"))
    by_code = find(county, code=f"https://hall.example/a/{made['id']}?lang=zh")["items"]
    assert [each["id"] for each in by_code] == [made["id"]]
    assert find(county, code=made["code"])["items"] == by_code == find(county, phone=PHONE)["items"]
    listed = find(county, id_number=ADULT)["items"]
    assert [each["state"] for each in listed] == ["confirmed", "cancelled"], "the nearest first"
    assert "三丰" not in str(by_code)
    assert ADULT not in str(by_code)
    assert find(county, code="0000000000") == {"items": [], "elsewhere": []}


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({}, "invalid"),
        ({"code": "1", "phone": PHONE}, "invalid"),
        ({"code": ""}, "invalid"),
        ({"id_number": "610124199003078519"}, "wrong_id_number"),
    ],
)
def test_it_is_asked_for_by_one_thing_that_can_be_right(county: County, how: dict[str, str], code: str) -> None:
    refused(county.greeter.post(f"/halls/{COUNTY}/appointments/find", how), code, 422)


def test_a_booking_of_another_hall_is_named_and_not_shown(county: County) -> None:
    book(county, LATE, phone=PHONE)
    clerk = county.person(TOWN_CLERK)

    def find_there(phone: str) -> Json:
        return dict(told(clerk.post(f"/halls/{TOWN}/appointments/find", {"phone": phone})))

    found = find_there(PHONE)
    assert (found["items"], [each["zh"] for each in found["elsewhere"]]) == ([], ["周至县政务服务中心"])
    assert find_there(OTHER_PHONE)["elsewhere"] == []


def test_staff_change_and_cancel_when_its_holder_no_longer_can(county: County) -> None:
    made = book(county, LATE)
    county.wait(hours=4, minutes=59)
    body = {"slot": slot_at(county, "2026-11-24 10:00")["id"]}
    path = f"/appointments/{made['id']}"
    refused(county.visitor.send("PATCH", path, body), "appointment_too_late", 409)
    assert told(county.greeter.send("PATCH", path, body))["day"] == "2026-11-24"
    assert told(county.greeter.send("DELETE", path))["late"] is False
    assert [entry.user is not None for entry in county.journal()] == [False, True, True]


def test_what_is_booked_at_the_desk_is_counted_apart(county: County) -> None:
    made = told(try_book(county, slot_at(county, LATE), by=county.greeter, phone=PHONE), 201)
    assert made["channel"] == "desk"
    assert county.journal("appointment_confirmed")[0].data["channel"] == "desk"
    assert book(county, LATE)["channel"] == "phone"


def test_a_manager_excuses_a_miss_with_a_reason_and_the_journal_does_not_quote_it(county: County) -> None:
    made = missed(county)
    assert (see(county, made)["state"], stand(county)) == ("no_show", 1)
    path, body = f"/appointments/{made['id']}/excuse", {"reason": "系统停用两小时"}
    assert county.greeter.post(path, body).status_code == 403
    refused(county.manager.post(path, {"reason": " "}), "invalid", 422)
    excused = told(county.manager.post(path, body))
    assert (excused["state"], excused["cause"], stand(county)) == ("excused", "by_hall", 0)
    entry = county.journal("appointment_excused")[0]
    assert entry.data["cause"] == "by_hall"
    assert "系统" not in str(entry.data)
    refused(county.manager.post(path, body), "appointment_wrong_state", 409)


def test_giving_up_too_late_is_excused_too_and_what_counted_for_nothing_is_not(county: County) -> None:
    made = book(county, LATE)
    path = f"/appointments/{made['id']}/excuse"
    refused(county.manager.post(path, {"reason": "停电"}), "appointment_wrong_state", 409)
    county.wait(hours=4)
    told(county.visitor.send("DELETE", f"/appointments/{made['id']}"))
    assert stand(county) == 1
    excused = told(county.manager.post(path, {"reason": "停电"}))
    assert (excused["state"], excused["late"], stand(county)) == ("cancelled", False, 0)
    refused(county.manager.post(path, {"reason": "停电"}), "appointment_wrong_state", 409)


def test_what_came_of_a_home_visit_is_recorded_and_corrected(county: County) -> None:
    made = visit(county)
    path = f"/appointments/{made['id']}/visit"
    told(county.greeter.post(path, {"result": "not_met", "note": "家中无人"}))
    assert told(county.greeter.post(path, {"result": "visited"}))["state"] == "visited"
    assert told(county.greeter.post(path, {"result": "visited"}))["state"] == "visited"
    entries = county.journal("home_visit_made")
    assert [entry.data["result"] for entry in entries] == ["not_met", "visited"], "the same again is no news"
    assert "无人" not in str(entries[0].data)
    county.wait(days=1)
    assert (see(county, made)["state"], stand(county)) == ("visited", 0)


def test_a_home_visit_is_recorded_after_its_day_but_not_before_and_no_other_booking_is_one(county: County) -> None:
    made = visit(county, -1)
    refused(
        county.greeter.post(f"/appointments/{made['id']}/visit", {"result": "visited"}), "appointment_wrong_day", 409
    )
    other = book(county, LATE, id_number=YOUNG)
    refused(county.greeter.post(f"/appointments/{other['id']}/visit", {"result": "visited"}), "appointment_wrong_state")
    county.wait(days=9)
    assert see(county, made)["state"] == "ended"
    met = told(county.greeter.post(f"/appointments/{made['id']}/visit", {"result": "not_met"}))
    assert (met["state"], stand(county)) == ("not_met", 0)
