"""Which connected screen speaks for a zone, what it has said, and which screens have trouble.

One client speaks for a zone: the first that offers to, but an enrolled one before a page anybody may open; when it
goes, the next one that offered.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.terms import AlarmKind
from hall.display.models import MARKS
from hall.display.troubles import Trouble
from hall.text import Text


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
    """One connected screen: whether it `offers` to speak, is `enrolled` by a device token, `blocked` by its browser."""

    sid: str
    hall_id: int
    hall: str
    zone: str | None
    offers: bool
    enrolled: bool = False
    blocked: bool = False

    def is_heard_beside(self, other: "Screen") -> bool:
        """Whether the two would be heard at once by the same people; a screen without a zone speaks for all of them."""
        return self.hall_id == other.hall_id and (self.zone == other.zone or None in (self.zone, other.zone))


class Granted(Protocol):
    """Tells a screen whether it speaks for its zone."""

    def __call__(self, screen: Screen, *, speaks: bool) -> None: ...


class Speakers:
    """The screens connected to this process."""

    def __init__(self, granted: Granted) -> None:
        self._granted = granted
        self._screens: dict[str, Screen] = {}
        self._speaking: set[str] = set()

    def come(self, screen: Screen) -> None:
        """A screen connects; it is told whether it speaks."""
        self._screens[screen.sid] = screen
        if not screen.offers:
            return
        others = self._speaking_beside(screen)
        if screen.enrolled and not any(other.enrolled for other in others):
            for other in others:
                self._speaking.discard(other.sid)
                self._granted(other, speaks=False)
            others = []
        if not others:
            self._speaking.add(screen.sid)
        self._granted(screen, speaks=not others)

    def go(self, sid: str) -> None:
        """A screen is gone; others that offered take over where nobody speaks now."""
        self._screens.pop(sid, None)
        if sid not in self._speaking:
            return
        self._speaking.discard(sid)
        offers = [screen for screen in self._screens.values() if screen.offers and screen.sid not in self._speaking]
        for heir in sorted(offers, key=lambda screen: not screen.enrolled):
            if not self._speaking_beside(heir):
                self._speaking.add(heir.sid)
                self._granted(heir, speaks=True)

    def _speaking_beside(self, screen: Screen) -> list[Screen]:
        """Who speaks where this screen would: in its zone, or in all of them."""
        return [other for other in (self._screens[sid] for sid in self._speaking) if other.is_heard_beside(screen)]

    def screen(self, sid: str) -> Screen | None:
        return self._screens.get(sid)

    def speaks(self, sid: str) -> bool:
        return sid in self._speaking

    def troubles(self, hall_id: int) -> list[Trouble]:
        """Screens whose browser refuses sound, for the hall's manager."""
        blocked = [screen for screen in self._screens.values() if screen.hall_id == hall_id and screen.blocked]
        return [
            Trouble(
                AlarmKind.SOUND_BLOCKED,
                Text(
                    f"叫号屏（{screen.zone or '全部区域'}）未开启声音，请在屏幕上点一下",
                    f"A screen ({screen.zone or 'all zones'}) has no sound: tap it once",
                ),
            )
            for screen in blocked
        ]
