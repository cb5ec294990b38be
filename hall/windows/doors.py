"""Every door of windows and their alarms, for whoever puts the house together."""

from hall.edge.endpoint import Endpoints
from hall.windows import alarm_doors, api, managing
from hall.windows.alarm_doors import find_alarm
from hall.windows.api import find_window

__all__ = ["ROOM", "find_alarm", "find_window"]

ROOM: tuple[Endpoints, ...] = (api.endpoints, managing.endpoints, alarm_doors.endpoints)
