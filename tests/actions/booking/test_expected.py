"""Whether somebody is expected: asked at a kiosk before an appointment is used up."""

from pathlib import Path

from tests.actions.booking.people import book, check_in
from tests.halls import ADULT, COUNTY, Built, opened, refused, told


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
