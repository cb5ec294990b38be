"""Which alarm a manager is to see first: pure.

What keeps people from being served at all stands before what slows them, and that before what wastes a window.
"""

from datetime import datetime

from hall.catalogue.terms import AlarmKind

SEVERITY = (
    (AlarmKind.HELP_MANAGER, AlarmKind.HELP_ESCALATION),
    (AlarmKind.NO_OPEN_WINDOW,),
    (AlarmKind.RED_CARD,),
    (AlarmKind.LONG_WAIT,),
    (AlarmKind.CROWDED,),
    (AlarmKind.SLOW_TICKET,),
    (AlarmKind.TOLD_AGAIN,),
    (AlarmKind.VOICE_UNAVAILABLE, AlarmKind.SOUND_BLOCKED, AlarmKind.CARRIER_SILENT),
    (AlarmKind.IDLE_WINDOW,),
)
"""The most serious first; those that stand together are as serious as each other."""

_PLACES = {kind: place for place, kinds in enumerate(SEVERITY) for kind in kinds}


def urgency(kind: AlarmKind, since: datetime, *, acknowledged: bool) -> tuple[int, bool, datetime]:
    """What alarms are sorted by: how serious, then whether nobody takes care of it yet, then the oldest."""
    return _PLACES[kind], acknowledged, since
