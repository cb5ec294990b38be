"""Whether somebody is expected: asked at a kiosk before an appointment is used up."""

from pathlib import Path

from tests.actions.booking.people import PHONE, book, check_in, visit
from tests.halls import ADULT, COUNTY, YOUNG, Built, County, Json, Somebody, opened, refused, told

LATE = "2026-11-23 15:00"


def test_who_holds_a_card_is_expected_until_the_booking_is_redeemed(county: County) -> None:
    made = book(county, LATE)

    def expected(by: Somebody, card: str = ADULT) -> Json:
        return dict(told(by.post(f"/halls/{COUNTY}/check-in/expected", {"id_number": card})))

    early = expected(county.kiosk)
    assert (early["expected"], early["due"]) == (True, False)
    assert "15:00–15:30" in early["message"]["zh"]
    assert early["opens_at"] == "2026-11-23T06:30:00.000000Z"
    nobody = {"expected": False, "due": False, "starts_at": None, "opens_at": None, "message": None}
    assert expected(county.kiosk, YOUNG) == nobody
    county.wait(hours=4, minutes=30)
    assert expected(county.kiosk)["due"] is True
    told(check_in(county, code=made["code"]), 201)
    assert expected(county.kiosk)["expected"] is False
    visit(county, 1, id_number=YOUNG)
    assert expected(county.kiosk, YOUNG)["expected"] is False, "somebody comes to them"
    assert county.visitor.post(f"/halls/{COUNTY}/check-in/expected", {"id_number": ADULT}).status_code == 401


def test_whoever_is_early_is_expected_by_code_and_by_phone_too_and_nothing_is_used_up(county: County) -> None:
    made = book(county, LATE, phone=PHONE)
    path = f"/halls/{COUNTY}/check-in/expected"
    asked: list[Json] = [
        {"code": made["code"]}, {"code": f"http://hall/a/{made['id']}"}, {"phone": PHONE, "last4": made["code"][-4:]},
    ]  # fmt: skip
    for how in asked:
        found = told(county.kiosk.post(path, how))
        assert (found["expected"], found["due"]) == (True, False)
        assert "现在取号，按现场顺序排队，这个预约也就用了" in found["message"]["zh"]
    assert told(county.kiosk.post(path, {"phone": PHONE, "last4": "xxxx"}))["expected"] is False
    assert [field["field"] for field in refused(county.kiosk.post(path, {}), "invalid", 422)["errors"]] == ["code"]
    assert told(county.visitor.get(f"/appointments/{made['id']}"))["state"] == "confirmed"
    county.wait(hours=4, minutes=25)  # five minutes before check-in opens: less of a head start
    assert told(county.kiosk.post(path, asked[0]))["due"] is False
    county.wait(minutes=5)
    assert told(county.kiosk.post(path, asked[0]))["due"] is True


def test_asking_whether_somebody_is_expected_is_no_way_to_try_codes(built: Built, tmp_path: Path) -> None:
    with opened(built, tmp_path, rate_limits="1000/minute") as county:
        made, path = book(county, "2026-11-23 10:30"), f"/halls/{COUNTY}/check-in/expected"
        for wrong in ({"code": "0000000000"}, {"phone": "13711111122", "last4": "0000"}):
            for _ in range(2):
                assert told(county.kiosk.post(path, wrong))["expected"] is False
        for _ in range(10):  # a card is read for other things too
            told(county.kiosk.post(path, {"id_number": ADULT}))
        assert told(county.kiosk.post(path, {"code": made["code"]}))["expected"] is True
        told(county.kiosk.post(path, {"code": "0000000000"}))
        refused(county.kiosk.post(path, {"code": made["code"]}), "too_fast", 429)
        told(check_in(county, county.kiosk, code=made["code"]), 201)
