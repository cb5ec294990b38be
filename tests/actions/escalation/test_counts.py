"""The figures of the ledger agree with the rows they lead to, whoever asks and however the list is narrowed."""

from urllib.parse import urlencode

import pytest

from hall.escalation.clocks import Colour, standing_card
from hall.escalation.dues import Due
from tests.actions.escalation.ledger import DONE, LAND, Ledger
from tests.halls import ADULT, COUNTY, Json, Somebody, refused, told


def counts(who: Somebody, **narrowed: str) -> dict[str, Json]:
    found = told(who.get(f"/halls/{COUNTY}/escalations/counts?{urlencode(narrowed)}"))["items"]
    return {each["code"]: each for each in found}


def rows(who: Somebody, **query: str) -> list[Json]:
    found: list[Json] = told(who.get(f"/halls/{COUNTY}/escalations?{urlencode({'limit': '200', **query})}"))["items"]
    return found


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    """A record in most of the places where one can stand, some of them late."""
    ledger.accepted(case_class="A", cause="system")  # due today
    ledger.in_progress(case_class="B")
    late = ledger.replied()
    ledger.wait(days=7)
    ledger.does(ledger.officer, late, "call-back", satisfaction="dissatisfied")
    ledger.does(ledger.officer, late, "reopen", reason="没有解决")
    ledger.report(source="online", service="pension")
    done = ledger.accepted(case_class="N")
    ledger.does(ledger.officer, done, "resolve-now", **DONE)
    ledger.does(ledger.reporter, done, "withdraw")
    ledger.does(ledger.officer, ledger.report(), "out-of-scope", reason="属法院", remedy="请到法院")
    return ledger


@pytest.mark.parametrize("narrowed", [{}, {"cause": "system"}, {"service": "pension"}, {"department": LAND}])
def test_every_figure_counts_the_rows_of_its_own_query(ledger: Ledger, narrowed: dict[str, str]) -> None:
    for who in (ledger.officer, ledger.manager, ledger.above, ledger.land):
        for code, figure in counts(who, **narrowed).items():
            assert figure["count"] == len(rows(who, **narrowed, **figure["query"])), code


def test_the_figures_are_what_happened(ledger: Ledger) -> None:
    told_ = {code: figure["count"] for code, figure in counts(ledger.officer).items() if figure["count"]}
    assert told_ == {
        "open": 5,
        "due_today": 3,
        "overdue": 1,
        "yellow": 1,
        "joint_meeting": 1,
        "reopened": 1,
        "to_accept": 1,
        "to_confirm": 1,
        "to_assign": 2,
        "in_progress": 1,
        "closed": 1,
    }
    own = {code: figure["count"] for code, figure in counts(ledger.land).items() if figure["count"]}
    assert own["open"] == own["in_progress"] == 1


def test_tile_list_and_badge_go_by_one_card(ledger: Ledger) -> None:
    every = {row["number"]: row for row in rows(ledger.officer)}
    several = [row for row in every.values() if len({card["colour"] for card in row["cards"]}) > 1]
    assert several, "some have more than one card"
    assert any(row["cards"] and row["card"] is None for row in every.values()), "and one had cards in an earlier round"
    for row in every.values():
        raised = [(Colour(card["colour"]), card["round"]) for card in row["cards"]]
        assert row["card"] == standing_card(raised, row["reopened"])
    for colour in Colour:
        shown = sorted(row["number"] for row in every.values() if row["card"] == colour)
        assert sorted(row["number"] for row in rows(ledger.officer, card=colour.value)) == shown
        figure = counts(ledger.officer)[colour.value]
        assert {row["card"] for row in rows(ledger.officer, **figure["query"])} <= {colour}
        still_open = [number for number in shown if every[number]["state"] not in ("archived", "withdrawn")]
        assert figure["count"] == len(still_open)


def test_rows_say_how_they_stand_to_their_time(ledger: Ledger) -> None:
    for due in Due:
        found = rows(ledger.officer, due=due.value)
        assert {row["due"] for row in found} == {due.value}
    assert {row["due"] for row in rows(ledger.officer, open="false")} == {None}
    [row] = rows(ledger.officer, cause="system")
    assert (row["cause"], row["due"], row["source_label"]) == ("system", "overdue", "线上")


def test_a_ticket_is_put_on_record_with_all_that_the_desk_was_told(ledger: Ledger) -> None:
    county = ledger.county
    county.open(3)
    county.issue("property-transfer")
    ticket = county.serve(3)
    told(county.finish(3, ticket, "refused", note="缺少宗地图"))
    people = {"name": "王小二", "phone": "13800138000", "id_number": ADULT, "agent_name": "李四"}
    body = {**people, "demand": "请协调", "earlier_visits": 3, "staff": "clerk04"}
    record = told(county.clerk(3).post(f"/tickets/{ticket['id']}/escalate", body), 201)
    side = record["staff"]
    assert (side["reporter"]["name"], side["reporter"]["agent_name"], side["earlier_visits"]) == ("王**", "李**", 3)
    assert (side["about"], side["clock"], side["limit_days"]) == ("4号窗口", "contact", 0)
    refused(county.clerk(4).get(f"/escalations/{record['id']}"), "complained_of", 403)
