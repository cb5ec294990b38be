"""The three doors of the sockets: who may come in, which room they are in, and what they may say."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from time import sleep
from typing import Any, ClassVar, Protocol

from flask import Request, request
from flask_socketio import Namespace, SocketIO, disconnect, join_room, leave_room
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from socketio.exceptions import ConnectionRefusedError as Refused
from sqlalchemy.engine import Connection

from hall.catalogue.queries import hall_book, hall_id_of
from hall.clock import now
from hall.db import Database
from hall.display.feed import Feed
from hall.display.hearing import rights_at_desk
from hall.display.rooms import Room
from hall.display.screens import Screens
from hall.display.speaking import Screen
from hall.display.spoken import mark_spoken
from hall.edge.access import Caller, needs
from hall.edge.doors import Callers
from hall.edge.language import wanted_language
from hall.edge.logs import log_trouble
from hall.edge.problems import invalid_values, problem_document
from hall.errors import Forbidden, HallError, Invalid, NotFound, NotSignedIn
from hall.staff.permissions import Permission
from hall.text import Text
from hall.ticketing.queries import ticket_row

MAY_LISTEN = needs(Permission.DESK, Permission.BOARD, Permission.LEDGER_ALARMS)
LARGEST_SEQ = 2**53 - 1  # what JSON readers keep whole
RESUME_EVERY_SECONDS = 1.0


class Listeners(Callers, Protocol):
    """Knows who knocks; who an old knock would be by now; and whose a device's token is."""

    def listening(self, request: Request) -> Caller: ...

    def of_token(self, token: str) -> Caller: ...


class _Auth(BaseModel):
    model_config = ConfigDict(extra="forbid")
    after: int | None = Field(default=None, ge=0, le=LARGEST_SEQ)


class DisplayAuth(_Auth):
    """A screen of a hall: all of it, one zone, or one window; `speak` offers to be the zone's voice."""

    hall: str
    zone: str | None = None
    window: int | None = Field(default=None, ge=0, le=LARGEST_SEQ)
    device_token: str | None = None
    speak: bool = False


class DeskAuth(_Auth):
    hall: str


class VisitorAuth(_Auth):
    ticket: str


@dataclass
class _Client:
    """Somebody admitted. `asked`: after which seq it wants to be told again, while it is being `told`."""

    room: Room
    asked: int | None = None
    told: bool = False


class _Door(Namespace, ABC):
    """What the doors share: a client is admitted to one room, and leaves it when it goes."""

    auth: type[_Auth]
    heard: ClassVar[frozenset[str]] = frozenset({"resume"})
    """What a client may say here; anything else is ignored."""

    def __init__(self, name: str, database: Database, feed: Feed) -> None:
        super().__init__(name)
        self.database, self.feed = database, feed
        self.path = name
        self.clients: dict[str, _Client] = {}

    def trigger_event(self, event: object, sid: str, *said: object) -> object:
        """Coming and going are the server's to tell; a client says what is `heard`, with one message at most."""
        manager = self.socketio.server.manager  # type: ignore[attr-defined]  # not in the stubs
        if event in ("connect", "disconnect"):
            # While the server tells these, the client is not connected yet, or no more.
            forged = manager.is_connected(sid, self.path)
            return None if forged else super().trigger_event(event, sid, *said)
        if not isinstance(event, str) or event not in self.heard:
            return None
        try:
            return super().trigger_event(event, sid, *said[:1])
        except Exception as error:  # noqa: BLE001 (nobody waits for an answer: the line goes on)
            log_trouble(f"what a client said, {event!r}, could not be taken", error)
            return None

    def on_connect(self, auth: Any = None) -> None:
        """Admit a client, or refuse it with a problem document."""
        sid = _sid()
        try:
            wish, room = self._wished(auth)
            self.clients[sid] = _Client(room)
            self.admitted(sid, room, wish)
        except HallError as error:
            self.on_disconnect()
            language = wanted_language(request.accept_languages)
            raise Refused(error.code, problem_document(error, language)) from error

    def _wished(self, auth: Any) -> tuple[Any, Room]:
        try:
            wish = self.auth.model_validate(auth or {})
        except ValidationError as error:
            raise invalid_values(error) from error
        with self.database.reading() as connection:
            return wish, self.room(connection, wish)

    def admitted(self, sid: str, room: Room, wish: Any) -> None:
        self.let_in(sid, room, wish.after)

    def let_in(self, sid: str, room: Room, after: int | None) -> None:
        self.feed.join(sid, room, after, lambda: join_room(room.name, sid, self.path))

    def on_disconnect(self, *_reason: object) -> None:
        sid = _sid()
        client = self.clients.pop(sid, None)
        if client is not None:
            self.feed.leave(sid, client.room)

    def on_resume(self, message: Any = None) -> None:
        """`{after}`: send once more what came after that journal number; asked in a hurry, once a second."""
        client, after = self.clients.get(_sid()), _number(message, "after")
        if client is None or after is None:
            return
        client.asked = after if client.asked is None else min(client.asked, after)
        if client.told:
            return
        client.told = True
        try:
            while client.asked is not None and _sid() in self.clients:
                after, client.asked = client.asked, None
                # Out of the room's messages meanwhile, so that what is new comes after what was missed.
                leave_room(client.room.name, _sid(), self.path)
                self.let_in(_sid(), client.room, after)
                sleep(RESUME_EVERY_SECONDS)
        except HallError:  # it comes back by itself, and is told then
            disconnect(_sid(), self.path)
        finally:
            client.told = False

    @abstractmethod
    def room(self, connection: Connection, wish: Any) -> Room:
        """The room a client asks for; raises the refusal."""


