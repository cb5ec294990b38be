"""Telling the rooms: facts as the journal grows, views at most once a second, heads so that a gap is noticed.

One feed a process, fed by the journal's tail. Screens are served before desks, desks before phones.

Telling and coming in run side by side, and either may be interrupted wherever something is read or sent. So that no
client misses a fact then, an entry counts as told just before it is (`_cursors`), and a client is let into a room's
messages only at a moment when it was sent everything that counts as told: it may hear a fact twice, never not at all.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from itertools import chain
from math import inf
from threading import Event, Thread
from time import monotonic, sleep

from hall.catalogue.book import HallBook
from hall.catalogue.queries import hall_book
from hall.clock import now
from hall.db import Database
from hall.display.facts import Fact
from hall.display.floor import Floor, day_start
from hall.display.floors import Floors
from hall.display.pictures import Emit, Pictures, View, Views
from hall.display.rooms import Newcomer, OpenRoom, Room, last_visible, missed
from hall.display.turns import PHONES_AT_ONCE, in_turns
from hall.errors import HallError
from hall.events import Json, instant_text
from hall.fifo import FifoLock
from hall.journal.chain import Entry

VIEWS_EVERY_SECONDS = 1.05  # promised one a second at most, wherever on its way a message is held up for a moment
ANYWAY_AFTER_SECONDS = 15.0  # alarms come by time alone
HEADS_EVERY_SECONDS = 1.5  # promised every 2 s, however busy the server is


class Feed:
    """The rooms of one process."""

    def __init__(self, database: Database, emit: Emit, views: Views, problem: Callable[[str, Exception], None]) -> None:
        self._database, self._emit, self._views, self._problem = database, emit, views, problem
        self._screens: dict[int, dict[Room, OpenRoom]] = {}
        self._desks: dict[int, dict[Room, OpenRoom]] = {}
        self._phones: dict[int, dict[Room, OpenRoom]] = {}
        self._cursors: dict[int, int] = {}
        self._dirty: dict[int, float] = {}  # halls whose pictures may have changed; not to be shown before then
        self._shown_at: dict[int, float] = {}
        self._floors = Floors()
        self._phones_turn = FifoLock(PHONES_AT_ONCE)
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
        """Tell the hall's rooms what was just committed; the journal's tail calls this, once for each entry."""
        hall_id = entries[0].hall_id
        heard = any(rooms.get(hall_id) for rooms in (self._screens, self._desks, self._phones))
        book = self._book(hall_id) if heard else None
        for entry in entries:
            self._cursors[hall_id] = entry.seq
            for open_room in self._hearers(hall_id, entry):
                self._guarded("a fact could not be told", self._tell, book, entry, open_room)
        self.look_again(hall_id)

    def _book(self, hall_id: int) -> HallBook | None:
        try:
            with self._database.reading() as connection:
                return hall_book(connection, hall_id)
        except HallError as error:
            self._problem("facts could not be told, clients will ask for them", error)
            return None

    def _tell(self, book: HallBook | None, entry: Entry, open_room: OpenRoom) -> None:
        fact = open_room.room.fact(entry) if entry.seq > open_room.last else None
        if fact is None:
            return
        # Whatever becomes of the sending, heads and the next fact name this one: clients see that it is missing.
        previous, open_room.last = open_room.last, entry.seq
        if book is not None:
            message = self._message(book, entry, fact, previous)
            self._send(open_room.room, fact.kind, message, open_room.room.name)

    def told(self, hall_id: int) -> int:
        """The last journal number of a hall that was told."""
        return self._cursors.get(hall_id, 0)

    def look_again(self, hall_id: int) -> None:
        """The pictures of a hall may have changed."""
        self._dirty[hall_id] = 0.0
        self._changed.set()

    def _hearers(self, hall_id: int, entry: Entry) -> list[OpenRoom]:
        screens, desks = self._screens.get(hall_id, {}), self._desks.get(hall_id, {})
        phone = self._phones.get(hall_id, {}).get(Room("/visitor", hall_id, ticket=entry.ticket))
        return [*screens.values(), *desks.values(), *([phone] if phone is not None else [])]

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

        `enter` makes the socket server send it the room's messages. A client that is in may be let in anew (`resume`),
        once it was taken out of the room's messages: so it hears what it missed before what is new.
        """
        with self._phones_turn if room.namespace == "/visitor" else nullcontext():
            self._let_in(sid, room, after, enter)

    def _let_in(self, sid: str, room: Room, after: int | None, enter: Callable[[], None]) -> None:
        open_room, first = self._open(sid, room), None
        if after is None:
            first = self._send_snapshot(sid, open_room)
            after = first.floor.seq
        reached = -1
        while reached != self.told(room.hall_id):
            reached = self.told(room.hall_id)
            after = self._send_missed(sid, room, after, reached)
        if sid not in open_room.members:  # it left while it was being told
            return
        enter()
        newcomer = open_room.newcomers.get(sid)
        if newcomer is not None and newcomer.at == inf:
            self._show_newcomer(sid, open_room, newcomer, first)

    def leave(self, sid: str, room: Room) -> None:
        rooms = self._rooms_like(room)
        open_room = rooms.get(room)
        if open_room is not None:
            open_room.go(sid)
            if not open_room.members:
                del rooms[room]

    def _open(self, sid: str, room: Room) -> OpenRoom:
        """The room, with this client on its list: it stays open while the client is being told what it missed."""
        rooms = self._rooms_like(room)
        while room not in rooms:
            reached = self.told(room.hall_id)
            with self._database.reading() as connection:
                since = day_start(hall_book(connection, room.hall_id), now())
                last = last_visible(connection, room, reached, since)
            if reached == self.told(room.hall_id):
                rooms.setdefault(room, OpenRoom(room, last))
        rooms[room].come(sid)
        return rooms[room]

    def _rooms_like(self, room: Room) -> dict[Room, OpenRoom]:
        kinds = {"/display": self._screens, "/desk": self._desks, "/visitor": self._phones}
        return kinds[room.namespace].setdefault(room.hall_id, {})

    def _send_missed(self, sid: str, room: Room, after: int, upto: int) -> int:
        """The room's facts of the day up to `upto`, some at a time: others are served in between."""
        while after < upto:
            with self._database.reading() as connection:
                book = hall_book(connection, room.hall_id)
                some = missed(connection, room, after, upto, day_start(book, now()))
            for entry, fact, previous in some.facts:
                self._send(room, fact.kind, self._message(book, entry, fact, previous), sid)
            after = some.upto
            sleep(0)
        return after

    def _send_snapshot(self, sid: str, open_room: OpenRoom) -> Pictures:
        """The room's picture; its views at the same moment."""
        room = open_room.room
        with self._database.reading() as connection:
            reached, told = self.told(room.hall_id), open_room.last
            floor = self._floors.recent(connection, room.hall_id, reached)
            # Of what was told the room knows its last fact. One open since yesterday knows of one before today's first.
            ahead = floor.seq != reached
            last = last_visible(connection, room, floor.seq, day_start(floor.book, floor.at)) if ahead else told
            message = self._views.snapshot(connection, room, floor)
            pictures = Pictures(floor, self._views.of_room(connection, room, floor))
        self._send(room, "snapshot", message | {"hall": floor.book.code, "seq": max(told, last)}, sid)
        return pictures

    # --- pictures and heads

    def _show_views(self) -> None:
        """A change is shown at once, the ones after it together when the hall's second is over."""
        wait = ANYWAY_AFTER_SECONDS
        while not self._stopped.is_set():
            if not self._changed.wait(wait) and not self._dirty:
                self._dirty.update(dict.fromkeys((*self._screens, *self._desks, *self._phones), 0.0))
            self._changed.clear()
            wait = self.show_due()

    def show_due(self) -> float:
        """Show the halls whose time has come; the seconds until that of another."""
        for hall_id in [hall_id for hall_id in self._dirty if self._due_in(hall_id) <= 0]:
            del self._dirty[hall_id]
            self._shown_at[hall_id] = monotonic()
            self._guarded("a view could not be made", self._show_hall, hall_id)
        return min((self._due_in(hall_id) for hall_id in self._dirty), default=ANYWAY_AFTER_SECONDS)

    def _due_in(self, hall_id: int) -> float:
        due_at = max(self._shown_at.get(hall_id, 0.0) + VIEWS_EVERY_SECONDS, self._dirty[hall_id])
        return max(0.0, due_at - monotonic())

    def _show_hall(self, hall_id: int) -> None:
        near = [*self._screens.get(hall_id, {}).values(), *self._desks.get(hall_id, {}).values()]
        phones = list(self._phones.get(hall_id, {}).values())
        if not near and not phones:
            return
        with self._database.reading(gives_way=True) as connection:
            floor = self._floors.read(connection, hall_id)
            for open_room in near:
                self._show(open_room, floor, self._views.of_room(connection, open_room.room, floor))
            self._shown_at[hall_id] = monotonic()
            # Made now, told when the database is let go of: telling thousands lets others have their turn.
            pictures = [(open_room, self._views.of_room(connection, open_room.room, floor)) for open_room in phones]
        for open_room, views in in_turns(pictures, lambda picture: len(picture[0].members)):
            self._show(open_room, floor, views)

    def _show_newcomer(self, sid: str, open_room: OpenRoom, newcomer: Newcomer, first: Pictures | None) -> None:
        """The present pictures for somebody who just came; those made for its snapshot, if no newer ones were."""
        hall_id = open_room.room.hall_id
        if first is None or not self._floors.is_latest(hall_id, first.floor):
            with self._database.reading() as connection:
                floor = self._floors.recent(connection, hall_id, self.told(hall_id))
                first = Pictures(floor, self._views.of_room(connection, open_room.room, floor))
        for view in first.views:
            self._send_view(open_room, view, first.floor, sid)
        newcomer.at, newcomer.shown = monotonic(), {view.kind: view.data for view in first.views}

    def _show(self, open_room: OpenRoom, floor: Floor, views: list[View]) -> None:
        """A room's pictures, those that have changed; newcomers' own ones, once their first are a second old."""
        hall_id, at = open_room.room.hall_id, monotonic()
        if at < open_room.shown_at + VIEWS_EVERY_SECONDS:
            self._dirty.setdefault(hall_id, open_room.shown_at + VIEWS_EVERY_SECONDS)
            return
        newcomers = dict(open_room.newcomers)
        due = {sid: one for sid, one in newcomers.items() if one.at + VIEWS_EVERY_SECONDS <= at}
        for view in views:
            behind = [sid for sid, one in due.items() if one.shown.get(view.kind) != view.data]
            changed = open_room.shown.get(view.kind) != view.data
            if changed:
                open_room.shown[view.kind] = view.data
                self._send_view(open_room, view, floor, open_room.room.name, list(newcomers))
            for sid in behind:
                self._send_view(open_room, view, floor, sid)
            if changed or behind:
                open_room.shown_at = monotonic()
        for sid in due:
            open_room.newcomers.pop(sid, None)
        if len(due) < len(newcomers):
            self._dirty.setdefault(hall_id, at + VIEWS_EVERY_SECONDS)

    def _send_view(self, open_room: OpenRoom, view: View, floor: Floor, to: str, but: Sequence[str] = ()) -> None:
        message = {"hall": floor.book.code, "as_of_seq": floor.seq, "kind": view.kind, "data": view.data}
        self._emit(view.kind, message, namespace=open_room.room.namespace, to=to, but=but)

    def _tell_heads(self) -> None:
        while not self._stopped.wait(HEADS_EVERY_SECONDS):
            self._guarded("heads could not be told", self._send_heads)

    def _send_heads(self) -> None:
        near, phones = _all(self._screens, self._desks), _all(self._phones)
        for open_room in chain(near, in_turns(phones, lambda open_room: len(open_room.members))):
            self._send(open_room.room, "head", {"seq": open_room.last}, open_room.room.name)

    def _guarded(self, trouble: str, work: Callable[..., None], *given: object) -> None:
        """What goes wrong for one room, or in one round, must not end the telling of all."""
        try:
            work(*given)
        except Exception as error:  # noqa: BLE001 (one trouble must not end the rounds after it)
            self._problem(trouble, error)


def _all(*kinds: dict[int, dict[Room, OpenRoom]]) -> list[OpenRoom]:
    return [open_room for kind in kinds for rooms in kind.values() for open_room in rooms.values()]
