"""A hall that left the definition: its last day ends in good order, since nobody can be called there any more."""

from hall.catalogue.queries import hall_id_of
from hall.journal.chain import Entry
from hall.journal.entries import entries_after
from hall.windows.keeping import keep_halls
from tests.halls import MORNING, TOWN, TOWN_CLERK, County, Json, refused, told


def take(county: County) -> Json:
    wish = {"channel": "kiosk", "services": ["general"]}
    ticket: Json = told(county.other_kiosk.post(f"/halls/{TOWN}/tickets", wish), 201)
    return ticket


def every_state(county: County) -> dict[str, Json]:
    """One ticket in each state in which a retired hall may leave one."""
    clerk = county.person(TOWN_CLERK)
    page = next(one for one in told(county.visitor.get(f"/halls/{TOWN}"))["windows"] if "general" in one["services"])
    told(clerk.at(page["id"], "sign-in"))
    tickets = {name: take(county) for name in ("passed", "held", "waiting")}
    told(clerk.at(page["id"], "call-next"))
    county.wait(seconds=120)
    told(clerk.does("no-show", tickets["passed"]))
    told(clerk.at(page["id"], "call-next"))
    told(clerk.does("start", tickets["held"]))
    told(clerk.does("hold", tickets["held"]))
    assert states(county, tickets) == {name: name for name in tickets}
    return tickets


def states(county: County, tickets: dict[str, Json]) -> dict[str, str]:
    return {name: county.see(ticket)["state"] for name, ticket in tickets.items()}


def journal(county: County, hall_id: int, *kinds: str) -> list[Entry]:
    with county.database.reading() as connection:
        found = entries_after(connection, hall_id, 0, limit=10_000, kinds=kinds)
    return [entry for entry in found if entry.at >= MORNING]


def test_whoever_is_left_in_a_retired_hall_is_unserved_or_has_given_up_and_told_so(county: County) -> None:
    with county.database.reading() as connection:
        town = hall_id_of(connection, TOWN)
    tickets = every_state(county)
    county.retire_town()
    for _ in range(3):
        keep_halls(county.database)
    assert states(county, tickets) == {"passed": "abandoned", "held": "unserved", "waiting": "unserved"}
    ended = journal(county, town, "ticket_unserved", "ticket_abandoned", "day_ended")
    assert [entry.kind for entry in ended].count("day_ended") == 1
    assert ended[-1].kind == "day_ended"
    assert {entry.data["cause"] for entry in ended[:-1]} == {"day_end"}
    county.wait(days=3)
    assert journal(county, town)[-1] == ended[-1], "a hall that is no more has no days"


def test_a_hall_that_comes_back_goes_on_with_its_numbers(county: County) -> None:
    before = take(county)
    county.retire_town()
    refused(
        county.other_kiosk.post(f"/halls/{TOWN}/tickets", {"channel": "kiosk", "services": ["general"]}),
        "hall_not_found",
        404,
    )
    keep_halls(county.database)
    county.bring_town_back()
    again = take(county)
    assert (before["number"][-3:], again["number"][-3:]) == ("001", "002")
    keep_halls(county.database)
    assert [county.see(one)["state"] for one in (before, again)] == ["unserved", "waiting"]
    county.wait(days=1)
    assert county.see(again)["state"] == "unserved"


def test_one_that_comes_back_before_anybody_looked_has_lost_nobody(county: County) -> None:
    ticket = take(county)
    county.retire_town()
    county.bring_town_back()
    keep_halls(county.database)
    assert county.see(ticket)["state"] == "waiting"
