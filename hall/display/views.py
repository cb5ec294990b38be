"""What the rooms are shown: the snapshot to begin with, pictures of now, and how a call is said."""

from datetime import datetime
from typing import cast

from sqlalchemy.engine import Connection

from hall.catalogue.book import HallBook
from hall.catalogue.hours import Span
from hall.catalogue.queries import notices_of
from hall.clock import now
from hall.display.announcement import Manner, One
from hall.display.board import Board, as_seen, board_answer, voice_answer
from hall.display.facts import Fact
from hall.display.floor import Floor, screen_windows, shown_calls, waiting_view
from hall.display.pictures import View
from hall.display.rooms import Room
from hall.display.screens import Screens
from hall.display.spoken import spoken_mark
from hall.display.voice import Voice
from hall.events import Json, instant_text
from hall.text import Language
from hall.ticketing.answers import ticket_answer
from hall.ticketing.waiting import NEAR
from hall.windows.managing import presets
from hall.windows.standing import standing_alarms


class HallViews:
    """The pictures of one installation."""

    def __init__(self, voice: Voice, screens: Screens) -> None:
        self._voice, self._screens = voice, screens
        self._boards: dict[int, tuple[Floor, Board]] = {}

    def announcement(self, book: HallBook, fact: Fact) -> Json | None:
        """How a call or retraction is said; nothing for other facts."""
        if fact.announce is None:
            return None
        number, window = fact.announce
        zone = fact.zone or str(fact.data.get("zone"))
        return self._voice.announcement(zone, number, window, manner_of(book, now()))

    def of_room(self, connection: Connection, room: Room, floor: Floor) -> list[View]:
        """The room's pictures of a floor."""
        if room.namespace == "/display":
            return [View("waiting", waiting_view(floor)), View("voice", self._voice_now())]
        if room.namespace == "/desk":
            return [View("board", self._board_of(connection, room, floor))]
        place = self._place(room, floor)
        return [View("place", place), *([View("near", {"ahead": place["ahead"]})] if self._near(room, floor) else [])]

    def snapshot(self, connection: Connection, room: Room, floor: Floor) -> Json:
        """Everything a client that knows nothing needs."""
        if room.namespace == "/desk":
            return self._board_of(connection, room, floor)
        if room.namespace == "/visitor":
            ticket = ticket_answer(connection, floor.book, room.ticket or "", "zh")
            return {"at": instant_text(floor.at), "ticket": ticket.model_dump(mode="json", exclude={"id"})}
        return {
            "at": instant_text(floor.at),
            "calls": [self._shown(floor.book, call) for call in shown_calls(floor) if _in_room(room, call)],
            "windows": [page for page in screen_windows(floor) if _in_room(room, page)],
            "notices": notices_of(connection, floor.book.hall_id),
            "waiting": waiting_view(floor),
            "voice": self._voice_now(),
            "spoken": spoken_mark(connection, floor.book.hall_id, room.zone),
        }

    def board(self, connection: Connection, floor: Floor, language: Language = "zh") -> Board:
        """The manager's board, whole."""
        return board_answer(
            floor,
            self._voice,
            language,
            closed=floor.closed,
            notices=notices_of(connection, floor.book.hall_id),
            presets=[each.model_dump() for each in presets(connection, floor.book.hall_id)],
            alarms=standing_alarms(connection, floor.book.hall_id),
            troubles=self._screens.troubles(connection, floor.book.hall_id),
        )

    def _board_of(self, connection: Connection, room: Room, floor: Floor) -> Json:
        """The board as a room of desks sees it; made once for all rooms that are shown the same floor."""
        made_of, board = self._boards.get(room.hall_id, (None, None))
        if board is None or made_of is not floor:
            board = self.board(connection, floor)
            self._boards[room.hall_id] = floor, board
        return as_seen(board, room.rights).model_dump(mode="json")

    def _voice_now(self) -> Json:
        return voice_answer(self._voice).model_dump()

    def _shown(self, book: HallBook, call: Json) -> Json:
        said = self._voice.announcement(call["zone"], call["number"], call["window"], manner_of(book, now()))
        return call | {"announcement": said}

    def _place(self, room: Room, floor: Floor) -> Json:
        wait = floor.waits.get(room.ticket or "")
        return {"ahead": floor.places.get(room.ticket or ""), "wait": wait.model_dump() if wait else None}

    def _near(self, room: Room, floor: Floor) -> bool:
        ahead = floor.places.get(room.ticket or "")
        return ahead is not None and ahead <= NEAR


def manner_of(book: HallBook, at: datetime) -> Manner:
    """How the hall speaks, from its display settings; in its quiet hours in no language at all."""
    display = book.display
    languages = tuple(cast(Language, language) for language in display["languages"])
    local = at.astimezone(book.zone)
    if any(local.hour * 60 + local.minute in Span.of(span) for span in display["quiet"]):
        languages = ()
    return Manner(languages, display["repeat"], cast(One, display["one"]), display["pack"])


def _in_room(room: Room, shown: Json) -> bool:
    number = shown["window"] if "window" in shown else shown["number"]
    return (room.zone is None or shown["zone"] == room.zone) and (room.window is None or number == room.window)
