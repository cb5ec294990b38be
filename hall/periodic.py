"""What a server does again and again, and who of several processes does it."""

import gc
from collections.abc import Callable
from time import monotonic

from hall.booking.keeping import forget_old_materials, keep_appointments
from hall.booking.telling import BookersTold
from hall.catalogue.actions.importing import refresh_workdays
from hall.catalogue.queries import codes_by_id
from hall.db import Database
from hall.duties import Doer, Duties, Duty
from hall.edge.idempotency import forget_answers
from hall.escalation.keeping import keep_ledgers
from hall.files.keeping import sweep, take_away_removed
from hall.files.receiving import Files
from hall.folders import FolderLock
from hall.journal.anchors import ANCHORS_FILE, Anchors
from hall.journal.subscribers import Subscriber, Subscriptions
from hall.journal.tail import Tail
from hall.leases import Leases, forget_workers
from hall.notify.addresses import Audience
from hall.notify.courier import Courier
from hall.notify.queries import halls_with
from hall.notify.sending import Outbox
from hall.notify.webhook import Webhook
from hall.operations.metrics import Metrics
from hall.operations.purge import purge
from hall.personal.vault import Vault
from hall.review.keeping import keep_reviews
from hall.settings import Settings
from hall.ticketing.telling import VisitorsTold
from hall.windows.keeping import keep_halls
from hall.windows.watching import AlarmWatch

CIRCLES_EVERY_SECONDS = 900.0
PURGE_AFTER_SECONDS = 1800.0  # not among everything else that a start brings
FOLDER_LOCK = "duties.lock"
Problem = Callable[[str, Exception], None]


def periodic(
    settings: Settings,
    database: Database,
    vault: Vault,
    courier: Courier,
    leases: Leases,
    metrics: Metrics,
    own: list[Duty],
    tail: Tail,
    files: Files,
    problem: Problem,
) -> tuple[Duties, ...]:
    """The duties of a process, `own` among them: those that concern its sockets. Each part has a thread of its own."""
    # Whoever is told outside the house may take long to answer, and years may be due to be erased at once: nothing
    # else is to wait for that.
    keeping = [*own, *_keeping(database, tail), _telling_visitors(database, vault), *_filing(settings, database, files)]
    erasing, telling = _erasing(database, vault), _telling(settings, database)
    apart = (keeping, erasing, telling, _sending(database, vault, courier, metrics))
    folder = FolderLock(settings.data_dir / FOLDER_LOCK)
    for duty in (duty for some in apart for duty in some):
        duty.work = metrics.duty(duty.name, duty.work)
    return tuple(Duties(some, leases, folder, problem) for some in apart)


def _keeping(database: Database, tail: Tail) -> list[Duty]:
    """What is done to halls."""
    one_of_all = Doer.ONE_OF_ALL
    alarms = AlarmWatch(database)
    tail.listeners.append(alarms.hear)
    return [
        Duty("watch for alarms", 0.5, alarms.look, one_of_all),
        Duty("keep halls", 1.0, lambda: keep_halls(database), one_of_all),
        Duty("keep appointments", 1.0, lambda: keep_appointments(database), one_of_all),
        Duty("raise cards", 5.0, lambda: keep_ledgers(database), one_of_all),
        Duty("tell of limits of reviews", 30.0, lambda: keep_reviews(database), one_of_all),
        Duty("forget old answers", 600.0, lambda: forget_answers(database), one_of_all),
        Duty("forget workers", 3600.0, lambda: forget_workers(database), one_of_all),
        Duty(
            "collect garbage",
            CIRCLES_EVERY_SECONDS,
            gc.collect,
            Doer.EVERY_PROCESS,
            due_at=monotonic() + CIRCLES_EVERY_SECONDS,
        ),
        Duty(
            "learn of working days", 86400.0, lambda: refresh_workdays(database), one_of_all, due_at=monotonic() + 3600
        ),
    ]


def _erasing(database: Database, vault: Vault) -> list[Duty]:
    """What is done to personal fields once their days are over."""
    begins_at = monotonic() + PURGE_AFTER_SECONDS
    return [Duty("erase what is due", 86400.0, lambda: purge(database, vault), Doer.ONE_OF_ALL, due_at=begins_at)]


def _filing(settings: Settings, database: Database, files: Files) -> list[Duty]:
    """What is done to the data folder, and to files that people sent in."""
    anchors = Anchors(database, settings.data_dir / ANCHORS_FILE)
    return [
        Duty("anchor the journal", 600.0, anchors.drop, Doer.ONE_A_FOLDER),
        Duty("forget materials", 60.0, lambda: forget_old_materials(database), Doer.ONE_OF_ALL),
        Duty("take removed files away", 10.0, lambda: take_away_removed(database, files.store), Doer.ONE_A_FOLDER),
        Duty("sweep the folder of files", 3600.0, lambda: sweep(database, files.store), Doer.ONE_A_FOLDER),
        Duty("let the examiner rest", 60.0, files.examiner.rest, Doer.EVERY_PROCESS),
    ]


def _telling(settings: Settings, database: Database) -> list[Duty]:
    """Telling the journal outside the house, where somebody is to be told."""
    if not settings.webhook_url:
        return []

    def codes() -> dict[int, str]:
        with database.reading() as connection:
            return codes_by_id(connection)

    subscriptions = Subscriptions(database, [Webhook(settings.webhook_url, settings.webhook_secret, codes)])
    return [Duty("tell subscribers", 0.5, subscriptions.step, Doer.ONE_OF_ALL)]


def _telling_visitors(database: Database, vault: Vault) -> Duty:
    """Finding out what visitors are to be told, in halls that have a carrier for them."""
    subscribers: list[Subscriber] = [VisitorsTold(database, vault), BookersTold(database, vault)]
    subscriptions = Subscriptions(database, subscribers, lambda connection: halls_with(connection, Audience.VISITORS))
    return Duty("tell visitors", 0.5, subscriptions.step, Doer.ONE_OF_ALL)


def _sending(database: Database, vault: Vault, courier: Courier, metrics: Metrics) -> list[Duty]:
    """Sending what lies in the outbox."""
    outbox = Outbox(database, vault, courier, metrics.message)
    return [
        Duty("send messages", 0.5, outbox.step, Doer.ONE_OF_ALL),
        Duty("forget old messages", 3600.0, outbox.forget, Doer.ONE_OF_ALL),
    ]
