"""The doors of a hall's alarms: what stands or stood today, and who takes care of one."""

from datetime import datetime, time
from typing import Literal

from pydantic import Field
from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_book
from hall.clock import hall_day, now
from hall.db import Work
from hall.edge.access import Subject, needs
from hall.edge.endpoint import Answer, Body, Call, Cursor, Endpoints, NoBody
from hall.errors import Forbidden
from hall.staff.permissions import Permission
from hall.text import Text
from hall.windows.actions.alarming import acknowledge_alarm
from hall.windows.alarm_answers import AlarmRecord, alarm_record
from hall.windows.alarm_hearers import listed_kinds, taken_kinds
from hall.windows.standing import alarms_since, hall_of_alarm, standing_alarms, stored_alarm

endpoints = Endpoints("alarms")
LISTED = needs(Permission.BOARD, Permission.LEDGER_ALARMS)
TAKEN = needs(Permission.ALARMS, Permission.LEDGER_ALARMS)
NOT_THEIRS = Text(
    "“办不成事”专员只应答窗口对专员的呼叫，这条告警由值班长处理",
    "The escalation officer answers windows that call for one; this alarm is for a manager to acknowledge",
)


class AlarmQuery(Body):
    """`open`: what stands, in the order of raising. `all`: the day's, the latest first; `after` a `next` goes on."""

    state: Literal["open", "all"] = "open"
    after: Cursor = 0
    limit: int = Field(default=100, ge=1, le=200)


class AlarmList(Answer):
    items: list[AlarmRecord]
    next: int | None


@endpoints.read("/halls/<hall>/alarms", access=LISTED, answer=AlarmList, query=AlarmQuery)
def list_alarms(call: Call[AlarmQuery], connection: Connection) -> AlarmList:
    """What the hall's manager is warned of now, or was today; of it, what the escalation officer is called for."""
    book, at, query = hall_book(connection, call.subject.hall_id), now(), call.body
    kinds = listed_kinds(call.caller.rights_in(book.hall_id))
    if query.state == "open":
        found, more = [alarm for alarm in standing_alarms(connection, book.hall_id) if alarm.kind in kinds], False
    else:
        midnight = datetime.combine(hall_day(book.zone, at), time(), book.zone)
        before = query.after or None
        asked = alarms_since(connection, book.hall_id, midnight, kinds, before=before, limit=query.limit + 1)
        found, more = asked[: query.limit], len(asked) > query.limit
    items = [alarm_record(alarm, book, at, call.language) for alarm in found]
    return AlarmList(items=items, next=found[-1].seq if more else None)


@endpoints.act("POST", "/alarms/<alarm>/acknowledge", access=TAKEN, answer=AlarmRecord)
def acknowledge(call: Call[NoBody], work: Work) -> AlarmRecord:
    """Take care of an alarm; who does so first is named to everybody."""
    if stored_alarm(work.connection, call.subject.id).kind not in taken_kinds(call.caller.rights_in(work.hall_id)):
        raise Forbidden(NOT_THEIRS)
    acknowledge_alarm(work, call.subject.id)
    alarm = stored_alarm(work.connection, call.subject.id)
    return alarm_record(alarm, hall_book(work.connection, work.hall_id), work.now, call.language)


def find_alarm(connection: Connection, alarm_id: str) -> Subject:
    """What a path's `<alarm>` speaks of."""
    return Subject("alarm", alarm_id, *hall_of_alarm(connection, alarm_id))
