"""The numbers that requests for help bear, and the figures that count them."""

from urllib.parse import quote

import pytest

from tests.actions.assistance.helping import HOME, ask, does, figures, listed, of_ticket
from tests.halls import COUNTY, TOWN, County, refused, told

# --- numbers


def test_every_hall_numbers_its_requests_by_the_year_in_its_own_order_without_gaps(county: County) -> None:
    first = ask(county)
    ticket = county.issue("tax", needs_help=True)
    refused(county.visitor.post(f"/tickets/{ticket['id']}/assistance", {}), "assistance_known", 409)
    home = ask(county, county.greeter, **HOME)
    with_ticket = of_ticket(county, ticket)["assistance"]["number"]
    assert [first["number"], with_ticket, home["number"]] == ["H2026-0001", "H2026-0002", "H2026-0003"]
    town = told(county.visitor.post(f"/halls/{TOWN}/assistance", {"text": "不会填表"}), 201)
    assert town["number"] == "H2026-0001"
    county.wait(days=40)
    assert ask(county)["number"] == "H2027-0001"
    assert listed(county)[0]["number"] == "H2027-0001"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("H2026-0002", ["H2026-0002"]),
        (" h2026-0002 ", ["H2026-0002"]),
        ("2026-2", ["H2026-0002"]),
        ("2", ["H2026-0002"]),
        ("7", []),
        ("王", []),
    ],
)
def test_a_request_is_found_by_its_number_whatever_its_day(county: County, typed: str, found: list[str]) -> None:
    ask(county)
    told(county.visitor.post(f"/assistance/{ask(county)['id']}/withdraw"))
    county.wait(days=20)
    assert [request["number"] for request in listed(county, f"number={quote(typed)}")] == found


# --- figures


def test_the_rate_in_time_rests_on_those_to_whom_somebody_came_or_should_have(county: County) -> None:
    quick, gone, late_gone, _late = ask(county), ask(county), ask(county), ask(county)
    does(county, quick, "start")
    told(county.visitor.post(f"/assistance/{gone['id']}/withdraw"))
    county.wait(minutes=11)
    told(county.visitor.post(f"/assistance/{late_gone['id']}/withdraw"))
    ask(county)
    whole = figures(county)["all"]
    assert (whole["counts"]["come_due"], whole["counts"]["come_later"]) == (3, 1)
    assert whole["in_time"] == 1 / 3
    for name in ("come_due", "come_later"):
        assert len(listed(county, f"counted={name}")) == whole["counts"][name]


def test_figures_and_their_rows_agree(county: County) -> None:
    ask(county, county.kiosk)
    late, quick, gone = ask(county), ask(county, county.greeter, **HOME), ask(county)
    told(county.visitor.post(f"/assistance/{gone['id']}/withdraw"))
    county.wait(minutes=4)
    does(county, quick, "start")
    does(county, quick, "done")
    county.wait(minutes=8)
    does(county, late, "start")
    whole = figures(county)["all"]
    assert whole["counts"] == {
        "requested": 4,
        "waiting": 1,
        "helped_now": 1,
        "overdue": 1,
        "started": 2,
        "started_in_time": 1,
        "come_due": 3,
        "come_later": 0,
        "done": 1,
        "withdrawn": 1,
        "unmet": 0,
    }
    assert (whole["in_time"], whole["mean_wait_minutes"], whole["longest_wait_minutes"]) == (1 / 3, 12, 12)
    for name, count in whole["counts"].items():
        assert len(listed(county, f"counted={name}")) == count, name
    assert [one["overdue"] for one in listed(county)] == [False, True]
    by_source = {group["key"]: group["counts"]["requested"] for group in figures(county, "source")["items"]}
    assert by_source == {"kiosk": 1, "phone": 2, "desk": 1}
    for by in ("venue", "service", "aide"):
        groups = figures(county, by)["items"]
        assert sum(group["counts"]["requested"] for group in groups) == 4
    assert [group["key"] for group in figures(county, "aide")["items"]] == [None, "greeter"]
    page = told(county.greeter.get(f"/halls/{COUNTY}/assistance?limit=3"))
    rest = listed(county, f"limit=3&after={page['next']}")
    assert len(page["items"]) + len(rest) == 4
