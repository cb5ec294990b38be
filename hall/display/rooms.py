"""Rooms: who hears which entries of a hall's journal, and in which order.

A room is a hall's screens (all, of one zone, or of one window), its desks of people with the same rights, or one
ticket's phones. In each, facts form a chain: every fact names the one before it that was visible there, so that a
client sees a gap.
"""

from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from typing import Literal

from sqlalchemy.engine import Connection

from hall.display.facts import DISPLAY_KINDS, Fact, display_fact, visitor_fact
from hall.display.hearing import Rights, desk_fact
from hall.events import Json
from hall.journal.chain import Entry
from hall.journal.entries import entries_after, entries_back

Namespace = Literal["/display", "/desk", "/visitor"]
BATCH = 50


@dataclass(frozen=True)
class Room:
    """One audience; `zone` and `window` narrow a hall's screens, `rights` its desks, `ticket` is a public id."""

    namespace: Namespace
    hall_id: int
    zone: str | None = None
    window: int | None = None
    ticket: str | None = None
    rights: Rights = frozenset()

    @property
    def name(self) -> str:
        rights = "+".join(sorted(self.rights))
        return ":".join(str(part) for part in (self.hall_id, self.zone, self.window, self.ticket, rights))

    def fact(self, entry: Entry) -> Fact | None:
        """The entry as this room is told it; `None` when it is not."""
        if self.namespace == "/desk":
            return desk_fact(entry, self.rights)
        if self.namespace == "/visitor":
            return visitor_fact(entry) if entry.ticket == self.ticket else None
        fact = display_fact(entry)
        if fact is None:
            return None
        elsewhere = (self.zone is not None and fact.zone not in (None, self.zone)) or (
            self.window is not None and fact.window not in (None, self.window)
        )
        return None if elsewhere else fact


@dataclass
class Newcomer:
    """A client that was shown pictures of its own when it came: which, and when (seconds of `monotonic`).

    It is shown the room's only once those are a second old; `at` is infinite until it was shown any.
    """

    at: float = inf
    shown: dict[str, Json] = field(default_factory=dict)


@dataclass
class OpenRoom:
    """A room that somebody is in: who, the last fact told there, and the last picture of each kind.

    `shown_at`: when the room was shown its last picture (seconds of `monotonic`).
    """

    room: Room
    last: int
    members: set[str] = field(default_factory=set)
    newcomers: dict[str, Newcomer] = field(default_factory=dict)
    shown: dict[str, Json] = field(default_factory=dict)
    shown_at: float = -inf

    def come(self, sid: str) -> None:
        """Let it be shown pictures by itself; one that was here knows those that the room was shown."""
        if sid not in self.members:
            self.newcomers[sid] = Newcomer()
        elif sid not in self.newcomers:
            self.newcomers[sid] = Newcomer(self.shown_at, dict(self.shown))
        self.members.add(sid)

    def go(self, sid: str) -> None:
        self.members.discard(sid)
        self.newcomers.pop(sid, None)


def last_visible(connection: Connection, room: Room, upto: int, since: datetime) -> int:
    """The number of the room's last fact up to `upto`; 0 when there was none since `since` (the day's start)."""
    kinds = DISPLAY_KINDS if room.namespace == "/display" else ()
    for entry in entries_back(connection, room.hall_id, upto, ticket=room.ticket, kinds=kinds):
        if entry.at < since:
            return 0
        if room.fact(entry) is not None:
            return entry.seq
    return 0


@dataclass(frozen=True)
class Missed:
    """Some of what a client missed: entry, fact, seq of the fact before it; nothing is left out up to `upto`."""

    facts: list[tuple[Entry, Fact, int]]
    upto: int


def missed(connection: Connection, room: Room, after: int, upto: int, since: datetime) -> Missed:
    """The room's next facts of the day with `after` < seq ≤ `upto`, in order."""
    previous = last_visible(connection, room, after, since)
    kinds = DISPLAY_KINDS if room.namespace == "/display" else ()
    entries = entries_after(
        connection, room.hall_id, after, limit=BATCH, until=upto, kinds=kinds, ticket=room.ticket, since=since
    )
    facts = []
    for entry in entries:
        fact = room.fact(entry)
        if fact is not None:
            facts.append((entry, fact, previous))
            previous = entry.seq
    return Missed(facts, entries[-1].seq if len(entries) == BATCH else upto)
