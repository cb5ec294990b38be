"""Telling the rooms: facts as the journal grows, views at most once a second, heads so that a gap is noticed.

One feed a process, fed by the journal's tail. Screens are served before desks, desks before phones.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Protocol

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.clock import now
from hall.db import Database
from hall.display.facts import Fact
from hall.display.floor import Floor, day_start, read_floor
from hall.display.rooms import Room, last_visible, missed
from hall.errors import HallError
from hall.events import Json, instant_text
from hall.journal.chain import Entry

VIEWS_EVERY_SECONDS = 1.0
HEADS_EVERY_SECONDS = 2.0


class Emit(Protocol):
    """Sends one message to a room, or to one socket (`to` its sid), of a namespace."""

    def __call__(self, event: str, message: Json, *, namespace: str, to: str) -> None: ...


@dataclass(frozen=True)
class View:
    """A picture of now, for one room; the latest wins, none is replayed."""

    kind: str
    data: Json


class Views(Protocol):
    """What pictures rooms are shown of a floor, and how a fact's announcement is said."""

    def of_room(self, connection: Connection, room: Room, floor: Floor) -> list[View]: ...

    def snapshot(self, connection: Connection, room: Room, floor: Floor) -> Json: ...

    def announcement(self, book: HallBook, fact: Fact) -> Json | None: ...


@dataclass
class OpenRoom:
    """A room that somebody is in: who, the last fact told there, and the last picture of each kind."""

    room: Room
    last: int
    members: set[str] = field(default_factory=set)
    shown: dict[str, Json] = field(default_factory=dict)


