"""A place that is kept for some minutes until it is confirmed."""

from datetime import timedelta

from tests.actions.booking.people import PHONE, see, slot_at, try_book
from tests.halls import County, refused, told

LATE = "2026-11-23 15:00"


def test_a_place_reserved_is_kept_ten_minutes_for_whoever_confirms_it(county: County) -> None:
    county.set_booking(share=0)
    slot = slot_at(county, LATE)
    kept = told(try_book(county, slot, reserve=True), 201)
    assert (kept["state"], kept["expires_at"]) == ("reserved", "2026-11-23T02:10:00.000000Z")
    refused(try_book(county, slot, phone=PHONE), "slot_full")
    county.wait(minutes=9)
    confirmed = told(county.visitor.post(f"/appointments/{kept['id']}/confirm"))
    assert (confirmed["state"], confirmed["expires_at"]) == ("confirmed", None)
    assert told(county.visitor.post(f"/appointments/{kept['id']}/confirm")) == confirmed
    county.wait(minutes=30)
    assert see(county, kept)["state"] == "confirmed"


def test_a_place_kept_elsewhere_is_told_with_its_time_and_without_the_right_to_it(county: County) -> None:
    kept = told(try_book(county, slot_at(county, LATE), reserve=True), 201)
    problem = refused(try_book(county, slot_at(county, "2026-11-23 16:00")), "already_booked", 409)
    assert problem["held_until"] == kept["expires_at"]
    assert "保留到10:10" in problem["detail"]
    assert kept["id"] not in str(problem)
    assert kept["code"] not in str(problem)
    told(county.visitor.post(f"/appointments/{kept['id']}/confirm"))
    problem = refused(try_book(county, slot_at(county, "2026-11-23 16:00")), "already_booked", 409)
    assert (problem["held_until"], "可改约或取消" in problem["detail"]) == (None, True)


def test_a_place_that_nobody_confirms_is_free_again(county: County) -> None:
    county.set_booking(share=0)
    slot = slot_at(county, LATE)
    kept = told(try_book(county, slot, reserve=True), 201)
    county.clock.advance(timedelta(minutes=10))  # nobody has looked yet
    problem = refused(county.visitor.post(f"/appointments/{kept['id']}/confirm"), "appointment_wrong_state", 409)
    assert "重新预约" in problem["detail"]
    told(try_book(county, slot), 201)  # the same person too
    assert see(county, kept)["state"] == "expired"
    assert [entry.kind for entry in county.journal()] == [
        "appointment_reserved", "appointment_expired", "appointment_confirmed",
    ]  # fmt: skip


def test_time_lets_go_of_reservations_once(county: County) -> None:
    kept = told(try_book(county, slot_at(county, LATE), reserve=True), 201)
    county.wait(minutes=11)
    county.wait(minutes=1)
    assert see(county, kept)["state"] == "expired"
    assert len(county.journal("appointment_expired")) == 1
    assert slot_at(county, LATE)["free"] == slot_at(county, LATE)["capacity"]
