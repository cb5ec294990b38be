"""Many tickets between two forecasts: each is told a wait that the next forecast does not laugh at."""

from collections.abc import Iterator

import pytest

from hall.display.floor import read_floor
from hall.ticketing.prediction.keeper import Keeper
from tests.halls import County


@pytest.fixture
def keeper(county: County) -> Iterator[Keeper]:
    keeper = county.house.display.keeper
    yield keeper
    keeper.stop()


@pytest.mark.parametrize(
    ("windows", "services"),
    [
        ((27,), ("tax",)),
        ((3, 4), ("company-open", "general", "property-transfer")),
        ((22, 23, 24, 27), ("pension", "tax", "social-card", "unemployment")),
    ],
)
def test_of_24_taken_at_once_nobody_is_told_less_than_half_of_what_the_next_forecast_says(
    county: County, keeper: Keeper, windows: tuple[int, ...], services: tuple[str, ...]
) -> None:
    county.open(*windows)
    keeper.step(county.hall_id)
    tickets = [county.issue(services[at % len(services)]) for at in range(24)]
    keeper.step(county.hall_id)
    later = [county.see(ticket)["wait"] for ticket in tickets]
    assert later[-1]["p90_minutes"] > 15
    for ticket, wait in zip(tickets, later, strict=True):
        assert wait["p90_minutes"] / 2 <= ticket["wait"]["p90_minutes"] <= 2 * wait["p90_minutes"] + 15
        assert ticket["wait"]["p10_minutes"] <= wait["p50_minutes"] + 1


def test_whoever_counts_from_before_them_is_not_held_back_by_those_who_came_since(
    county: County, keeper: Keeper
) -> None:
    county.open(27)
    for _ in range(6):
        county.issue("tax")
        county.wait(minutes=1)
    keeper.step(county.hall_id)
    first = county.issue("tax", by=county.greeter, channel="desk", category="senior")
    for _ in range(6):
        county.issue("tax")
    second = county.issue("tax", by=county.greeter, channel="desk", category="senior")
    assert first["wait"]["p50_minutes"] < second["wait"]["p50_minutes"] < first["wait"]["p50_minutes"] + 30


def test_their_phones_say_what_their_tickets_say(county: County, keeper: Keeper) -> None:
    county.open(3, 22, 27)
    keeper.step(county.hall_id)
    wanted = ("tax", "pension", "company-open", "tax", "tax", "pension", "general", "tax")
    tickets = [county.issue(service) for service in wanted]
    with county.database.reading() as connection:
        waits = read_floor(connection, county.hall_id).waits
    by_phone = [wait.model_dump() if (wait := waits[ticket["id"]]) else None for ticket in tickets]
    assert by_phone == [ticket["wait"] for ticket in tickets]
    assert by_phone[4] != by_phone[0]
