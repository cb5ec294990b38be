"""Which connected screen speaks for a zone, what it has said, and which screens have trouble.

One client speaks for a zone: the first that offers to; when it goes, the next one that offered.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.display.models import MARKS
from hall.text import Text
from hall.windows.alarms import Alarm


def spoken_mark(connection: Connection, hall_id: int, zone: str | None) -> int:
    """What was said last in a zone (in any, for a screen of all zones); 0 when nothing was."""
    wanted = sa.select(sa.func.max(MARKS.c.seq)).where(MARKS.c.hall_id == hall_id)
    if zone is not None:
        wanted = wanted.where(MARKS.c.zone == zone)
    return connection.execute(wanted).scalar() or 0


def mark_spoken(connection: Connection, hall_id: int, zone: str, seq: int, at: datetime) -> None:
    """Note that a zone's voice has said the call of `seq`; an earlier one changes nothing."""
    mine = sa.and_(MARKS.c.hall_id == hall_id, MARKS.c.zone == zone)
    known = connection.execute(sa.select(MARKS.c.seq).where(mine)).scalar()
    if known is None:
        connection.execute(sa.insert(MARKS).values(hall_id=hall_id, zone=zone, seq=seq, at=at))
    elif seq > known:
        connection.execute(sa.update(MARKS).where(mine).values(seq=seq, at=at))


@dataclass
class Screen:
    """One connected screen; `offers` to speak, `blocked` by its browser, out of touch `stale_since`."""

    sid: str
    hall_id: int
    zone: str | None
    offers: bool
    blocked: bool = False


class Granted(Protocol):
    """Tells a screen whether it speaks for its zone."""

    def __call__(self, screen: Screen, *, speaks: bool) -> None: ...


class Speakers:
    """The screens connected to this process."""

    def __init__(self, granted: Granted) -> None:
        self._granted = granted
        self._screens: dict[str, Screen] = {}
        self._speaking: dict[tuple[int, str | None], str] = {}

    def come(self, screen: Screen) -> None:
        """A screen connects; it is told whether it speaks for its zone."""
        self._screens[screen.sid] = screen
        if screen.offers:
            place = (screen.hall_id, screen.zone)
            holder = self._speaking.setdefault(place, screen.sid)
            self._granted(screen, speaks=holder == screen.sid)

    def go(self, sid: str) -> None:
        """A screen is gone; another one that offered takes its zone's voice over."""
        screen = self._screens.pop(sid, None)
        place = (screen.hall_id, screen.zone) if screen else None
        if place is None or self._speaking.get(place) != sid:
            return
        del self._speaking[place]
        heir = next(
            (each for each in self._screens.values() if each.offers and (each.hall_id, each.zone) == place), None
        )
        if heir is not None:
            self._speaking[place] = heir.sid
            self._granted(heir, speaks=True)

    def screen(self, sid: str) -> Screen | None:
        return self._screens.get(sid)

    def speaks(self, sid: str) -> bool:
        return sid in self._speaking.values()

    def alarms(self, hall_id: int) -> list[Alarm]:
        """Screens whose browser refuses sound, for the hall's manager."""
        blocked = [screen for screen in self._screens.values() if screen.hall_id == hall_id and screen.blocked]
        return [
            Alarm(
                "sound_blocked",
                Text(
                    f"大屏（{screen.zone or '全部区域'}）未开启声音，请在屏幕上点一下",
                    f"A screen ({screen.zone or 'all zones'}) has no sound: tap it once",
                ),
            )
            for screen in blocked
        ]
