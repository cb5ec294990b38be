"""The words of a record's log: what each line is called, and what a step brought in codes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hall.catalogue.book import HallBook
from hall.escalation.actions.attaching import ATTACHMENT
from hall.escalation.actions.noting import NOTE, QUESTION
from hall.escalation.actions.registering import REGISTERED
from hall.escalation.clocks import CaseClass
from hall.escalation.kinds import CaseOutcome, Cause
from hall.escalation.queries import EscalationRow
from hall.escalation.states import State, Step
from hall.escalation.workflow import Satisfaction
from hall.text import Language, Text

_WITHOUT_REPORTER = Text("匿名反映，不作答复和回访", "An anonymous report: nobody to reply to and to call back")
_MORE_STEPS = {
    REGISTERED: Text("登记", "Registered"),
    NOTE: Text("备注", "Note"),
    QUESTION: Text("请反映人补充", "Question to the reporter"),
    ATTACHMENT: Text("附件", "File added"),
}
_SAID: Mapping[str, Callable[[Any], Text]] = {
    "class": lambda value: CaseClass(value).words,
    "cause": lambda value: Cause(value).words,
    "outcome": lambda value: CaseOutcome(value).words,
    "days": lambda value: Text(f"{value}个工作日", f"{value} working days"),
    "satisfaction": lambda value: Satisfaction(value).words,
    "agrees": lambda value: Text("同意", "agreed") if value else Text("不同意", "not agreed"),
}


def line_words(step: str) -> Text:
    """What a line of the log is called."""
    return _MORE_STEPS[step] if step in _MORE_STEPS else Step(step).words


def code_words(data: Mapping[str, Any], book: HallBook) -> Text:
    """What a step brought in codes, in words."""
    said = [_SAID[key](value) for key, value in data.items() if key in _SAID]
    if "department" in data:
        said.append(book.department(data["department"]))
    if "co_departments" in data:
        names = departments_words(book, data["co_departments"])
        said.append(Text(f"协办：{names.zh}", f"helping: {names.en}"))
    return Text("，".join(one.zh for one in said), ", ".join(one.en for one in said))


def departments_words(book: HallBook, names: Iterable[str]) -> Text:
    """Several departments in one line."""
    found = [book.department(name) for name in names]
    return Text("、".join(one.zh for one in found), ", ".join(one.en for one in found))


def unwritten(row: EscalationRow, language: Language) -> str | None:
    """Why a record is closed without a reply and a call-back, where no reason had to be written."""
    unanswered = row.state == State.ARCHIVED and row.anonymous and row.reply is None
    return _WITHOUT_REPORTER.pick(language) if unanswered else None
