"""What is told of one Saturday: a notice, a record, a bad review and a visit at home have the same three days."""

from tests.actions.escalation.ledger import Ledger
from tests.halls import COUNTY, County, told

THURSDAY = "2026-12-03"


def test_three_working_days_from_a_saturday_end_on_one_day_wherever_they_are_told(county: County) -> None:
    ledger = Ledger(county)
    county.set_hours(always=True)
    county.wait(days=5, hours=1)  # Saturday the 28th
    county.open(27)
    ticket = county.issue("tax")
    county.serve(27)
    told(county.finish(27, ticket, "incomplete", missing=["公章"]))
    assert county.see(ticket)["returning"] == {"until": THURSDAY, "working_days": 3}

    record = ledger.accepted(case_class="N")  # to be answered in three
    assert (record["staff"]["limit_days"], record["due_at"]) == (3, "2026-12-03T16:00:00.000000Z"), "as Thursday ends"
    home = {"venue": "home", "name": "王小二", "phone": "13800138000", "address": "县城"}
    help_ = told(county.visitor.post(f"/halls/{COUNTY}/assistance", home), 201)
    assert help_["due_at"] == record["due_at"]

    bad = {"rating": "dissatisfied", "text": "跑了三趟"}
    told(county.visitor.post(f"/tickets/{ticket['id']}/review", bad), 201)
    [review] = told(county.manager.get(f"/halls/{COUNTY}/reviews"))["items"]
    assert review["due_on"] == "2026-12-01", "one working day: that of Monday"

    county.wait(days=5)
    assert told(county.kiosk.post(f"/halls/{COUNTY}/scan", {"code": ticket["id"]}))["services"] == ["tax"]
    county.wait(days=1)
    assert county.see(ticket)["returning"] is None
