"""Photographs and PDFs added to a record, by whoever reported it and by those who deal with it."""

from collections.abc import Sequence
from dataclasses import replace

from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.db import Work
from hall.errors import EscalationWrongState, FileNotFound, TooManyFiles
from hall.escalation.queries import EscalationRow, running_of, stored_escalation
from hall.escalation.states import Part, State
from hall.escalation.workflow import Who
from hall.escalation.writing import clock_values, main_part, write_line
from hall.events import EscalationAttached
from hall.files.actions import keep_file, note_look
from hall.files.queries import FileRow, OwnerKind, file_of, files_of
from hall.files.receiving import Received
from hall.journal.audit import AuditKind, Trail
from hall.personal.vault import Vault
from hall.text import Text

OWNER = OwnerKind.ESCALATION
ATTACHMENT = "attachment"
MOST = 10  # from each side
REPORTERS, STAFFS = 0, 1
"""The parts of a record's files: what whoever reported it added, and what was added by those who deal with it."""


def side_of(who: Who) -> int:
    """Whose files somebody adds to."""
    return REPORTERS if who.parts == {Part.REPORTER} else STAFFS


def seen_by(who: Who, files: Sequence[FileRow]) -> list[FileRow]:
    """Which of a record's files somebody sees who may read it: staff all, its reporter their own."""
    return [each for each in files if side_of(who) == STAFFS or each.part == REPORTERS]


def check_may_attach(row: EscalationRow, who: Who, files: Sequence[FileRow]) -> None:
    """Raises EscalationWrongState once the record is closed, TooManyFiles."""
    state = State(row.state)
    if not state.open:
        raise EscalationWrongState(
            Text("记录已办结，不能再加附件", "The record is closed: nothing more is added"),
            extra={"state": state.value},
        )
    if sum(each.part == side_of(who) for each in files) >= MOST:
        words = Text(f"最多{MOST}个附件，请把多页合成一个 PDF", f"At most {MOST} files: put several pages into one PDF")
        raise TooManyFiles(words, extra={"most": MOST})


def attach(work: Work, book: HallBook, vault: Vault, escalation_id: str, who: Who, received: Received) -> None:
    """Add a file that lies in its folder; from the reporter it lets a clock run again that a question held.

    An anonymous reporter's file is called nothing that it was called before. Raises what `check_may_attach` does.
    """
    row = stored_escalation(work.connection, escalation_id)
    check_may_attach(row, who, files_of(work.connection, OWNER, [row.id])[row.id])
    part, side, running = main_part(who), side_of(who), running_of(row)
    if running is not None and part is Part.REPORTER:
        running = running.resumed(hall_day(book.zone, work.now), book.opening, book.escalations)
    if row.anonymous and side == REPORTERS:
        received = replace(received, name=f"{ATTACHMENT}.{received.kind.ending}")
    keep_file(work, vault, OWNER, row.id, received, side)
    values = clock_values(work.connection, book, row, running, row.reopened)
    work.record(EscalationAttached(escalation=row.number, part=part.value, file=received.id, due_at=values["due_at"]))
    told = {"file": received.id}
    write_line(work, book, row, values, step=ATTACHMENT, state=State(row.state), part=part, text=None, data=told)


def open_attachment(work: Work, vault: Vault, address: str, escalation_id: str, who: Who, file_id: str) -> FileRow:
    """A file for somebody who may read the record; that one of the staff opened it goes on record.

    Raises FileNotFound, also for what its reporter does not see.
    """
    file = file_of(work.connection, OWNER, escalation_id, file_id)
    if not seen_by(who, [file]):
        raise FileNotFound
    if side_of(who) == STAFFS:
        note_look(work, file)
        trail = Trail(work.connection, vault, work.now, work.by.id, address)
        number = stored_escalation(work.connection, escalation_id).number
        trail.note(AuditKind.FILE_READ, file.id, hall_id=work.hall_id, what="escalation", number=number)
    return file