class DisplayDoor(_Door):
    """Screens, LED clients and speakers: numbers and windows, open to everybody in front of them."""

    auth = DisplayAuth
    heard = frozenset({"resume", "announced", "sound_blocked", "stale"})

    def __init__(self, database: Database, feed: Feed, screens: Screens, callers: Listeners) -> None:
        super().__init__("/display", database, feed)
        self.screens, self.callers = screens, callers

    def room(self, connection: Connection, wish: DisplayAuth) -> Room:
        book = hall_book(connection, hall_id_of(connection, wish.hall))
        if wish.zone is not None and wish.zone not in book.zones:
            raise NotFound(Text(f"没有区域“{wish.zone}”", f"There is no zone {wish.zone!r}"))
        if wish.window is not None and all(page.number != wish.window for page in book.windows.values()):
            raise NotFound(Text(f"没有{wish.window}号窗口", f"There is no window {wish.window}"))
        return Room("/display", book.hall_id, wish.zone, wish.window)

    def admitted(self, sid: str, room: Room, wish: Any) -> None:
        enrolled = self._enrolled(wish.device_token, room.hall_id)
        super().admitted(sid, room, wish)
        self.screens.come(Screen(sid, room.hall_id, room.zone, wish.hall, offers=wish.speak, enrolled=enrolled))

    def _enrolled(self, token: str | None, hall_id: int) -> bool:
        """Whether a device of this hall that may speak knocks; NotSignedIn for a token that does not hold."""
        return token is not None and self.callers.of_token(token).may(Permission.SPEAK, hall_id)

    def on_disconnect(self, *reason: object) -> None:
        super().on_disconnect(*reason)
        self.screens.go(_sid())

    def on_announced(self, message: Any = None) -> None:
        """`{seq}`: the zone's voice has said this call."""
        screen, seq = self.screens.screen(_sid()), _number(message, "seq")
        if screen is None or seq is None or not screen.speaks or seq > self.feed.told(screen.hall_id):
            return
        with self.database.work(screen.hall_id) as work:
            mark_spoken(work.connection, screen.hall_id, screen.zone or "", seq, now())

    def on_sound_blocked(self, message: Any = None) -> None:
        """`{blocked}`: the screen's browser refuses sound, or does so no more; the manager's board says it."""
        if self.screens.screen(_sid()) is not None:
            self.screens.block(_sid(), blocked=not (isinstance(message, dict) and message.get("blocked") is False))

    def on_stale(self, message: Any = None) -> None:
        """`{since}`: a screen tells, once it is back, since when it was cut off."""


class DeskDoor(_Door):
    """Consoles of staff and managers: what they may read of their hall; the ledger's officer hears its alarms."""

    auth = DeskAuth

    def __init__(self, database: Database, feed: Feed, callers: Listeners) -> None:
        super().__init__("/desk", database, feed)
        self.callers = callers
        self.knocks: dict[str, Request] = {}

    def _wished(self, auth: Any) -> tuple[Any, Room]:
        try:
            return super()._wished(auth)
        finally:
            self.callers.note_use()

    def room(self, connection: Connection, wish: DeskAuth) -> Room:
        # On the same connection: where all come back at once, each would hold one and wait for another.
        caller = self.callers.met(request, connection)
        MAY_LISTEN.check(caller, None)
        hall_id = hall_id_of(connection, wish.hall)
        MAY_LISTEN.check(caller, hall_id)
        self.knocks[_sid()] = request._get_current_object()  # type: ignore[attr-defined]  # a proxy's own
        return Room("/desk", hall_id, rights=rights_at_desk(caller.rights_in(hall_id)))

    def on_disconnect(self, *reason: object) -> None:
        super().on_disconnect(*reason)
        self.knocks.pop(_sid(), None)

    def let_go(self) -> None:
        """End the listening of whoever is signed out by now, locked, or has other rights: they come back with those."""
        for sid, client in list(self.clients.items()):
            knock = self.knocks.get(sid)
            if knock is None:  # gone by itself, while one before it was looked at
                continue
            hall_id = client.room.hall_id
            try:
                caller = self.callers.listening(knock)
                MAY_LISTEN.check(caller, hall_id)
                same = rights_at_desk(caller.rights_in(hall_id)) == client.room.rights
            except (NotSignedIn, Forbidden):
                same = False
            if not same:
                self.socketio.server.disconnect(sid, namespace=self.path)  # type: ignore[attr-defined]  # not in the stubs


class VisitorDoor(_Door):
    """One ticket's phones; its id is the right to listen."""

    auth = VisitorAuth

    def __init__(self, database: Database, feed: Feed) -> None:
        super().__init__("/visitor", database, feed)

    def room(self, connection: Connection, wish: VisitorAuth) -> Room:
        ticket = ticket_row(connection, wish.ticket)
        return Room("/visitor", ticket.hall_id, ticket=ticket.id)


def open_socket_doors(
    socketio: SocketIO, database: Database, feed: Feed, screens: Screens, callers: Listeners
) -> Callable[[], None]:
    """Give the socket server its namespaces. What is returned lets go of desks that may not listen any more."""
    desks = DeskDoor(database, feed, callers)
    for door in (DisplayDoor(database, feed, screens, callers), desks, VisitorDoor(database, feed)):
        socketio.on_namespace(door)
    return desks.let_go


def _number(message: object, name: str) -> int | None:
    """A journal number that a client names, `None` for anything else."""
    number = message.get(name) if isinstance(message, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= LARGEST_SEQ:
        return None
    return number


def _sid() -> str:
    sid = getattr(request, "sid", None)
    if not isinstance(sid, str):
        raise Invalid(Text("不是套接字连接", "This is not a socket connection"))
    return sid
