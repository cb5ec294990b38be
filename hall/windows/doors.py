"""Every door of windows and their alarms, for whoever puts the house together."""

from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_book
from hall.edge.endpoint import Endpoints
from hall.staff.api import DutyAnswer
from hall.windows import alarm_doors, api, managing
from hall.windows.alarm_doors import find_alarm
from hall.windows.api import find_window
from hall.windows.queries import duty_of

__all__ = ["ROOM", "duty_answer", "find_alarm", "find_window"]

ROOM: tuple[Endpoints, ...] = (api.endpoints, managing.endpoints, alarm_doors.endpoints)


def duty_answer(connection: Connection, user_id: str) -> DutyAnswer | None:
    """The window where somebody is on duty, as signing in tells it."""
    duty = duty_of(connection, user_id)
    if duty is None:
        return None
    book = hall_book(connection, duty.hall_id)
    return DutyAnswer(id=duty.window_id, number=book.windows[duty.window_id].number, hall=book.code)
