"""The one place that wires the parts together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from hall.assistance import doors as assistance_doors
from hall.booking import doors as booking_doors
from hall.booking.checking_in import CheckInDoors
from hall.booking.expecting import ExpectedDoors
from hall.booking.prereview_doors import PrereviewDoors
from hall.broker import Broker, NoBroker, broker_at, installation
from hall.catalogue.api import HallDoors, find_hall
from hall.catalogue.queries import hall_codes, lock_minutes
from hall.db import Database
from hall.devices.speaker import EspeakSpeaker, NullSpeaker
from hall.display import plan_doors
from hall.display.api import DisplayDoors, audio
from hall.display.feed import Feed
from hall.display.screens import Screens
from hall.display.sockets import open_socket_doors
from hall.display.speaking import Screen
from hall.display.speech import Speech
from hall.display.speech_doors import SpeechDoors, spoken
from hall.display.views import HallViews
from hall.display.voice import Voice
from hall.duties import Doer, Duties, Duty
from hall.edge.device_cookies import DeviceCookies
from hall.edge.doors import Doorway, open_doors
from hall.edge.endpoint import Endpoints
from hall.edge.limits import Limits, Tries, shared_storage
from hall.edge.logs import log_trouble
from hall.edge.openapi import openapi_pages
from hall.edge.transport import NoCompression, behind_proxies, end_sockets, send_whole_messages
from hall.edge.uploads import UploadDoor
from hall.edge.watch import watch
from hall.escalation import doors as escalation_doors
from hall.escalation.attached import files_taken
from hall.escalation.attachments import AttachmentDoors
from hall.escalation.checking import departments_called
from hall.events import Json
from hall.files.receiving import Files
from hall.journal.entries import append_entries
from hall.journal.tail import Tail
from hall.leases import AllLeases, Leases, leases_of
from hall.notify.courier import Courier
from hall.operations.gauges import measure
from hall.operations.health import health
from hall.operations.metrics import Metrics
from hall.operations.metrics_door import metrics_door
from hall.paper.api import PaperDoors
from hall.paper.appointment_codes import AppointmentCodes
from hall.paper.calendar_door import AppointmentFiles
from hall.paper.press import Press
from hall.paper.visit_list import VisitListDoors
from hall.periodic import periodic
from hall.personal.keys import admit_keys
from hall.personal.vault import Vault
from hall.recourse import doors as recourse_doors
from hall.review import doors as review_doors
from hall.settings import Settings
from hall.staff.administration import AdministrationDoors
from hall.staff.api import SessionDoors
from hall.staff.audit_api import AuditDoors
from hall.staff.carrier_doors import CarrierDoors
from hall.staff.passwords import Passwords
from hall.staff.resolver import CallerResolver
from hall.text import Text
from hall.ticketing import doors as ticket_doors
from hall.ticketing.line import LineCounts
from hall.ticketing.prediction.forecasts import ForecastWaits
from hall.ticketing.prediction.keeper import Keeper
from hall.ticketing.prediction.shelf import NoShelf, TableShelf
from hall.web.cards import hall_cards
from hall.web.pages import pages
from hall.windows import doors as window_doors

WRONG_CODES = ("20/15minutes", "5/minute")  # tries of a booking's code: locked after the first, slowed after the second
WRONG_SIGN_INS = ("30/15minutes",)  # of one address, whatever names; a whole hall signs in from one
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
    screens: Screens
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
    leases: Leases
    broker: Broker
    duties: tuple[Duties, ...]
    endpoints: list[Endpoints]
    press: Press
    courier: Courier
    metrics: Metrics
    files: Files

    def start(self) -> None:
        """Begin to follow the journal, to speak, and to keep time."""
        with self.database.change() as transaction:
            admit_keys(transaction, self.vault)
        self.leases.start()
        self.display.tail.start()
        self.display.feed.start(self.display.tail.cursors)
        self.display.keeper.start(list(self.display.tail.cursors))
        self.display.voice.prepare()
        self.broker.start(self.display.tail.hint)
        for duties in self.duties:
            duties.start()

    def end_sockets(self) -> None:
        """Send every client away, to come back wherever requests are taken."""
        end_sockets(self.socketio)

    def stop(self) -> None:
        """End what `start` began; what was answered is committed already."""
        self.broker.stop()
        self.courier.stop()
        for duties in self.duties:
            duties.stop()
        self.press.stop()
        self.files.stop()
        self.display.voice.stop()
        self.display.speech.stop()
        self.display.tail.stop()
        self.display.keeper.stop()
        self.display.feed.stop()
        self.leases.stop()
        self.database.close()


def create_app(settings: Settings) -> House:
    """Everything of one server process. Nothing runs before `start()`."""
    database, vault = open_database(settings), Vault.of_setting(settings.data_key)
    database.inside.insert(0, lambda work: recourse_doors.follow_reviews(work, vault))
    metrics = Metrics()
    app = Flask("hall", static_folder=None)
    socketio = SocketIO(app, **SOCKETS)
    send_whole_messages(socketio)
    resolver = CallerResolver(database)
    leases = leases_of(database, log_trouble)
    display = _display(settings, database, socketio, leases)
    press, courier = Press(), Courier()
    files = Files.of_folder(settings.data_dir, vault)
    broker, limits, uploads, codes, sign_ins = _shared_by_redis(settings, database)
    endpoints = [
        *_doors(SessionDoors(Passwords(), hall_codes, window_doors.duty_answer, lock_minutes, sign_ins), display),
        *_public_papers(press, settings.public_url or None),
        *escalation_doors.room(press),
        CheckInDoors(codes).endpoints(),
        ExpectedDoors(codes).endpoints(),
        CarrierDoors(courier, departments_called).endpoints(),
        PrereviewDoors(files, uploads.largest_bytes).endpoints(),
        AttachmentDoors(files).endpoints(),
    ]
    finders = {
        "hall": find_hall,
        "window": window_doors.find_window,
        "ticket": ticket_doors.find_ticket,
        "alarm": window_doors.find_alarm,
        "review": review_doors.find_review,
        "appointment": booking_doors.find_appointment,
        "escalation": escalation_doors.find_escalation,
        "assistance": assistance_doors.find_assistance,
    }
    watch(app, metrics.answered)
    cookies = DeviceCookies(settings.secret_key)
    doorway = Doorway(database, vault, resolver, finders, limits, cookies, uploads, settings.secure_cookies)
    open_doors(app, doorway, endpoints)
    let_go = open_socket_doors(socketio, database, display.feed, display.screens, resolver)
    measure(metrics, database, socketio, lambda: display.tail.cursors, broker.reachable)
    for blueprint in (
        health(database, broker.reachable),
        metrics_door(metrics.registry, settings.metrics),
        audio(display.voice),
        spoken(display.speech),
        openapi_pages(endpoints),
        pages(
            lambda: hall_cards(database),
            cookies,
            public_url=settings.public_url or None,
            files=files_taken(uploads.largest_bytes),
        ),
    ):
        app.register_blueprint(blueprint)
    # Flask's own way to wrap an app is to put another callable in the place of its method.
    app.wsgi_app = NoCompression(behind_proxies(app.wsgi_app, settings.proxies))  # type: ignore[method-assign]
    own = [
        Duty("look at screens", 1.0, display.screens.look, Doer.EVERY_PROCESS),
        Duty("let go of desks", 5.0, let_go, Doer.EVERY_PROCESS),
    ]
    duties = periodic(settings, database, vault, courier, leases, metrics, own, display.tail, files, log_trouble)
    return House(
        app, socketio, database, vault, display, leases, broker, duties, endpoints, press, courier, metrics, files
    )


def _shared_by_redis(settings: Settings, database: Database) -> tuple[Broker, Limits, UploadDoor, Tries, Tries]:
    """What processes hint to each other and count together, where there is a Redis."""
    broker: Broker = NoBroker()
    rates, storage = settings.rate_limits, None
    if settings.redis_url:
        name = installation(settings.secret_key)
        broker, storage = broker_at(settings.redis_url, name), shared_storage(settings.redis_url, name)
        database.told.append(broker.hint)
    uploads = UploadDoor.of(settings.upload_megabytes, rates, storage)
    codes = Tries(rates, WRONG_CODES, storage, Text("；也可以直接现场取号", ", or take a ticket without it"))
    return broker, Limits(rates, storage), uploads, codes, Tries(rates, WRONG_SIGN_INS, storage)


def _display(settings: Settings, database: Database, socketio: SocketIO, leases: Leases) -> Display:
    """The voice, the rooms and what feeds them, tied to each other."""

    def emit(event: str, message: Json, *, namespace: str, to: str, but: Sequence[str] = ()) -> None:
        socketio.emit(event, message, namespace=namespace, to=to, skip_sid=list(but))

    def granted(screen: Screen, *, speaks: bool) -> None:
        message = {"hall": screen.hall, "as_of_seq": 0, "kind": "speaker", "data": {"granted": speaks}}
        emit("speaker", message, namespace="/display", to=screen.sid)

    def look_again(*hall_ids: int) -> None:
        for hall_id in hall_ids or list(tail.cursors):
            feed.look_again(hall_id)

    # Two of them: each ends what it renders itself, and a page is not to wait for the clips of calls.
    caller, reader = (EspeakSpeaker() if settings.voice == "espeak" else NullSpeaker() for _ in range(2))
    voice = Voice(settings.data_dir / "voice", caller, look_again)
    speech = Speech(settings.data_dir / "speech", reader, settings.secret_key)
    screens = Screens(database, leases, granted, look_again)
    views = HallViews(voice, screens)
    feed, tail = Feed(database, emit, views, log_trouble), Tail(database, log_trouble)
    shelf = NoShelf() if isinstance(leases, AllLeases) else TableShelf(database)
    keeper = Keeper(database, feed.look_again, log_trouble, leases, shelf)
    tail.listeners += [screens.hear, feed.tell, keeper.hear]
    database.told.append(tail.hint)
    return Display(voice, speech, screens, views, feed, tail, keeper)


def open_database(settings: Settings) -> Database:
    """The database of these settings; inside every transaction requests follow tickets, then the journal is written."""
    database = Database(settings.database)
    database.inside += [assistance_doors.follow_tickets, append_entries]
    return database


def _doors(session: SessionDoors, display: Display) -> list[Endpoints]:
    """Every declared door of the API, room by room."""
    return [
        HallDoors(LineCounts(), ForecastWaits()).endpoints(),
        plan_doors.endpoints,
        *ticket_doors.ROOM,
        *window_doors.ROOM,
        *booking_doors.ROOM,
        *review_doors.ROOM,
        *recourse_doors.ROOM,
        *assistance_doors.ROOM,
        DisplayDoors(display.views).endpoints(),
        SpeechDoors(display.speech).endpoints(),
        session.endpoints(),
        AdministrationDoors(session.passwords).endpoints(),
        AuditDoors(hall_codes).endpoints(),
    ]


def _public_papers(press: Press, public_url: str | None) -> list[Endpoints]:
    """What is printed or kept on a phone, with this server's address on it."""
    return [
        PaperDoors(press, public_url).endpoints(),
        AppointmentFiles(press, public_url).endpoints(),
        AppointmentCodes(press, public_url).endpoints(),
        VisitListDoors(press).endpoints(),
    ]
