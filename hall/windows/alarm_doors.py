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
from hall.staff.permissions import Permission
from hall.windows.actions.alarming import acknowledge_alarm
from hall.windows.alarm_answers import AlarmRecord, alarm_record
from hall.windows.standing import alarms_since, hall_of_alarm, standing_alarms, stored_alarm

endpoints = Endpoints("alarms")


class AlarmQuery(Body):
    """`open`: what stands, in the order of raising. `all`: the day's, the latest first; `after` a `next` goes on."""

    state: Literal["open", "all"] = "open"
    after: Cursor = 0
    limit: int = Field(default=100, ge=1, le=200)


class AlarmList(Answer):
    items: list[AlarmRecord]
    next: int | None


@endpoints.read("/halls/<hall>/alarms", access=needs(Permission.BOARD), answer=AlarmList, query=AlarmQuery)
def list_alarms(call: Call[AlarmQuery], connection: Connection) -> AlarmList:
    """What the hall's manager is warned of now, or was today."""
    book, at, query = hall_book(connection, call.subject.hall_id), now(), call.body
    if query.state == "open":
        found, more = standing_alarms(connection, book.hall_id), False
    else:
        midnight = datetime.combine(hall_day(book.zone, at), time(), book.zone)
        asked = alarms_since(connection, book.hall_id, midnight, before=query.after or None, limit=query.limit + 1)
        found, more = asked[: query.limit], len(asked) > query.limit
    items = [alarm_record(alarm, book, at, call.language) for alarm in found]
    return AlarmList(items=items, next=found[-1].seq if more else None)


@endpoints.act("POST", "/alarms/<alarm>/acknowledge", access=needs(Permission.ALARMS), answer=AlarmRecord)
def acknowledge(call: Call[NoBody], work: Work) -> AlarmRecord:
    """Take care of an alarm; who does so first is named to everybody."""
    acknowledge_alarm(work, call.subject.id)
    alarm = stored_alarm(work.connection, call.subject.id)
    return alarm_record(alarm, hall_book(work.connection, work.hall_id), work.now, call.language)


def find_alarm(connection: Connection, alarm_id: str) -> Subject:
    """What a path's `<alarm>` speaks of."""
    return Subject("alarm", alarm_id, *hall_of_alarm(connection, alarm_id))
