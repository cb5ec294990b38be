"""The three doors of the sockets: who may come in, which room they are in, and what they may say."""

from typing import Any

from flask import request
from flask_socketio import Namespace, SocketIO, join_room
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from socketio.exceptions import ConnectionRefusedError as Refused
from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_book, hall_id_of
from hall.clock import now
from hall.db import Database
from hall.display.feed import Feed
from hall.display.rooms import Room
from hall.display.speaking import Screen, Speakers, mark_spoken
from hall.edge.access import Caller, needs
from hall.edge.doors import ResolveCaller
from hall.edge.language import wanted_language
from hall.edge.problems import invalid_values, problem_document
from hall.errors import HallError, Invalid, NotFound
from hall.staff.permissions import Permission
from hall.text import Text
from hall.ticketing.queries import ticket_row

MAY_LISTEN = needs(Permission.DESK, Permission.BOARD)


class _Auth(BaseModel):
    model_config = ConfigDict(extra="forbid")
    after: int | None = Field(default=None, ge=0)


class DisplayAuth(_Auth):
    """A screen of a hall: all of it, one zone, or one window; `speak` offers to be the zone's voice."""

    hall: str
    zone: str | None = None
    window: int | None = None
    device_token: str | None = None
    speak: bool = False


class DeskAuth(_Auth):
    hall: str


class VisitorAuth(_Auth):
    ticket: str


class _Door(Namespace):
    """What the doors share: a client is admitted to one room, and leaves it when it goes."""

    auth: type[_Auth]

    def __init__(self, name: str, database: Database, feed: Feed) -> None:
        super().__init__(name)
        self.database, self.feed = database, feed
        self.path = name
        self.clients: dict[str, Room] = {}

    def on_connect(self, auth: Any = None) -> None:
        """Admit a client, or refuse it with a problem document."""
        sid = _sid()
        try:
            try:
                wish = self.auth.model_validate(auth or {})
            except ValidationError as error:
                raise invalid_values(error) from error
            with self.database.reading() as connection:
                room = self.room(connection, wish)
        except HallError as error:
            language = wanted_language(request.accept_languages)
            raise Refused(error.code, problem_document(error, language)) from error
        self.clients[sid] = room
        self.admitted(sid, room, wish)

    def admitted(self, sid: str, room: Room, wish: Any) -> None:
        self.feed.join(sid, room, wish.after, lambda: join_room(room.name, sid, self.path))

    def on_disconnect(self, *_reason: object) -> None:
        sid = _sid()
        room = self.clients.pop(sid, None)
        if room is not None:
            self.feed.leave(sid, room)

    def on_resume(self, message: Any = None) -> None:
        """`{after}`: send once more what came after that journal number."""
        after = message.get("after") if isinstance(message, dict) else None
        room = self.clients.get(_sid())
        if room is not None and isinstance(after, int) and not isinstance(after, bool) and after >= 0:
            self.feed.resume(_sid(), room, after)

    def room(self, connection: Connection, wish: Any) -> Room:
        """The room a client asks for; raises the refusal."""
        raise NotImplementedError


class DisplayDoor(_Door):
    """Screens, LED clients and speakers: numbers and windows, open to everybody in front of them."""

    auth = DisplayAuth

    def __init__(self, database: Database, feed: Feed, speakers: Speakers) -> None:
        super().__init__("/display", database, feed)
        self.speakers = speakers

    def room(self, connection: Connection, wish: DisplayAuth) -> Room:
        book = hall_book(connection, hall_id_of(connection, wish.hall))
        if wish.zone is not None and wish.zone not in book.zones:
            raise NotFound(Text(f"没有区域“{wish.zone}”", f"There is no zone {wish.zone!r}"))
        if wish.window is not None and all(page.number != wish.window for page in book.windows.values()):
            raise NotFound(Text(f"没有{wish.window}号窗口", f"There is no window {wish.window}"))
        return Room("/display", book.hall_id, wish.zone, wish.window)

    def admitted(self, sid: str, room: Room, wish: Any) -> None:
        super().admitted(sid, room, wish)
        self.speakers.come(Screen(sid, room.hall_id, room.zone, offers=wish.speak))

    def on_disconnect(self, *reason: object) -> None:
        super().on_disconnect(*reason)
        self.speakers.go(_sid())

    def on_announced(self, message: Any = None) -> None:
        """`{seq}`: the zone's voice has said this call."""
        seq = message.get("seq") if isinstance(message, dict) else None
        screen = self.speakers.screen(_sid())
        if screen is None or not self.speakers.speaks(_sid()) or not isinstance(seq, int) or isinstance(seq, bool):
            return
        with self.database.change() as transaction:
            mark_spoken(transaction.connection, screen.hall_id, screen.zone or "", seq, now())

    def on_sound_blocked(self, message: Any = None) -> None:
        """`{blocked}`: the screen's browser refuses sound, or does so no more; the manager's board says it."""
        screen = self.speakers.screen(_sid())
        if screen is not None:
            screen.blocked = not (isinstance(message, dict) and message.get("blocked") is False)
            self.feed.look_again(screen.hall_id)

    def on_stale(self, message: Any = None) -> None:
        """`{since}`: a screen tells, once it is back, since when it was cut off."""


class DeskDoor(_Door):
    """Consoles of staff and managers: everything of their hall."""

    auth = DeskAuth

    def __init__(self, database: Database, feed: Feed, resolve_caller: ResolveCaller) -> None:
        super().__init__("/desk", database, feed)
        self.resolve_caller = resolve_caller

    def room(self, connection: Connection, wish: DeskAuth) -> Room:
        caller: Caller = self.resolve_caller(request)
        MAY_LISTEN.check(caller, None)
        hall_id = hall_id_of(connection, wish.hall)
        MAY_LISTEN.check(caller, hall_id)
        return Room("/desk", hall_id)


class VisitorDoor(_Door):
    """One ticket's phones; its id is the right to listen."""

    auth = VisitorAuth

    def __init__(self, database: Database, feed: Feed) -> None:
        super().__init__("/visitor", database, feed)

    def room(self, connection: Connection, wish: VisitorAuth) -> Room:
        ticket = ticket_row(connection, wish.ticket)
        return Room("/visitor", ticket.hall_id, ticket=ticket.id)


def open_socket_doors(
    socketio: SocketIO, database: Database, feed: Feed, speakers: Speakers, resolve_caller: ResolveCaller
) -> None:
    """Give the socket server its namespaces."""
    for door in (
        DisplayDoor(database, feed, speakers),
        DeskDoor(database, feed, resolve_caller),
        VisitorDoor(database, feed),
    ):
        socketio.on_namespace(door)


def _sid() -> str:
    sid = getattr(request, "sid", None)
    if not isinstance(sid, str):
        raise Invalid(Text("不是套接字连接", "This is not a socket connection"))
    return sid
