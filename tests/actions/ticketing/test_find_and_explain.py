"""Finding a ticket by its number, and the sentence that says why one came before another."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests.halls import ADULT, COUNTY, SENIOR, YOUNG, County, Json, refused, told


def find(county: County, query: str = "") -> list[Json]:
    found: list[Json] = told(county.greeter.get(f"/halls/{COUNTY}/tickets{query}"))["items"]
    return found


@pytest.mark.parametrize("typed", ["H002", "h002", "%20H002%20"])
def test_a_ticket_is_found_by_its_number_however_it_is_typed(county: County, typed: str) -> None:
    county.issue("tax")
    second = county.issue("tax")
    assert [ticket["id"] for ticket in find(county, f"?number={typed}")] == [second["id"]]


def test_a_number_that_was_not_given_today_finds_nothing(county: County) -> None:
    county.issue("tax")
    county.wait(days=1)
    assert find(county, "?number=H001") == []
    assert find(county, "?number=nonsense") == []


def test_tickets_are_found_by_state(county: County) -> None:
    county.open(27)
    county.issue("tax")
    county.issue("tax")
    county.call(27)
    assert [ticket["number"] for ticket in find(county, "?state=waiting")] == ["H002"]
    assert [ticket["number"] for ticket in find(county, "?state=called")] == ["H001"]
    refused(county.greeter.get(f"/halls/{COUNTY}/tickets?state=lost"), "invalid", 422)


def test_a_long_list_comes_in_pages_without_gap_or_double(county: County) -> None:
    numbers = [county.issue("tax")["number"] for _ in range(5)]
    seen, after = [], 0
    while after is not None:
        page = told(county.greeter.get(f"/halls/{COUNTY}/tickets?limit=2&after={after}"))
        seen += [ticket["number"] for ticket in page["items"]]
        after = page["next"]
    assert seen == numbers


def sent_away(county: County, missing: str, **wish: Any) -> Json:
    ticket = county.issue("tax", **wish)
    county.serve(27)
    told(county.finish(27, ticket, "incomplete", missing=[missing]))
    return ticket


def test_a_list_tells_of_each_what_is_told_of_it_alone(county: County) -> None:
    county.open(3, 27)
    for missing in ("公章", "营业执照"):  # known by the number on both days, and on the third by the paper too
        sent_away(county, missing, id_number=ADULT)
        county.wait(days=1)
    county.open(3, 27)
    first = sent_away(county, "身份证", id_number=ADULT)
    second = sent_away(county, "授权书", id_number=ADULT, returns_from=first["id"])
    for wish in ({"id_number": ADULT}, {"returns_from": second["id"]}, {"id_number": YOUNG}, {}, {"needs_help": True}):
        county.issue("tax", **wish)
        county.issue("pension", **wish)
    county.call(3)
    listed = find(county, "?limit=200")
    assert len(listed) == 12
    assert listed == [one for ticket in listed for one in find(county, f"?number={ticket['number']}")]
    notes = {ticket["id"]: [note["text"] for note in ticket["notes"]] for ticket in listed}
    assert notes[second["id"]] == ["公章", "营业执照", "身份证", "授权书"]
    assert max(len(ticket["earlier_today"]) for ticket in listed) == 3
    assert len({ticket["ahead"] for ticket in listed if ticket["state"] == "waiting"}) > 3


def test_a_long_list_asks_as_often_as_a_short_one(county: County) -> None:
    county.open(27)
    gone = [sent_away(county, "公章", id_number=number)["id"] for number in (SENIOR, YOUNG, ADULT)]
    said: list[str] = []
    sa.event.listen(county.database.engine, "before_cursor_execute", lambda *told: said.append(told[2]))

    def statements(*wishes: dict[str, str]) -> int:
        for wish in wishes:
            county.issue("tax", **wish)
        find(county, "?limit=200")
        said.clear()
        find(county, "?limit=200")
        return len(said)

    few = statements({"id_number": SENIOR}, {"returns_from": gone[1]}, {})
    assert statements({"id_number": YOUNG}, {"returns_from": gone[2]}, *[{}] * 20) == few < 30


def test_tickets_of_another_hall_are_not_found(county: County) -> None:
    told(county.visitor.post("/halls/louguan/tickets", {"channel": "phone", "services": ["pension"]}), 201)
    assert find(county) == []


def test_a_reprint_is_noted_and_changes_nothing(county: County) -> None:
    ticket = county.issue("tax")
    again = told(county.greeter.does("reprint", ticket))
    assert (again["state"], again["effective_since"]) == ("waiting", ticket["effective_since"])
    assert [entry.kind for entry in county.journal()][-1] == "ticket_reprinted"
    reprinted = told(county.kiosk.does("reprint", ticket))
    assert reprinted["principals"] == []
    assert {(errand["principal"], errand["person"]) for errand in reprinted["errands"]} == {(None, None)}
    refused(county.visitor.does("reprint", ticket), "not_signed_in", 401)


def why(county: County, mine: Json, other: Json) -> Json:
    sentence: Json = told(county.visitor.get(f"/tickets/{mine['id']}/why/{other['number']}"))
    return sentence


def test_the_order_of_two_tickets_is_explained_to_either_holder(county: County) -> None:
    ordinary = county.issue("tax")
    county.wait(minutes=5)
    senior = county.issue("tax", id_number=SENIOR)
    for mine, other in ((ordinary, senior), (senior, ordinary)):
        sentence = why(county, mine, other)
        assert sentence["first"] == senior["number"]
        assert sentence["label"] == sentence["text"]["zh"]
        assert "09:45" in sentence["text"]["zh"]
        assert "10:00" in sentence["text"]["en"]


def test_the_category_of_another_is_told_as_minutes_alone(county: County) -> None:
    ordinary, senior = county.issue("tax"), county.issue("tax", id_number=SENIOR)
    sentence = why(county, ordinary, senior)["text"]
    assert "20" in sentence["zh"]
    assert not any(word in sentence["zh"] + sentence["en"] for word in ("老年", "senior", "Older", "绿色", "green"))


def test_a_number_that_was_not_given_that_day_is_not_found(county: County) -> None:
    ticket = county.issue("tax")
    refused(county.visitor.get(f"/tickets/{ticket['id']}/why/H999"), "ticket_not_found", 404)
    refused(county.visitor.get(f"/tickets/{ticket['id']}/why/x"), "ticket_not_found", 404)


def test_a_call_out_of_order_is_explained_as_what_it_was(county: County) -> None:
    county.open(27)
    first, second = county.issue("tax"), county.issue("tax")
    told(county.at(27, "call", ticket=second["id"], reason="行动不便"))
    sentence = why(county, first, second)
    assert sentence["first"] == second["number"]
    assert "行动不便" not in sentence["text"]["zh"]


def test_whom_a_window_would_call_and_why_is_told_beforehand(county: County) -> None:
    county.open(27)
    county.issue("tax")
    senior = county.issue("tax", id_number=SENIOR)
    told_next = told(county.clerk(27).get(f"/windows/{county.windows[27]}/next"))
    assert told_next["ticket"]["number"] == senior["number"]
    assert senior["number"] in told_next["why"]["zh"]
    assert county.call(27)["number"] == senior["number"]


def test_a_window_that_would_call_nobody_says_so(county: County) -> None:
    county.open(27)
    county.issue("pension")
    assert told(county.clerk(27).get(f"/windows/{county.windows[27]}/next")) == {"ticket": None, "why": None}
