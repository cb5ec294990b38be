"""When a report came in, as staff may say it: not later than now, and not so long ago that it is a slip. Pure."""

from datetime import datetime, timedelta

from hall.errors import FieldProblem, Invalid
from hall.text import Text

LONGEST_AGO = timedelta(days=366)


def received_fault(at: datetime, now: datetime) -> Text | None:
    """What is wrong with it; its time runs from then on, so a wrong year would raise every card at once."""
    if at > now:
        return Text("收到时间不能晚于现在", "It cannot have been received later than now")
    if at < now - LONGEST_AGO:
        return Text(
            "收到时间不能早于一年前，请核对年份", "It cannot have been received more than a year ago: check the year"
        )
    return None


def check_received(at: datetime, now: datetime) -> None:
    """Raises Invalid at its field."""
    fault = received_fault(at, now)
    if fault is not None:
        raise Invalid(fault, fields=[FieldProblem("received_at", fault)])
