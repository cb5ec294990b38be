"""The one place that wires the parts together."""

import logging
from dataclasses import dataclass
from time import monotonic
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from sqlalchemy.engine import Connection

from hall.catalogue.actions.importing import refresh_workdays
from hall.catalogue.api import HallDoors, find_hall
from hall.catalogue.queries import hall_book, hall_codes, hall_rows, zone_rows
from hall.db import Database
from hall.devices.speaker import EspeakSpeaker, NullSpeaker
from hall.display.api import DisplayDoors, audio
from hall.display.feed import Feed
from hall.display.sockets import open_socket_doors
from hall.display.speaking import Screen, Speakers
from hall.display.speech import Speech
from hall.display.speech_doors import SpeechDoors, spoken
from hall.display.views import HallViews
from hall.display.voice import Voice
from hall.duties import Duties, Duty
from hall.edge.device_cookies import DeviceCookies
from hall.edge.doors import Doorway, open_doors
from hall.edge.endpoint import Endpoints
from hall.edge.idempotency import forget_answers
from hall.edge.limits import Limits
from hall.edge.openapi import openapi_pages
from hall.edge.transport import NoCompression, behind_proxies, send_whole_messages
from hall.edge.watch import watch
from hall.events import Json
from hall.journal.anchors import ANCHORS_FILE, drop_anchors
from hall.journal.entries import append_entries
from hall.journal.tail import Tail
from hall.operations.health import health
from hall.paper.api import PaperDoors
from hall.paper.press import Press
from hall.personal.keys import admit_keys
from hall.personal.vault import Vault
from hall.settings import Settings
from hall.staff.administration import AdministrationDoors
from hall.staff.api import DutyAnswer, SessionDoors
from hall.staff.audit_api import AuditDoors
from hall.staff.passwords import Passwords
from hall.staff.resolver import CallerResolver
from hall.text import Text
from hall.ticketing import api as ticket_doors
from hall.ticketing import entering, greeting
from hall.ticketing.line import LineCounts
from hall.ticketing.prediction.forecasts import ForecastWaits
from hall.ticketing.prediction.keeper import Keeper
from hall.web.pages import HallCard, pages
from hall.windows import alarm_doors, managing
from hall.windows import api as window_doors
from hall.windows.keeping import keep_halls
from hall.windows.queries import duty_of
from hall.windows.watching import AlarmWatch

log = logging.getLogger("hall")
LOCK_MINUTES = 15  # minutes, for somebody without a hall


# Websockets alone: no sticky sessions are needed, and no long polls wait. A peer silent for 35 s is let go.
SOCKETS: dict[str, Any] = {
    "async_mode": "gevent",
    "transports": ["websocket"],
    "ping_interval": 20,
    "ping_timeout": 15,
    "max_http_buffer_size": 64 * 1024,
}


@dataclass(frozen=True)
class Display:
    """What screens, desks and phones are told by."""

    voice: Voice
    speech: Speech
    speakers: Speakers
    views: HallViews
    feed: Feed
    tail: Tail
    keeper: Keeper


@dataclass(frozen=True)
class House:
    """A hall server, put together but not yet started."""

    app: Flask
    socketio: SocketIO
    database: Database
    vault: Vault
    display: Display
    duties: Duties
    endpoints: list[Endpoints]
    press: Press

    def start(self) -> None:
        """Begin to follow the journal, to speak, and to keep time."""
        with self.database.change() as transaction:
            admit_keys(transaction, self.vault)
        self.display.tail.start()
        self.display.feed.start(self.display.tail.cursors)
        self.display.keeper.start(list(self.display.tail.cursors))
        self.display.voice.prepare()
        self.duties.start()

    def stop(self) -> None:
        """End what `start` began; what was answered is committed already."""
        self.duties.stop()
        self.press.stop()
        self.display.voice.stop()
        self.display.speech.stop()
        self.display.tail.stop()
        self.display.keeper.stop()
        self.display.feed.stop()
        self.database.close()


def create_app(settings: Settings) -> House:
    """Everything of one server process. Nothing runs before `start()`."""
    database, vault = open_database(settings), Vault.of_setting(settings.data_key)
    app = Flask("hall", static_folder=None)
    socketio = SocketIO(app, **SOCKETS)
    send_whole_messages(socketio)
    resolver = CallerResolver(database)
    display = _display(settings, database, socketio)
    press = Press()
    endpoints = [
        *_doors(Passwords(), display.views, display.speech),
        PaperDoors(press, settings.public_url or None).endpoints(),
    ]
    finders = {
        "hall": find_hall,
        "window": window_doors.find_window,
        "ticket": ticket_doors.find_ticket,
        "alarm": alarm_doors.find_alarm,
    }
    limits = Limits(settings.rate_limits)
    watch(app)
    cookies = DeviceCookies(settings.secret_key)
    open_doors(app, Doorway(database, vault, resolver, finders, limits, cookies, settings.secure_cookies), endpoints)
    let_go = open_socket_doors(
        socketio, database, display.feed, display.speakers, resolver, resolver.listening, resolver.of_token
    )
    app.register_blueprint(health(database))
    app.register_blueprint(audio(display.voice))
    app.register_blueprint(spoken(display.speech))
    app.register_blueprint(openapi_pages(endpoints))
    app.register_blueprint(pages(lambda: _cards(database), cookies, public_url=settings.public_url or None))
    # Flask's own way to wrap an app is to put another callable in the place of its method.
    app.wsgi_app = NoCompression(behind_proxies(app.wsgi_app, settings.proxies))  # type: ignore[method-assign]
    alarms = AlarmWatch(database)
    display.tail.listeners.append(alarms.hear)
    duties = [
        *_duties(settings, database),
        Duty("watch for alarms", 0.5, alarms.look),
        Duty("let go of desks", 5.0, let_go),
    ]
    return House(app, socketio, database, vault, display, Duties(duties, _problem), endpoints, press)


