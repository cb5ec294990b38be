"""The doors of the display: the manager's board, the hall's journal, and the sound of a phrase."""

from flask import Blueprint, Response
from pydantic import Field
from sqlalchemy.engine import Connection

from hall.display.address import PhraseAddress
from hall.display.board import Board, as_seen
from hall.display.floor import read_floor
from hall.display.views import HallViews
from hall.display.voice import Voice
from hall.edge.access import needs
from hall.edge.endpoint import Answer, Body, Call, Cursor, Endpoints, NoBody
from hall.edge.fields import Instant
from hall.edge.problems import refusals_answered
from hall.events import Json
from hall.journal.entries import entries_after
from hall.staff.permissions import Permission

KEPT_FOR_EVER = "public, max-age=31536000, immutable"


class JournalQuery(Body):
    after: Cursor = 0
    limit: int = Field(default=100, ge=1, le=200)


class JournalItem(Answer):
    """One entry of the journal; ids are public ones."""

    seq: int
    at: Instant
    kind: str
    ticket: str | None
    window: str | None
    user: str | None
    data: Json


class JournalPage(Answer):
    items: list[JournalItem]
    next: int | None


class DisplayDoors:
    """The doors that need to know the voice and the connected screens."""

    def __init__(self, views: HallViews) -> None:
        self._views = views

    def endpoints(self) -> Endpoints:
        endpoints = Endpoints("display")
        endpoints.read("/halls/<hall>/board", access=needs(Permission.BOARD), answer=Board)(self.board)
        endpoints.read(
            "/halls/<hall>/journal", access=needs(Permission.JOURNAL), answer=JournalPage, query=JournalQuery
        )(self.journal)
        return endpoints

    def board(self, call: Call[NoBody], connection: Connection) -> Board:
        """Every window, queue, waiting ticket and alarm of a hall, as one picture with its journal number."""
        hall_id = call.subject.hall_id
        board = self._views.board(connection, read_floor(connection, hall_id), call.language)
        return as_seen(board, call.caller.rights_in(hall_id))

    def journal(self, call: Call[JournalQuery], connection: Connection) -> JournalPage:
        """What happened, in order, after a journal number."""
        query = call.body
        found = entries_after(connection, call.subject.hall_id, query.after, limit=query.limit + 1)
        items = [
            JournalItem(
                seq=entry.seq,
                at=entry.at,
                kind=entry.kind,
                ticket=entry.ticket,
                window=entry.window,
                user=entry.user,
                data=entry.data,
            )
            for entry in found[: query.limit]
        ]
        return JournalPage(items=items, next=items[-1].seq if len(found) > query.limit else None)


def audio(voice: Voice) -> Blueprint:
    """`/audio/{pack}/{language}/{number}-{window}.wav`: phrases as sound, kept for ever where the address says all."""
    blueprint = Blueprint("audio", __name__)

    @blueprint.get("/audio/<pack>/<language>/<name>.wav")
    @refusals_answered
    def phrase(pack: str, language: str, name: str) -> Response:
        address = PhraseAddress.parse(pack, language, name)
        response = Response(voice.wav(address), mimetype="audio/wav")
        response.headers["Cache-Control"] = KEPT_FOR_EVER if address.immutable else "no-cache"
        return response

    return blueprint
