"""What those who run the hall, and the departments concerned, are told of records: numbers and days, never the matter.

Written in the transaction of what is told, so that each is told once and none that was undone.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from hall.catalogue.book import HallBook
from hall.catalogue.hours import by_end_of
from hall.db import Work
from hall.escalation.clocks import Colour
from hall.escalation.queries import EscalationRow
from hall.events import Json
from hall.notify.actions import Note, tell
from hall.notify.addresses import Audience
from hall.text import Text

TOLD_FOR = timedelta(days=1)


def tell_of_card(work: Work, book: HallBook, row: EscalationRow, colour: Colour, seq: int) -> None:
    """A card was raised (journal number `seq`): which, on what, who has it, and when it was or is due."""
    name, due = colour.words, _due(book, row.due_at)
    has = book.department(row.owner) if row.owner else None
    owner = Text(f"由{has.zh}承办", f"with {has.en}") if has else Text("尚未分派", "with nobody yet")
    words = Text(
        f"“办不成事”记录{row.number}：{name.zh}。{owner.zh}，时限{due.zh}，请尽快处理。",
        f"Record {row.number}: {name.en.lower()}. It is {owner.en}, due {due.en}. Please see to it.",
    )
    _tell(work, book, f"card:{seq}", "card", words, [row.owner, *row.co_departments])


def tell_of_assignment(work: Work, book: HallBook, row: EscalationRow, values: Json, seq: int) -> None:
    """A department was given a record, by the step with the journal number `seq`; `values` as it is written."""
    owner, due = values["owner"], _due(book, values["due_at"])
    words = Text(
        f"“办不成事”记录{row.number}已交{book.department(owner).zh}办理，请及时签收，时限{due.zh}。",
        f"Record {row.number} is now with {book.department(owner).en}, due {due.en}. Please sign for it.",
    )
    _tell(work, book, f"assigned:{seq}", "assigned", words, [owner, *values["co_departments"]])


def _tell(work: Work, book: HallBook, cause: str, kind: str, words: Text, departments: Iterable[str | None]) -> None:
    concerned = frozenset(each for each in departments if each)
    note = Note(cause, kind, words.as_json(), book.spoken, TOLD_FOR, departments=concerned)
    tell(work.connection, work.hall_id, Audience.STAFF, [note], work.now)


def _due(book: HallBook, at: datetime) -> Text:
    day, time = by_end_of(at.astimezone(book.zone))
    return Text(f"{day:%m月%d日} {time}", f"{day:%d %b} {time}")
