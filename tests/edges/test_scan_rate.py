"""Nobody tries out identity numbers at a scan, not even with a token."""

from pathlib import Path

from tests.halls import ADULT, COUNTY, SENIOR, Built, opened, refused, told


def test_a_scan_is_limited_for_each_device_and_person(built: Built, tmp_path: Path) -> None:
    with opened(built, tmp_path, rate_limits="2/minute") as county:
        for number in (ADULT, SENIOR):
            told(county.kiosk.post(f"/halls/{COUNTY}/scan", {"code": number}))
        response = county.kiosk.post(f"/halls/{COUNTY}/scan", {"code": ADULT})
        refused(response, "too_fast", 429)
        assert int(response.headers["Retry-After"]) > 0
        told(county.greeter.post(f"/halls/{COUNTY}/scan", {"code": ADULT}))
