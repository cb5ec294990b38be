"""What staff put right afterwards: a miss that the hall was to blame for, and what came of a home visit."""

import sqlalchemy as sa

from hall.booking.actions.writing import booked_for, keep, told
from hall.booking.missing import Excuse
from hall.booking.models import PEOPLE
from hall.booking.modes import Mode
from hall.booking.queries import appointment_row
from hall.booking.states import AppointmentState, Move, after
from hall.catalogue.book import HallBook
from hall.clock import hall_day
from hall.db import Work
from hall.errors import AppointmentWrongDay, AppointmentWrongState
from hall.events import AppointmentExcused, HomeVisitMade, Json
from hall.journal.remarks import remark
from hall.personal.vault import Vault
from hall.text import Text


def excuse_miss(work: Work, appointment_id: str, reason: Json | None) -> None:
    """Count a miss no longer: of whoever did not come, or gave up too late. Raises AppointmentWrongState."""
    row = appointment_row(work.connection, appointment_id)
    state = after(row.state, Move.EXCUSE)
    if row.state is AppointmentState.CONFIRMED or (row.state is AppointmentState.CANCELLED and not row.late):
        words = Text("该预约没有记为爽约，无需更正。", "Nothing was counted as missed; nothing is to correct.")
        raise AppointmentWrongState(words, extra={"state": row.state.value})
    seq = work.record(AppointmentExcused(**told(row), cause=Excuse.BY_HALL.value, remark=reason))
    keep(work, row, state, seq, cause=Excuse.BY_HALL.value, late=False)
    everybody = sa.update(PEOPLE).where(PEOPLE.c.appointment_id == row.id)
    work.connection.execute(everybody.values(missed_on=None))


def record_visit(work: Work, book: HallBook, vault: Vault, appointment_id: str, *, met: bool, note: str | None) -> None:
    """Note what came of a home visit, from its day on; the same again changes nothing, the other corrects it.

    Raises AppointmentWrongState, AppointmentWrongDay.
    """
    row = appointment_row(work.connection, appointment_id)
    result = AppointmentState.VISITED if met else AppointmentState.NOT_MET
    if row.mode is not Mode.HOME_VISIT:
        words = Text("这不是上门预约，到大厅签到即可。", "This is no home visit: it is checked in at the hall.")
        raise AppointmentWrongState(words, extra={"state": row.state.value})
    if row.state is result:
        return
    state = after(row.state, Move.VISIT if met else Move.MISS_AT_HOME)
    if row.day > hall_day(book.zone, work.now):
        words = Text(f"上门日期是{row.day:%m月%d日}，当天再登记结果。", f"It is on {row.day:%d %b}: record it then.")
        raise AppointmentWrongDay(words, extra={"day": row.day.isoformat()})
    seq = work.record(HomeVisitMade(**told(row), result=result.value, remark=remark(work, vault, note)))
    keep(work, row, state, seq, ended_at=work.now)
    booked_for(work, row.id, None)
