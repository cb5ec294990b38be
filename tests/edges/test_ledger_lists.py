"""Lists of the ledgers cost the database as much for many lines as for one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.actions.assistance.helping import does
from tests.actions.escalation.ledger import Ledger
from tests.halls import COUNTY, County, told

Counted = Callable[[Callable[[], Any]], int]
BAD = {"rating": "dissatisfied", "text": "跑了三趟"}


def sent_away(county: County, window: int) -> str:
    """A ticket whose holder was told that something is missing, thought badly of it, and asked to be helped."""
    ticket = county.issue("tax")
    told(county.at(window, "call", ticket=ticket["id"], reason="a test"))
    told(county.clerk(window).does("start", ticket))
    told(county.finish(window, ticket, "incomplete", missing=["公章"]))
    told(county.visitor.post(f"/tickets/{ticket['id']}/review", BAD), 201)
    return str(ticket["id"])


def test_a_long_log_is_read_in_the_statements_of_a_short_one(county: County, counted: Counted) -> None:
    ledger = Ledger(county)
    record = ledger.report()
    for by in (ledger.officer, ledger.manager, ledger.above):
        ledger.does(by, record, "notes", text="已问")
    few = counted(lambda: ledger.see(record, ledger.officer))
    for by in (ledger.officer, ledger.manager, ledger.reporter, ledger.above):
        ledger.does(by, record, "notes", text="再问")
    assert counted(lambda: ledger.see(record, ledger.officer)) == few
    assert [line["text"] for line in ledger.see(record, ledger.officer)["log"]] == [None, *["已问"] * 3, *["再问"] * 4]
    assert [line["text"] for line in ledger.see(record)["log"]] == [None, "再问"]


def test_a_long_list_is_read_in_the_statements_of_a_short_one(county: County, counted: Counted) -> None:
    county.open(27, 28)
    lists = [f"/halls/{COUNTY}/{each}" for each in ("assistance?open=true", "reviews", "one-time-notices")]

    def another(window: int) -> None:
        sent_away(county, window)
        here = {"text": "不会填表"}
        help_ = told(county.visitor.post(f"/tickets/{county.issue('tax')['id']}/assistance", here), 201)
        does(county, help_, "assign", aide=f"clerk{window}")

    def read(path: str) -> Any:
        return told(county.manager.get(path))

    def statements() -> list[int]:
        return [counted(partial(read, path)) for path in lists]

    another(27)
    one = statements()
    for window in (28, 27, 28):
        another(window)
    assert [len(read(path)["items"]) for path in lists] == [4, 4, 4]
    assert statements() == one
