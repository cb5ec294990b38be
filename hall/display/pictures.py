"""What the feed is given: how a message is sent, and what pictures a room is shown of a floor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.display.facts import Fact
from hall.display.floor import Floor
from hall.display.rooms import Room
from hall.events import Json


class Emit(Protocol):
    """Sends one message to a room of a namespace, its sockets `but` left out, or to one socket (`to` its sid)."""

    def __call__(self, event: str, message: Json, *, namespace: str, to: str, but: Sequence[str] = ()) -> None: ...


@dataclass(frozen=True)
class View:
    """A picture of now, for one room; the latest wins, none is replayed."""

    kind: str
    data: Json


@dataclass(frozen=True)
class Pictures:
    """A room's views of one floor."""

    floor: Floor
    views: list[View]


class Views(Protocol):
    """What pictures rooms are shown of a floor, and how a fact's announcement is said."""

    def of_room(self, connection: Connection, room: Room, floor: Floor) -> list[View]: ...

    def snapshot(self, connection: Connection, room: Room, floor: Floor) -> Json: ...

    def announcement(self, book: HallBook, fact: Fact) -> Json | None: ...
