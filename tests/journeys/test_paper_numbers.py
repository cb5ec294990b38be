"""The server is away, paper is given out, the server comes back: the papers are entered beside the numbers since."""

from datetime import UTC, datetime, timedelta

from tests.ears import Ears
from tests.people import Cast, Json, Staff
from tests.served import COUNTY, Served, command


def papers(by: Staff, *rows: Json, expect: int = 201) -> Json:
    return dict(by.act(f"/halls/{COUNTY}/tickets/emergency", {"tickets": list(rows)}, expect=expect))


def test_papers_of_an_outage_are_called_by_their_own_numbers_in_their_own_turn(
    own: Served, own_cast: Cast, own_ears: Ears
) -> None:
    clerk = own_cast.clerk(27)
    before = own_cast.kiosk.take("tax")
    own.kill()
    given = datetime.now(UTC)
    own.start()
    greeter = Staff(own, "greeter")
    screen, desk = own_ears.screen(), own_ears.desk(greeter.cookie)
    since = own_cast.kiosk.take("tax")
    rows = [
        {"paper": "002", "given_at": (given + timedelta(milliseconds=2)).isoformat(), "services": ["tax"]},
        {"paper": "001", "given_at": given.isoformat(), "services": ["tax"]},
        {"paper": "003", "given_at": given.isoformat(), "services": ["tax"], "served": {"outcome": "completed"}},
    ]
    assert [item["state"] for item in papers(greeter, *rows)["items"]] == ["waiting", "waiting", "done"]
    assert not any(item["fresh"] for item in papers(greeter, *rows)["items"])
    desk.wait("ticket_entered", lambda fact: fact["data"]["number"] == "YJ003")

    order = []
    for _ in range(4):
        ticket = clerk.called()
        order.append(ticket["number"])
        screen.wait("ticket_called", lambda fact, number=ticket["number"]: fact["data"]["ticket"] == number)
        clerk.serve(ticket)
    assert order == [before["number"], "YJ001", "YJ002", since["number"]]

    [call] = [
        fact for fact in screen.facts if fact["data"].get("ticket") == "YJ001" and fact["kind"] == "ticket_called"
    ]
    assert call["data"]["announcement"]["text"]["zh"] == "请YJ001号到27号窗口办理"
    why = greeter.ask(f"/tickets/{since['id']}/why/YJ001")
    assert "手工号" in why["text"]["zh"]
    verified = command(own.data, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_one_wrong_row_of_many_enters_none(own: Served, own_cast: Cast) -> None:
    greeter = Staff(own, "greeter")
    now = datetime.now(UTC).isoformat()
    rows = [{"paper": f"{number:03}", "given_at": now, "services": ["tax"]} for number in range(1, 60)]
    rows.append({"paper": "060", "given_at": now, "services": ["no-such-thing"]})
    problem = papers(greeter, *rows, expect=422)
    assert [each["field"] for each in problem["errors"]] == ["tickets.59.services"]
    assert greeter.ask(f"/halls/{COUNTY}/tickets", number="YJ001")["items"] == []
    assert len(papers(greeter, *rows[:-1])["items"]) == 59
    assert command(own.data, "verify").returncode == 0
