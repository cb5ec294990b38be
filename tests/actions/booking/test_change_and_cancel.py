"""Changing and cancelling: free until two hours before, and what it is afterwards."""

import pytest

from tests.actions.booking.people import PHONE, book, see, slot_at, try_book
from tests.halls import ADULT, COUNTY, YOUNG, County, Json, refused, told

LATE, LATER = "2026-11-23 15:00", "2026-11-23 16:00"


def change(county: County, appointment: Json, slot: Json, **more: str) -> object:
    return county.visitor.send("PATCH", f"/appointments/{appointment['id']}", {"slot": slot["id"], **more})


def cancel(county: County, appointment: Json) -> Json:
    ended: Json = told(county.visitor.send("DELETE", f"/appointments/{appointment['id']}"))
    return ended


def test_a_change_moves_the_place_and_keeps_id_and_code(county: County) -> None:
    made, target = book(county, LATE), slot_at(county, LATER)
    moved = told(change(county, made, target))
    assert (moved["id"], moved["code"], moved["slot"]["id"]) == (made["id"], made["code"], target["id"])
    assert slot_at(county, LATE)["free"] == slot_at(county, LATE)["capacity"]
    assert slot_at(county, LATER)["free"] == target["free"] - 1
    assert told(change(county, moved, target)) == moved, "to where it is already: nothing happens"
    assert [entry.kind for entry in county.journal()] == ["appointment_confirmed", "appointment_changed"]


def test_a_change_to_a_full_slot_keeps_what_one_had(county: County) -> None:
    county.set_booking(share=0)
    made = book(county, LATE)
    book(county, LATER, phone=PHONE)
    problem = refused(change(county, made, slot_at(county, LATER)), "slot_full", 409)
    assert problem["next"]["start"] == "2026-11-23T08:30:00.000000Z"
    assert see(county, made)["slot"]["start"] == "2026-11-23T07:00:00.000000Z"
    assert slot_at(county, LATE)["free"] == 0


def test_a_change_to_a_day_one_has_booked_already_is_refused(county: County) -> None:
    made = book(county, LATE)
    book(county, "2026-11-24 10:00")
    refused(change(county, made, slot_at(county, "2026-11-24 11:00")), "already_booked", 409)
    assert told(change(county, made, slot_at(county, "2026-11-26 11:00")))["day"] == "2026-11-26"
    book(county, LATE)  # today is free for the same person again


def test_a_change_may_be_to_a_mode_that_asks_for_the_same(county: County) -> None:
    made = book(county, LATE)
    midday = slot_at(county, "2026-11-24 12:30", mode="midday")
    assert told(change(county, made, midday, mode="midday"))["mode"] == "midday"
    refused(change(county, made, slot_at(county, LATER, mode="pre_review"), mode="pre_review"), "invalid", 422)


def test_two_hours_before_it_can_no_longer_be_changed(county: County) -> None:
    made = book(county, LATE)
    county.wait(hours=3)
    told(change(county, made, slot_at(county, LATER)))
    county.wait(hours=1, seconds=1)
    problem = refused(change(county, made, slot_at(county, "2026-11-24 10:00")), "appointment_too_late", 409)
    assert "不计爽约" in problem["detail"]


def test_cancelling_in_time_leaves_no_trace_on_anybody(county: County) -> None:
    made = book(county, LATE)
    county.wait(hours=3)
    assert (cancel(county, made)["state"], see(county, made)["late"]) == ("cancelled", False)
    assert book(county, LATE)["warning"] is None


def test_a_place_let_go_before_it_was_confirmed_is_no_cancelled_appointment(county: County) -> None:
    kept = told(try_book(county, slot_at(county, LATE), reserve=True), 201)
    gone = cancel(county, kept)
    assert (gone["state"], gone["state_name"]["zh"], gone["expires_at"]) == ("let_go", "未确认，已放弃", None)
    appointment = cancel(county, book(county, LATE))
    assert (appointment["state"], appointment["state_name"]["zh"]) == ("cancelled", "已取消")
    assert [entry.kind for entry in county.journal()][-4:] == [
        "appointment_reserved", "appointment_let_go", "appointment_confirmed", "appointment_cancelled",
    ]  # fmt: skip


