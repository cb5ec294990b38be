"""Raising, acknowledging and clearing alarms, each in the hall's order."""

import sqlalchemy as sa

from hall.catalogue.book import WindowPage
from hall.catalogue.terms import AlarmKind
from hall.db import Work, public_id
from hall.errors import AlarmCleared as AlarmIsCleared
from hall.events import AlarmAcknowledged, AlarmCleared, AlarmRaised, Json
from hall.text import Text
from hall.windows.alarms import Decision, Ground
from hall.windows.models import ALARMS
from hall.windows.standing import StoredAlarm, standing_alarms, stored_alarm


def carry_out(work: Work, decision: Decision) -> None:
    """Clear and raise what was decided within this transaction."""
    for alarm, cause in decision.cleared:
        clear_alarm(work, stored_alarm(work.connection, alarm.id), cause)
    for ground in decision.raised:
        raise_alarm(work, ground)


def raise_alarm(work: Work, ground: Ground) -> None:
    """A new alarm; the table refuses a second that would stand beside one for the same."""
    alarm_id, page = public_id(), ground.window
    event = AlarmRaised(
        window=page.id if page else None,
        alarm=alarm_id,
        what=ground.kind.value,
        service=ground.service,
        window_number=page.number if page else None,
        number=ground.figures.get("number"),
    )
    work.connection.execute(
        sa.insert(ALARMS).values(
            id=alarm_id,
            hall_id=work.hall_id,
            seq=work.record(event),
            kind=ground.kind.value,
            subject=ground.subject,
            service=ground.service,
            window_id=page.id if page else None,
            window_number=page.number if page else None,
            figures=dict(ground.figures),
            raised_at=work.now,
        )
    )


def clear_alarm(work: Work, alarm: StoredAlarm, cause: str) -> None:
    """The ground is gone (`over`), the hall closed, help came (`answered`) or was asked for anew (`again`)."""
    work.connection.execute(sa.update(ALARMS).where(ALARMS.c.id == alarm.id).values(cleared_at=work.now))
    work.record(AlarmCleared(**_place(alarm), cause=cause))


def ask_for_help(work: Work, page: WindowPage, whom: str) -> None:
    """A window's call for somebody, as an alarm; asked for anew after it was acknowledged, it is a new one."""
    kind = AlarmKind.HELP_ESCALATION if whom == "escalation" else AlarmKind.HELP_MANAGER
    ground = Ground(kind, page.id, True, window=page)
    stands = next((one for one in standing_alarms(work.connection, work.hall_id) if one.key == ground.key), None)
    if stands is not None and stands.acknowledged_at is None:
        return
    if stands is not None:
        clear_alarm(work, stands, "again")
    raise_alarm(work, ground)


def acknowledge_alarm(work: Work, alarm_id: str) -> None:
    """Somebody takes care of it: the first who says so. Raises AlarmCleared once it is over."""
    alarm = stored_alarm(work.connection, alarm_id)
    if alarm.cleared_at is not None:
        raise AlarmIsCleared(Text("该告警已解除，无需处理", "This alarm is over; there is nothing left to do"))
    if alarm.acknowledged_at is not None:
        return
    taken = {"acknowledged_at": work.now, "acknowledged_by": work.by.id}
    work.connection.execute(sa.update(ALARMS).where(ALARMS.c.id == alarm.id).values(**taken))
    work.record(AlarmAcknowledged(**_place(alarm)))


def _place(alarm: StoredAlarm) -> Json:
    """What every event says of its alarm."""
    return {
        "window": alarm.window_id,
        "alarm": alarm.id,
        "what": alarm.kind.value,
        "service": alarm.service,
        "window_number": alarm.window_number,
    }
