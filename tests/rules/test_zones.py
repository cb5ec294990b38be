"""Days and times of a hall's own zone in the browser's code, held against the standard library."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.rules.browser_code import called

RANDOM = random.Random(20261123)
MOMENTS = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=RANDOM.randrange(525_600)) for _ in range(60)]


@pytest.mark.parametrize(
    "zone", ["Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu"]
)
def test_the_clock_of_a_hall_is_read_the_same_way_by_the_page_and_the_server(zone: str) -> None:
    local = [moment.astimezone(ZoneInfo(zone)) for moment in MOMENTS]
    told = called("shared/zones", "instantThere", *([zone, f"{at:%Y-%m-%d}", f"{at:%H:%M}"] for at in local))
    # In the hour that comes twice in autumn a clock cannot say which of the two it is.
    shown = [datetime.fromisoformat(text).astimezone(ZoneInfo(zone)) for text in told]
    assert [f"{at:%Y-%m-%d %H:%M}" for at in shown] == [f"{at:%Y-%m-%d %H:%M}" for at in local]
    days = called("shared/zones", "dayThere", *([zone, f"@{moment.isoformat()}", 0] for moment in MOMENTS))
    assert days == [f"{at:%Y-%m-%d}" for at in local]


def test_days_ago_are_counted_on_the_calendar() -> None:
    moment = "@2026-03-01T15:59:00+00:00"  # a minute to midnight in Shanghai
    days = called("shared/zones", "dayThere", *(["Asia/Shanghai", moment, ago] for ago in (0, 1, 6)))
    assert days == ["2026-03-01", "2026-02-28", "2026-02-23"]
