"""The screens connected to this process, and where they stand among those of all processes.

A screen that offers to speak, or has no sound, has a row. Who speaks is decided in the hall's order, on all rows of
workers that live, so that two are never chosen for one zone; each process tells its own screens. What one could not
write, because the database was away, or what another decided, the look every second finds.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.terms import AlarmKind
from hall.db import Database
from hall.display.models import SCREENS
from hall.display.speaking import Screen, who_speaks
from hall.display.troubles import Trouble
from hall.errors import HallError
from hall.fifo import FifoLock
from hall.journal.chain import Entry
from hall.leases import Leases
from hall.text import Text

STORED = ("sid", "hall_id", "zone", "offers", "enrolled", "blocked", "speaks", "place")


class Granted(Protocol):
    """Tells a screen of this process whether it speaks for its zone."""

    def __call__(self, screen: Screen, *, speaks: bool) -> None: ...


class Screens:
    """`changed` is called with a hall whose boards have to be made anew."""

    def __init__(
        self, database: Database, leases: Leases, granted: Granted, changed: Callable[[int], None] = lambda _: None
    ) -> None:
        self._database, self._leases, self._granted, self._changed = database, leases, granted, changed
        self._mine: dict[str, Screen] = {}
        self._turn = FifoLock()  # of two decisions the later one is told last
        self._blocked: set[tuple[str, int]] = set()
        """Those without sound in all processes, as last seen, each with its hall."""

    def come(self, screen: Screen) -> None:
        """A screen connects; if it offers to speak, it is told whether it does."""
        self._mine[screen.sid] = screen
        if not screen.offers:
            return
        with suppress(HallError):
            self._settle(screen.hall_id)
        known = self._mine.get(screen.sid)
        if known is not None and not known.speaks:
            self._granted(screen, speaks=False)

    def go(self, sid: str) -> None:
        """A screen is gone; another that offered takes over."""
        screen = self._mine.pop(sid, None)
        if screen is not None and screen.counts:
            with suppress(HallError):
                self._settle(screen.hall_id)

    def block(self, sid: str, *, blocked: bool) -> None:
        """A screen's browser refuses sound, or does so no more."""
        screen = self._mine[sid] = replace(self._mine[sid], blocked=blocked)
        with suppress(HallError):
            self._settle(screen.hall_id)
        self._changed(screen.hall_id)

    def screen(self, sid: str) -> Screen | None:
        return self._mine.get(sid)

    def troubles(self, connection: Connection, hall_id: int) -> list[Trouble]:
        """Screens of any process whose browser refuses sound, for the hall's manager."""
        silent = sa.select(SCREENS.c.zone).where(SCREENS.c.hall_id == hall_id, SCREENS.c.blocked, self._living)
        return [_no_sound(zone) for zone in connection.execute(silent.order_by(SCREENS.c.place)).scalars()]

    # --- with the others

    def look(self) -> None:
        """See what others decided, and settle where somebody came, went or died."""
        with self._turn:
            with self._database.reading() as connection:
                rows = connection.execute(sa.select(SCREENS, self._living.label("lives"))).all()
            here = {row.sid: row for row in rows if row.worker == self._leases.worker}
            for sid, row in here.items():
                self._tell(sid, speaks=row.speaks)
        wanted = {sid for sid, screen in self._mine.items() if screen.counts}
        unsettled = {row.hall_id for row in rows if not row.lives}
        unsettled |= {here[sid].hall_id for sid in here.keys() - wanted}
        unsettled |= {self._mine[sid].hall_id for sid in wanted - here.keys() if sid in self._mine}
        for hall_id in unsettled:
            self._settle(hall_id)
        blocked = {(row.sid, row.hall_id) for row in rows if row.blocked and row.lives}
        for hall_id in {hall_id for _sid, hall_id in blocked ^ self._blocked}:
            self._changed(hall_id)
        self._blocked = blocked

    def hear(self, _entries: list[Entry]) -> None:
        """Before anything is told: a process that others gave up, held still for a while, must not have it spoken."""
        if not self._leases.alive():
            for sid in list(self._mine):
                self._tell(sid, speaks=False)

    @property
    def _living(self) -> sa.ColumnElement[bool]:
        return self._leases.living(SCREENS.c.worker)

    def _settle(self, hall_id: int) -> None:
        """Bring this process's rows up to date and decide who speaks, in the hall's order; then tell our own."""
        with self._turn:
            with self._database.work(hall_id) as work:
                self._write(work.connection, hall_id)
                rows = self._decide(work.connection, hall_id)
            for screen in rows:
                self._tell(screen.sid, speaks=screen.speaks)

    def _decide(self, connection: Connection, hall_id: int) -> list[Screen]:
        """All of the hall's screens that count, as they are to be."""
        rows = connection.execute(sa.select(SCREENS).where(SCREENS.c.hall_id == hall_id)).all()
        screens = [Screen(**{name: getattr(row, name) for name in STORED}) for row in rows]
        speaking = who_speaks(screens)
        for screen in screens:
            if screen.speaks != (screen.sid in speaking):
                this = SCREENS.c.sid == screen.sid
                connection.execute(sa.update(SCREENS).where(this).values(speaks=not screen.speaks))
        return [replace(screen, speaks=screen.sid in speaking) for screen in screens]

    def _write(self, connection: Connection, hall_id: int) -> None:
        """Take away who is gone, with its process or from this one; write who is here."""
        mine = [screen for screen in list(self._mine.values()) if screen.hall_id == hall_id and screen.counts]
        here = SCREENS.c.hall_id == hall_id
        ours = SCREENS.c.worker == self._leases.worker
        gone = sa.or_(sa.not_(self._living), sa.and_(ours, SCREENS.c.sid.not_in([screen.sid for screen in mine])))
        connection.execute(sa.delete(SCREENS).where(here, gone))
        known = {row.sid: row for row in connection.execute(sa.select(SCREENS).where(here))}
        last = max((row.place for row in known.values()), default=0)
        for screen in mine:
            row = known.get(screen.sid)
            if row is None:
                last += 1
                values = {name: getattr(screen, name) for name in STORED}
                more = {"worker": self._leases.worker, "place": last, "speaks": False}
                connection.execute(sa.insert(SCREENS).values(values | more))
            elif row.blocked != screen.blocked:
                connection.execute(sa.update(SCREENS).where(SCREENS.c.sid == screen.sid).values(blocked=screen.blocked))

    def _tell(self, sid: str, *, speaks: bool) -> None:
        screen = self._mine.get(sid)
        if screen is not None and screen.offers and screen.speaks != speaks:
            self._mine[sid] = replace(screen, speaks=speaks)
            self._granted(screen, speaks=speaks)


def _no_sound(zone: str | None) -> Trouble:
    return Trouble(
        AlarmKind.SOUND_BLOCKED,
        Text(
            f"叫号屏（{zone or '全部区域'}）未开启声音，请在屏幕上点一下",
            f"A screen ({zone or 'all zones'}) has no sound: tap it once",
        ),
    )
