"""A red card is an alarm on the managers' board: once, until somebody knows of it or the clock has ended."""

from tests.actions.escalation.ledger import DONE, Ledger
from tests.halls import COUNTY, Json, refused, told


def red(ledger: Ledger) -> list[Json]:
    return [alarm for alarm in ledger.county.look() if alarm["kind"] == "red_card"]


def test_each_red_card_is_an_alarm_once(ledger: Ledger) -> None:
    ledger.in_progress()
    ledger.wait(days=2)
    assert red(ledger) == [], "not overdue yet"
    ledger.wait(days=6)
    [alarm] = red(ledger)
    assert ledger.county.look() == ledger.county.look()
    assert alarm["text"]["zh"] == "“办不成事”有一条记录亮红牌，请到台账处理"
    told(ledger.manager.post(f"/alarms/{alarm['id']}/acknowledge"))
    ledger.wait(minutes=6)
    assert red(ledger) == []
    ledger.wait(days=7)
    assert red(ledger) == [], "the joint meeting and the days that pass warn of nothing anew"
    assert len(ledger.county.journal("alarm_raised")) == 1


def test_it_ends_with_the_clock_and_another_is_another(ledger: Ledger) -> None:
    one, other = ledger.in_progress(), ledger.in_progress()
    ledger.wait(days=8)
    assert len(red(ledger)) == 2
    ledger.does(ledger.land, one, "resolve", **DONE)
    assert len(red(ledger)) == 2, "nobody has replied yet"
    ledger.does(ledger.land, one, "reply", text="好了")
    assert len(red(ledger)) == 1
    ledger.does(ledger.reporter, other, "withdraw")
    assert red(ledger) == []
    assert [entry.data["cause"] for entry in ledger.county.journal("alarm_cleared")] == ["over", "over"]


def test_a_round_that_is_late_as_well_warns_again(ledger: Ledger) -> None:
    record = ledger.in_progress()
    ledger.wait(days=8)
    ledger.does(ledger.land, record, "resolve", **DONE)
    ledger.does(ledger.land, record, "reply", text="好了")
    ledger.does(ledger.officer, record, "call-back", satisfaction="dissatisfied")
    ledger.does(ledger.officer, record, "reopen", reason="没有办好")
    assert red(ledger) == []
    ledger.wait(days=10)
    assert len(red(ledger)) == 1


def test_no_desk_is_told_which_record_it_is(ledger: Ledger) -> None:
    record = ledger.in_progress()
    ledger.wait(days=8)
    [alarm] = red(ledger)
    [entry] = ledger.county.journal("alarm_raised")
    board = told(ledger.manager.get(f"/halls/{COUNTY}/board"))
    for text in (str(alarm), entry.text, str(board["alarms"])):
        assert record["number"] not in text
        assert record["id"] not in text
    refused(ledger.officer.post(f"/alarms/{alarm['id']}/acknowledge"), "forbidden", 403)


def test_from_the_alarm_to_the_record_for_whoever_may_read_it(ledger: Ledger) -> None:
    record = ledger.in_progress()
    ledger.wait(days=8)
    [alarm] = red(ledger)
    for who in (ledger.manager, ledger.above, ledger.officer):
        found = told(who.get(f"/alarms/{alarm['id']}/record"))
        assert (found["id"], found["number"], found["clock"]) == (record["id"], record["number"], "handling")
    for who in (ledger.land, ledger.county.person("clerk27"), ledger.county.greeter):
        refused(who.get(f"/alarms/{alarm['id']}/record"), "forbidden", 403)


def test_whoever_a_record_complains_of_is_told_what_an_alarm_without_a_record_tells(ledger: Ledger) -> None:
    told(ledger.officer.post(f"/halls/{COUNTY}/escalations", {
        "source": "window", "description": "值班长态度生硬", "staff": "manager",
    }), 201)  # fmt: skip
    ledger.county.open(27)
    ledger.county.at(27, "help", whom="manager")
    ledger.wait(days=1)
    [alarm] = red(ledger)
    [other] = [alarm for alarm in ledger.county.look() if alarm["kind"] == "help_manager"]
    complained = ledger.manager.get(f"/alarms/{alarm['id']}/record")
    refused(complained, "alarm_not_found", 404)
    assert complained.get_json() == ledger.manager.get(f"/alarms/{other['id']}/record").get_json()
    assert told(ledger.above.get(f"/alarms/{alarm['id']}/record"))["clock"] == "contact"