class Feed:
    """The rooms of one process."""

    def __init__(self, database: Database, emit: Emit, views: Views, problem: Callable[[str, Exception], None]) -> None:
        self._database, self._emit, self._views, self._problem = database, emit, views, problem
        self._screens: dict[int, dict[Room, OpenRoom]] = {}
        self._desks: dict[int, dict[Room, OpenRoom]] = {}
        self._phones: dict[int, dict[Room, OpenRoom]] = {}
        self._cursors: dict[int, int] = {}
        self._dirty: set[int] = set()
        self._changed, self._stopped = Event(), Event()
        self._threads: list[Thread] = []

    def start(self, cursors: dict[int, int]) -> None:
        """Begin where the tail begins."""
        self._cursors = dict(cursors)
        for name, work in (("views", self._show_views), ("heads", self._tell_heads)):
            thread = Thread(target=work, name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        self._stopped.set()
        self._changed.set()
        for thread in self._threads:
            thread.join()

    # --- facts

    def tell(self, entries: list[Entry]) -> None:
        """Tell the hall's rooms what was just committed; the journal's tail calls this."""
        hall_id = entries[0].hall_id
        with self._database.reading() as connection:
            book = hall_book(connection, hall_id)
        for entry in entries:
            for open_room in self._hearers(hall_id, entry):
                fact = open_room.room.fact(entry) if entry.seq > open_room.last else None
                if fact is not None:
                    message = self._message(book, entry, fact, open_room.last)
                    self._send(open_room.room, fact.kind, message, open_room.room.name)
                    open_room.last = entry.seq
        self._cursors[hall_id] = entries[-1].seq
        self.look_again(hall_id)

    def look_again(self, hall_id: int) -> None:
        """The pictures of a hall may have changed."""
        self._dirty.add(hall_id)
        self._changed.set()

    def _hearers(self, hall_id: int, entry: Entry) -> Iterator[OpenRoom]:
        yield from self._screens.get(hall_id, {}).values()
        yield from self._desks.get(hall_id, {}).values()
        phone = self._phones.get(hall_id, {}).get(Room("/visitor", hall_id, ticket=entry.ticket))
        if phone is not None:
            yield phone

    def _message(self, book: HallBook, entry: Entry, fact: Fact, previous: int) -> Json:
        announcement = self._views.announcement(book, fact)
        data = fact.data if announcement is None else fact.data | {"announcement": announcement}
        return {
            "hall": book.code,
            "seq": entry.seq,
            "prev": previous,
            "at": instant_text(entry.at),
            "kind": fact.kind,
            "data": data,
        }

    def _send(self, room: Room, event: str, message: Json, to: str) -> None:
        self._emit(event, message, namespace=room.namespace, to=to)

    # --- coming and going

    def join(self, sid: str, room: Room, after: int | None, enter: Callable[[], None]) -> None:
        """Let a client in: with the day's facts after `after`, or with a snapshot; from then on it hears everything.

        What is told while it catches up is caught up too: `enter`, which makes the socket server send it the room's
        messages, is called only when nothing was told meanwhile.
        """
        open_room = self._open(room)
        if after is None or after > self._cursors.get(room.hall_id, 0):
            self._send_snapshot(sid, room)  # also for a client that has seen more than there is: another past
        else:
            reached = -1
            while reached != self._cursors.get(room.hall_id, 0):
                reached = self._cursors.get(room.hall_id, 0)
                after = self._send_missed(sid, room, after, reached)
        open_room.members.add(sid)
        enter()
        self._show_room(open_room, to=sid)

    def resume(self, sid: str, room: Room, after: int) -> None:
        """A client asks again for what it missed."""
        self._send_missed(sid, room, after, self._cursors.get(room.hall_id, 0))

    def leave(self, sid: str, room: Room) -> None:
        rooms = self._rooms_like(room)
        open_room = rooms.get(room)
        if open_room is not None:
            open_room.members.discard(sid)
            if not open_room.members:
                del rooms[room]

    def _open(self, room: Room) -> OpenRoom:
        rooms = self._rooms_like(room)
        if room not in rooms:
            with self._database.reading() as connection:
                since = day_start(hall_book(connection, room.hall_id), now())
                last = last_visible(connection, room, self._cursors.get(room.hall_id, 0), since)
            rooms.setdefault(room, OpenRoom(room, last))
        return rooms[room]

    def _rooms_like(self, room: Room) -> dict[Room, OpenRoom]:
        kinds = {"/display": self._screens, "/desk": self._desks, "/visitor": self._phones}
        return kinds[room.namespace].setdefault(room.hall_id, {})

    def _send_missed(self, sid: str, room: Room, after: int, upto: int) -> int:
        with self._database.reading() as connection:
            book = hall_book(connection, room.hall_id)
            for entry, fact, previous in missed(connection, room, after, upto, day_start(book, now())):
                self._send(room, fact.kind, self._message(book, entry, fact, previous), sid)
                after = entry.seq
        return after

    def _send_snapshot(self, sid: str, room: Room) -> None:
        with self._database.reading() as connection:
            floor = read_floor(connection, room.hall_id)
            seq = last_visible(connection, room, floor.seq, day_start(floor.book, floor.at))
            message = self._views.snapshot(connection, room, floor) | {"hall": floor.book.code, "seq": seq}
        self._send(room, "snapshot", message, sid)

    # --- pictures and heads

    def _show_views(self) -> None:
        while not self._stopped.is_set():
            self._changed.wait()
            self._changed.clear()
            dirty, self._dirty = self._dirty, set()
            for hall_id in dirty:
                self._guarded(lambda hall_id=hall_id: self._show_hall(hall_id))  # type: ignore[misc]
            self._stopped.wait(VIEWS_EVERY_SECONDS)

    def _show_hall(self, hall_id: int) -> None:
        rooms = [room for kind in (self._screens, self._desks, self._phones) for room in kind.get(hall_id, {}).values()]
        if not rooms:
            return
        with self._database.reading() as connection:
            floor = read_floor(connection, hall_id)
            for open_room in rooms:
                self._show(connection, open_room, floor, to=open_room.room.name)

    def _show_room(self, open_room: OpenRoom, to: str) -> None:
        """The present pictures for somebody who just came."""
        with self._database.reading() as connection:
            floor = read_floor(connection, open_room.room.hall_id)
            for view in self._views.of_room(connection, open_room.room, floor):
                self._send_view(open_room, view, floor, to)

    def _show(self, connection: Connection, open_room: OpenRoom, floor: Floor, to: str) -> None:
        for view in self._views.of_room(connection, open_room.room, floor):
            if open_room.shown.get(view.kind) != view.data:
                open_room.shown[view.kind] = view.data
                self._send_view(open_room, view, floor, to)

    def _send_view(self, open_room: OpenRoom, view: View, floor: Floor, to: str) -> None:
        message = {"hall": floor.book.code, "as_of_seq": floor.seq, "kind": view.kind, "data": view.data}
        self._send(open_room.room, view.kind, message, to)

    def _tell_heads(self) -> None:
        while not self._stopped.wait(HEADS_EVERY_SECONDS):
            self._guarded(self._send_heads)

    def _send_heads(self) -> None:
        for kind in (self._screens, self._desks, self._phones):
            for rooms in list(kind.values()):
                for open_room in list(rooms.values()):
                    message = {"seq": open_room.last}
                    self._send(open_room.room, "head", message, open_room.room.name)

    def _guarded(self, work: Callable[[], None]) -> None:
        """A trouble of one round must not end all the rounds after it."""
        try:
            work()
        except HallError as error:
            self._problem("a view could not be made", error)
