"""Days that figures and lists are asked for: whatever stands there is answered, or refused at its field."""

import pytest

from hall.catalogue.spans import Days
from tests.halls import COUNTY, County, refused

FIRST, LATE, LAST = "0001-01-01", "9998-12-31", "9999-12-31"


def doors(county: County) -> list[str]:
    """Every address that takes days."""
    found = [route for group in county.house.endpoints for route in group.routes if issubclass(route.body, Days)]
    return [route.path.replace("<hall>", COUNTY) for route in found]


@pytest.mark.parametrize(
    "days", [f"from={FIRST}", f"to={FIRST}", f"from={LATE}", f"to={LATE}", f"from={FIRST}&to={FIRST}"]
)
def test_the_ends_of_all_days_are_answered(one_county: County, days: str) -> None:
    asked = doors(one_county)
    assert len(asked) > 8
    for path in asked:
        with one_county.manager.get(f"{path}?{days}") as response:
            # Two years at most: from the first of all days until today is refused too.
            assert response.status_code in (200, 422), path


@pytest.mark.parametrize(("days", "field"), [(f"from={LAST}", "from"), (f"to={LAST}", "to")])
def test_a_day_that_no_hall_has_is_refused_at_its_field(one_county: County, days: str, field: str) -> None:
    for path in doors(one_county):
        problem = refused(one_county.manager.get(f"{path}?{days}"), "invalid", 422)
        assert [each["field"] for each in problem["errors"]] == [field], path
