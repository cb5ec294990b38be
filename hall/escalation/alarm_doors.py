"""The door from a red card's alarm to its record: the alarm itself names none, since whoever sees a board hears it."""

from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_book
from hall.catalogue.terms import AlarmKind
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Call, Endpoints, NoBody
from hall.edge.fields import Instant, Words
from hall.errors import AlarmNotFound, ComplainedOf, NotYourCase
from hall.escalation.actions.carding import number_of
from hall.escalation.clocks import Clock
from hall.escalation.parts import in_front_of
from hall.escalation.queries import with_number
from hall.staff.permissions import Permission
from hall.text import Text
from hall.windows.standing import stored_alarm

endpoints = Endpoints("ledger alarms")
NOTHING_TO_SEE = Text("这条告警没有您可以查看的记录", "This alarm leads to no record that you may read")


class AlarmedRecord(Answer):
    """The record whose red card raised an alarm; `clock`: what is overdue, null once nothing runs."""

    id: str
    number: str
    service_label: Words | None
    clock: str | None
    clock_label: str | None
    due_at: Instant | None


@endpoints.read("/alarms/<alarm>/record", access=needs(Permission.ESCALATIONS), answer=AlarmedRecord)
def record_of(call: Call[NoBody], connection: Connection) -> AlarmedRecord:
    """The record, for whoever may read it; whom it complains of is told what everybody is told of other alarms."""
    alarm = stored_alarm(connection, call.subject.id)
    if alarm.kind is not AlarmKind.RED_CARD:
        raise AlarmNotFound(NOTHING_TO_SEE)
    row = with_number(connection, alarm.hall_id, number_of(alarm.subject))
    try:
        in_front_of(connection, call.caller, row.id)
    except (ComplainedOf, NotYourCase) as error:
        raise AlarmNotFound(NOTHING_TO_SEE) from error
    page = hall_book(connection, alarm.hall_id).services.get(row.service or "")
    return AlarmedRecord(
        id=row.id,
        number=row.number,
        service_label=page.name.as_json() if page else None,
        clock=row.clock,
        clock_label=Clock(row.clock).words.pick(call.language) if row.clock else None,
        due_at=row.due_at,
    )