def test_cancelling_later_counts_as_missed_and_the_next_booking_warns_of_it(county: County) -> None:
    made = book(county, LATE)
    county.wait(hours=3, seconds=1)
    assert cancel(county, made)["late"] is True
    warned = book(county, "2026-11-24 10:00")
    assert "1次预约未到；再有2次" in warned["warning"]["zh"]
    assert book(county, "2026-11-24 10:00", id_number=YOUNG)["warning"] is None


def test_a_slip_of_the_finger_can_be_taken_back_however_late(county: County) -> None:
    made = book(county, "2026-11-23 10:30")
    county.wait(minutes=9)
    assert cancel(county, made)["late"] is False


def test_what_staff_cancel_is_held_against_nobody(county: County) -> None:
    made = book(county, LATE)
    county.wait(hours=4)
    assert told(county.greeter.send("DELETE", f"/appointments/{made['id']}"))["late"] is False


def test_from_its_beginning_on_it_cannot_be_cancelled_and_one_is_told_to_come(county: County) -> None:
    made = book(county, LATE)
    county.wait(hours=5)
    problem = refused(county.visitor.send("DELETE", f"/appointments/{made['id']}"), "appointment_too_late", 409)
    assert "仍可签到" in problem["detail"]


@pytest.mark.parametrize("how", ["PATCH", "DELETE"])
def test_what_is_over_is_over(county: County, how: str) -> None:
    made = book(county, LATE)
    cancel(county, made)
    body = {"slot": slot_at(county, LATER)["id"]} if how == "PATCH" else None
    problem = refused(county.visitor.send(how, f"/appointments/{made['id']}", body), "appointment_wrong_state", 409)
    assert problem["state"] == "cancelled"
    assert "现场取号" in problem["detail"]


def test_nobody_knows_an_appointment_by_another_id(county: County) -> None:
    for path in ("", "/calendar.ics", "/code.svg", "/code.png"):
        refused(county.visitor.get(f"/appointments/{'x' * 22}{path}"), "appointment_not_found", 404)


def test_the_calendar_entry_follows_the_appointment(county: County) -> None:
    made = book(county, LATE, name="张三")

    def calendar() -> str:
        response = county.visitor.get(f"/appointments/{made['id']}/calendar.ics")
        assert response.mimetype == "text/calendar"
        return response.get_data(as_text=True)

    first = calendar()
    assert "DTSTART:20261123T070000Z" in first
    assert ("SEQUENCE:0" in first, "STATUS:CONFIRMED" in first, "BEGIN:VALARM" in first) == (True, True, True)
    assert "张三" not in first
    assert ADULT not in first
    told(change(county, made, slot_at(county, LATER)))
    assert "DTSTART:20261123T080000Z" in calendar()
    assert "SEQUENCE:1" in calendar()
    cancel(county, made)
    assert ("SEQUENCE:2" in calendar(), "STATUS:CANCELLED" in calendar()) == (True, True)


def test_staff_list_a_day_in_order_of_time_page_by_page(county: County) -> None:
    for local, person in ((LATER, ADULT), (LATE, YOUNG)):
        book(county, local, id_number=person)
    cancel(county, book(county, LATE, phone=PHONE))
    book(county, "2026-11-24 10:00", phone=PHONE)
    path = f"/halls/{COUNTY}/appointments?limit=2"
    first = told(county.greeter.get(path))
    rest = told(county.greeter.get(f"{path}&after={first['next']}"))
    starts = [each["slot"]["start"][11:16] for each in (*first["items"], *rest["items"])]
    assert (starts, rest["next"]) == (["07:00", "07:00", "08:00"], None)
    assert all("*" in each["people"][0]["id_number"] for each in first["items"] if each["people"][0]["id_number"])
    confirmed = told(county.manager.get(f"/halls/{COUNTY}/appointments?state=confirmed&day=2026-11-23"))["items"]
    assert len(confirmed) == 2
    assert try_book(county, slot_at(county, LATE), phone="13700137000").status_code == 201
