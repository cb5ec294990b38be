"""The end of the day: who did not come missed it, once, unless the hall is to blame; and three misses."""

import pytest

from hall.booking.keeping import keep_appointments
from tests.actions.booking.people import PHONE, book, check_in, see, slot_at, slots, try_book
from tests.halls import ADULT, COUNTY, TOWN, YOUNG, County, Json, refused, told

MORNING = "2026-11-23 10:30"


def stand(county: County, **who: str) -> Json:
    found: Json = told(county.greeter.post(f"/halls/{COUNTY}/booking-standing", who or {"id_number": ADULT}))
    return found


def test_who_did_not_come_missed_it_once_however_often_one_looks(county: County) -> None:
    made = book(county, MORNING)
    county.open(22)
    county.wait(hours=10)
    assert see(county, made)["state"] == "confirmed", "until midnight one may still come, late"
    county.wait(hours=4)
    keep_appointments(county.database)
    assert see(county, made)["state"] == "no_show"
    assert len(county.journal("appointment_missed")) == 1
    assert stand(county) == {"misses": 1, "limit": 3, "free_on": None}
    assert "1次预约未到" in book(county, "2026-11-25 10:00")["warning"]["zh"]


def test_nobody_misses_what_no_window_could_serve(county: County) -> None:
    made = book(county, MORNING)
    county.open(27)  # does taxes
    county.wait(days=1)
    assert (see(county, made)["state"], see(county, made)["cause"]) == ("excused", "no_window")
    assert stand(county)["misses"] == 0


def test_nobody_misses_what_a_closed_hall_could_not_serve(county: County) -> None:
    made = book(county, "2026-11-23 15:00")
    county.open(22)
    county.wait(hours=1)
    told(county.manager.post(f"/halls/{COUNTY}/close"))
    county.wait(days=1)
    assert (see(county, made)["state"], see(county, made)["cause"]) == ("excused", "hall_closed")
    assert county.journal("appointment_excused")[0].data["cause"] == "hall_closed"


def test_nobody_misses_what_a_hall_that_is_no_more_could_not_serve(county: County) -> None:
    offered = told(county.visitor.get(f"/halls/{TOWN}/services"))["items"]
    service = next(each["code"] for each in offered if each["bookable"])
    [slot] = told(county.visitor.get(f"/halls/{TOWN}/slots?service={service}&from=2026-11-24&limit=1"))["items"]
    wish = {"service": service, "mode": slot["mode"], "slot": slot["id"], "id_number": ADULT}
    made = told(county.visitor.post(f"/halls/{TOWN}/appointments", wish), 201)
    county.retire_town()
    county.wait(hours=24)
    assert see(county, made)["state"] == "confirmed"
    county.wait(hours=24)
    assert (see(county, made)["state"], see(county, made)["cause"]) == ("excused", "no_window")


@pytest.mark.parametrize("who", [{"id_number": ADULT}, {"phone": PHONE}])
def test_nobody_misses_what_they_walked_in_for(county: County, who: dict[str, str]) -> None:
    made = book(county, MORNING, **who)
    county.open(22)
    county.issue("pension", **who)
    county.wait(days=1)
    assert (see(county, made)["state"], see(county, made)["cause"]) == ("excused", "walked_in")


def test_a_home_visit_ends_with_its_day(county: County) -> None:
    home = {"address": "周至县二曲街道", "contact_name": "李四", "contact_phone": PHONE}
    made = told(try_book(county, slots(county, mode="home_visit")[0], **home), 201)
    county.open(22)
    county.wait(days=1)
    assert see(county, made)["state"] == "ended"


def test_what_was_redeemed_or_given_up_stays_what_it_is(county: County) -> None:
    come, gone = book(county, MORNING), book(county, "2026-11-23 15:00", id_number=YOUNG)
    told(check_in(county, code=come["code"]), 201)
    told(county.visitor.send("DELETE", f"/appointments/{gone['id']}"))
    county.open(22)
    county.wait(days=1)
    assert [see(county, each)["state"] for each in (come, gone)] == ["checked_in", "cancelled"]


def three_misses(county: County) -> None:
    for service in ("pension", "tax", "welfare"):
        book(county, "2026-11-23 15:00", service)
    county.open(3)
    county.wait(days=1)


def test_three_misses_close_booking_for_thirty_days_and_nothing_else(county: County) -> None:
    three_misses(county)
    problem = refused(try_book(county, slot_at(county, "2026-11-25 10:00")), "booking_blocked", 403)
    assert problem["free_on"] == "2026-12-24"
    assert "现场取号" in problem["detail"]
    county.issue("pension", id_number=ADULT)
    book(county, "2026-11-25 10:00", id_number=YOUNG)
    county.wait(days=29)
    refused(try_book(county, slot_at(county, "2026-12-24 10:00")), "booking_blocked")
    county.wait(days=1)
    assert book(county, "2026-12-24 15:00")["warning"] is None


def test_a_manager_lifts_it_and_the_journal_names_nobody(county: County) -> None:
    three_misses(county)
    assert stand(county) == {"misses": 3, "limit": 3, "free_on": "2026-12-24"}
    body = {"id_number": ADULT, "reason": "住院，有证明"}
    assert county.greeter.post(f"/halls/{COUNTY}/booking-standing/lift", body).status_code == 403
    lifted = told(county.manager.post(f"/halls/{COUNTY}/booking-standing/lift", body))
    assert lifted == {"misses": 0, "limit": 3, "free_on": None}
    entry = county.journal("penalty_lifted")[0]
    assert sorted(entry.data) == ["lift", "remark"]
    assert "住院" not in str(entry.data)
    assert book(county, "2026-11-25 10:00")["warning"] is None


def test_a_miss_of_an_agent_is_not_held_against_whom_they_came_for(county: County) -> None:
    book(county, "2026-11-23 15:00", phone=PHONE, principals=[{"id_number": ADULT}, {"id_number": YOUNG}])
    county.open(22)
    county.wait(days=1)
    assert stand(county)["misses"] == 0
    assert stand(county, phone=PHONE)["misses"] == 1
