"""What is done before an appointment: materials handed in and taken back, looked at and answered, and forgotten."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from hall.booking.materials import MaterialRow, asked_materials, material_of
from hall.booking.models import MATERIALS
from hall.booking.modes import Mode
from hall.booking.prereview import MaterialState, Verdict, after_taking_back, check_answer, check_hand_in
from hall.booking.queries import AppointmentRow, appointment_row
from hall.booking.states import LIVE
from hall.catalogue.book import HallBook
from hall.clock import now
from hall.db import Work
from hall.engines import put_row
from hall.errors import MaterialLookedAt, MaterialWrongState, NoPrereview, PrereviewOver, TooManyFiles
from hall.events import MaterialAnswered, MaterialHandedIn, MaterialsForgotten, MaterialTakenBack
from hall.events import MaterialLookedAt as LookedAt
from hall.files.actions import keep_file, note_look, remove_file, remove_files_of
from hall.files.queries import FileRow, OwnerKind, file_of, files_of
from hall.files.receiving import Received
from hall.journal.audit import AuditKind, Trail
from hall.journal.remarks import remark
from hall.personal.vault import Vault
from hall.text import Text

OWNER = OwnerKind.APPOINTMENT


def check_open(row: AppointmentRow) -> None:
    """Raises NoPrereview, PrereviewOver: materials are handed in and answered until the appointment begins."""
    if row.mode is not Mode.PRE_REVIEW:
        raise NoPrereview(
            Text(
                "该预约不是“预审办”，材料请办理时带来", "This appointment is not reviewed beforehand: bring the papers"
            )
        )
    if row.state not in LIVE or now() >= row.starts_at:
        raise PrereviewOver(
            Text(
                f"预约{row.state.words.zh}或已到预约时间，请把材料带到窗口",
                "The appointment has begun or is over: bring the papers to the window",
            )
        )


def check_room(book: HallBook, files: Sequence[FileRow]) -> None:
    """Raises TooManyFiles when an appointment has as many as it may."""
    most = book.booking.pre_review_files
    if len(files) >= most:
        words = Text(
            f"最多上传{most}个文件。请先删除不需要的，或把多页合成一个 PDF",
            f"At most {most} files: take one back first, or put several pages into one PDF",
        )
        raise TooManyFiles(words, extra={"most": most})


def hand_in(work: Work, book: HallBook, vault: Vault, appointment_id: str, position: int, received: Received) -> None:
    """Give a file that lies in its folder to a material.

    Raises NoPrereview, PrereviewOver, MaterialNotFound, MaterialWrongState, TooManyFiles.
    """
    row = appointment_row(work.connection, appointment_id)
    check_open(row)
    material = _material(work, vault, row, position)
    check_hand_in(material.state)
    check_room(book, files_of(work.connection, OWNER, [row.id])[row.id])
    keep_file(work, vault, OWNER, row.id, received, position)
    seq = work.record(MaterialHandedIn(appointment=row.id, material=position, file=received.id))
    # Its time runs from the first file on that nobody has answered.
    since = material.handed_in_at if material.state is MaterialState.HANDED_IN else work.now
    _keep(work, material, MaterialState.HANDED_IN, seq, handed_in_at=since)


def take_back(work: Work, vault: Vault, appointment_id: str, file_id: str) -> None:
    """The visitor does not want a file to be looked at. Raises FileNotFound, MaterialLookedAt, PrereviewOver."""
    row = appointment_row(work.connection, appointment_id)
    check_open(row)
    file = file_of(work.connection, OWNER, row.id, file_id)
    material = _material(work, vault, row, file.part)
    if file.looked_at is not None:
        raise MaterialLookedAt(
            Text(
                "工作人员已查看该文件，不能删除；如有错误，可再上传一份",
                "It was looked at, so it cannot be taken back; hand in another one if it is wrong",
            )
        )
    remove_file(work, file)
    others = files_of(work.connection, OWNER, [row.id])[row.id]
    waiting = [each for each in others if each.part == file.part and _unanswered(each, material)]
    seq = work.record(MaterialTakenBack(appointment=row.id, material=file.part, file=file.id))
    _keep(work, material, after_taking_back(material.state, len(waiting), material.told), seq)


def look_at(work: Work, vault: Vault, address: str, appointment_id: str, file_id: str) -> FileRow:
    """One of the staff opens a file: on record each time, in the journal the first. Raises FileNotFound."""
    file = file_of(work.connection, OWNER, appointment_id, file_id)
    if note_look(work, file):
        work.record(LookedAt(appointment=appointment_id, material=file.part, file=file.id))
    trail = Trail(work.connection, vault, work.now, work.by.id, address)
    trail.note(AuditKind.FILE_READ, file.id, hall_id=work.hall_id, what="appointment")
    return file


def answer(
    work: Work,
    vault: Vault,
    appointment_id: str,
    position: int,
    verdict: Verdict,
    missing: Sequence[str],
    note: str | None,
) -> None:
    """Tell the visitor: fine, everything that is missing at once, or to bring the original.

    Raises NoPrereview, PrereviewOver, MaterialNotFound, MaterialWrongState, Invalid.
    """
    row = appointment_row(work.connection, appointment_id)
    check_open(row)
    material = _material(work, vault, row, position)
    check_answer(material.state, verdict, missing, note)
    said = remark(work, vault, "\n".join(missing) if missing else note)
    event = MaterialAnswered(appointment=row.id, material=position, answer=verdict.value, remark=said)
    told = material.told + (verdict is Verdict.INCOMPLETE)
    values = {"answered_at": work.now, "answered_by": work.by.id, "remark": said["id"] if said else None, "told": told}
    _keep(work, material, MaterialState(verdict.value), work.record(event), **values)


def forget_materials(work: Work, appointment_ids: Sequence[str]) -> None:
    """Take away the files of appointments that are over; what was answered stays."""
    for appointment_id in appointment_ids:
        gone = remove_files_of(work, OWNER, [appointment_id])
        if gone:
            work.record(MaterialsForgotten(appointment=appointment_id, files=gone))


def _material(work: Work, vault: Vault, row: AppointmentRow, position: int) -> MaterialRow:
    return material_of(work.connection, row.id, position, len(asked_materials(vault, row)))


def _unanswered(file: FileRow, material: MaterialRow) -> bool:
    return material.answered_at is None or file.added_at > material.answered_at


def _keep(work: Work, row: MaterialRow, state: MaterialState, seq: int, **values: Any) -> None:
    """Write a material's new state, provided it still is as `row` was read."""
    key = {"appointment_id": row.appointment_id, "position": row.position}
    blank = key | {"hall_id": work.hall_id, "state": MaterialState.ASKED, "told": 0, "seq": 0}
    put_row(work.connection, MATERIALS, blank, unless_there=True)
    this = [MATERIALS.c[name] == value for name, value in key.items()]
    as_read = (MATERIALS.c.state == row.state, MATERIALS.c.seq == row.seq)
    written = sa.update(MATERIALS).where(*this, *as_read).values(state=state, seq=seq, **values)
    if work.connection.execute(written).rowcount != 1:
        raise MaterialWrongState
