"""Lists read a page at a time: a cursor leads on from where it was, or is refused."""

import pytest

from tests.halls import COUNTY, County, refused, told

LISTS = [
    ("kiosk", "/halls?limit=1"),
    ("kiosk", f"/halls/{COUNTY}/services?limit=1"),
    ("kiosk", f"/halls/{COUNTY}/slots?service=tax&limit=1"),
    ("manager", f"/halls/{COUNTY}/appointments?limit=1"),
    ("manager", f"/halls/{COUNTY}/prereviews?limit=1"),
]


@pytest.mark.parametrize(("who", "path"), LISTS)
def test_a_cursor_that_leads_nowhere_is_refused(county: County, who: str, path: str) -> None:
    problem = refused(getattr(county, who).get(f"{path}&after=zzz"), "invalid", 422)
    assert [error["field"] for error in problem["errors"]] == ["after"]


@pytest.mark.parametrize(("who", "path"), LISTS[:3])
def test_a_cursor_leads_to_what_follows(county: County, who: str, path: str) -> None:
    first = told(getattr(county, who).get(path))
    second = told(getattr(county, who).get(f"{path}&after={first['next']}"))
    both = told(getattr(county, who).get(path.replace("limit=1", "limit=2")))
    assert first["items"] + second["items"] == both["items"]


def test_days_the_wrong_way_round_are_refused(county: County) -> None:
    path = f"/halls/{COUNTY}/slots?service=tax&from=2026-12-05&to=2026-12-01"
    assert refused(county.kiosk.get(path), "invalid", 422)["errors"][0]["field"] == "from"