def _duties(settings: Settings, database: Database) -> list[Duty]:
    """The periodic work of this process."""
    return [
        Duty("keep halls", 1.0, lambda: keep_halls(database)),
        Duty("anchor the journal", 600.0, lambda: drop_anchors(database, settings.data_dir / ANCHORS_FILE)),
        Duty("forget old answers", 600.0, lambda: forget_answers(database)),
        Duty("learn of working days", 86400.0, lambda: refresh_workdays(database), due_at=monotonic() + 3600.0),
    ]


def _display(settings: Settings, database: Database, socketio: SocketIO) -> Display:
    """The voice, the rooms and what feeds them, tied to each other."""

    def emit(event: str, message: Json, *, namespace: str, to: str) -> None:
        socketio.emit(event, message, namespace=namespace, to=to)

    def granted(screen: Screen, *, speaks: bool) -> None:
        message = {"hall": screen.hall, "as_of_seq": 0, "kind": "speaker", "data": {"granted": speaks}}
        emit("speaker", message, namespace="/display", to=screen.sid)

    def voice_changed() -> None:
        for hall_id in list(tail.cursors):
            feed.look_again(hall_id)

    # Two of them: each ends what it renders itself, and a page is not to wait for the clips of calls.
    caller, reader = (EspeakSpeaker() if settings.voice == "espeak" else NullSpeaker() for _ in range(2))
    voice = Voice(settings.data_dir / "voice", caller, voice_changed)
    speech = Speech(settings.data_dir / "speech", reader, settings.secret_key)
    speakers = Speakers(granted)
    views = HallViews(voice, speakers)
    feed, tail = Feed(database, emit, views, _problem), Tail(database, _problem)
    keeper = Keeper(database, feed.look_again, _problem)
    tail.listeners += [feed.tell, keeper.hear]
    database.told.append(tail.hint)
    return Display(voice, speech, speakers, views, feed, tail, keeper)


def open_database(settings: Settings) -> Database:
    """The database of these settings, with the journal inside every transaction."""
    database = Database(settings.database)
    database.inside.append(append_entries)
    return database


def _doors(passwords: Passwords, views: HallViews, speech: Speech) -> list[Endpoints]:
    """Every declared door of the API, room by room."""
    return [
        HallDoors(LineCounts(), ForecastWaits()).endpoints(),
        ticket_doors.endpoints,
        entering.endpoints,
        greeting.endpoints,
        window_doors.endpoints,
        managing.endpoints,
        alarm_doors.endpoints,
        DisplayDoors(views).endpoints(),
        SpeechDoors(speech).endpoints(),
        SessionDoors(passwords, hall_codes, _duty_answer, _lock_minutes).endpoints(),
        AdministrationDoors(passwords).endpoints(),
        AuditDoors(hall_codes).endpoints(),
    ]


def _lock_minutes(connection: Connection, hall_ids: set[int] | None) -> int:
    """The least that any of these halls (`None`: all) lets a desk lie idle."""
    known = [row.id for row in hall_rows(connection) if hall_ids is None or row.id in hall_ids]
    return min((hall_book(connection, each).rules.desk_lock_minutes for each in known), default=LOCK_MINUTES)


def _duty_answer(connection: Connection, user_id: str) -> DutyAnswer | None:
    duty = duty_of(connection, user_id)
    if duty is None:
        return None
    book = hall_book(connection, duty.hall_id)
    return DutyAnswer(id=duty.window_id, number=book.windows[duty.window_id].number, hall=book.code)


def _cards(database: Database) -> list[HallCard]:
    with database.reading() as connection:
        return [
            HallCard(
                row.code,
                Text.of(row.name),
                tuple((zone.code, Text.of(zone.name)) for zone in zones),
                str(row.languages[0]).split("-")[0],
            )
            for row in hall_rows(connection)
            for zones in [zone_rows(connection, row.id)]
        ]


def _problem(what: str, error: Exception) -> None:
    log.error("%s: %s", what, error, exc_info=error)
