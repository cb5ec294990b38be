"""What a server does again and again, and who of several processes does it."""

import gc
from collections.abc import Callable
from time import monotonic

from hall.booking.keeping import forget_old_materials, keep_appointments
from hall.catalogue.actions.importing import refresh_workdays
from hall.catalogue.queries import hall_rows
from hall.db import Database
from hall.duties import Doer, Duties, Duty
from hall.edge.idempotency import forget_answers
from hall.escalation.keeping import keep_ledgers
from hall.files.keeping import sweep, take_away_removed
from hall.files.receiving import Files
from hall.folders import FolderLock
from hall.journal.anchors import ANCHORS_FILE, drop_anchors
from hall.journal.subscribers import Subscriptions
from hall.journal.tail import Tail
from hall.leases import Leases, forget_workers
from hall.notify.webhook import Webhook
from hall.operations.metrics import Metrics
from hall.settings import Settings
from hall.windows.keeping import keep_halls
from hall.windows.watching import AlarmWatch

CIRCLES_EVERY_SECONDS = 900.0
FOLDER_LOCK = "duties.lock"
Problem = Callable[[str, Exception], None]


def periodic(
    settings: Settings,
    database: Database,
    leases: Leases,
    metrics: Metrics,
    own: list[Duty],
    tail: Tail,
    files: Files,
    problem: Problem,
) -> tuple[Duties, ...]:
    """The duties of a process, `own` among them: those that concern its sockets. Each part has a thread of its own."""
    # Whoever is told outside the house may take long to answer: nothing else is to wait for that.
    apart = ([*own, *_keeping(settings, database, tail), *_filing(database, files)], _telling(settings, database))
    folder = FolderLock(settings.data_dir / FOLDER_LOCK)
    for duty in (duty for some in apart for duty in some):
        duty.work = metrics.duty(duty.name, duty.work)
    return tuple(Duties(some, leases, folder, problem) for some in apart)


def _keeping(settings: Settings, database: Database, tail: Tail) -> list[Duty]:
    """What is done to halls and to the data folder."""
    anchors, one_of_all = settings.data_dir / ANCHORS_FILE, Doer.ONE_OF_ALL
    alarms = AlarmWatch(database)
    tail.listeners.append(alarms.hear)
    return [
        Duty("watch for alarms", 0.5, alarms.look, one_of_all),
        Duty("keep halls", 1.0, lambda: keep_halls(database), one_of_all),
        Duty("keep appointments", 1.0, lambda: keep_appointments(database), one_of_all),
        Duty("raise cards", 5.0, lambda: keep_ledgers(database), one_of_all),
        Duty("anchor the journal", 600.0, lambda: drop_anchors(database, anchors), Doer.ONE_A_FOLDER),
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


def _filing(database: Database, files: Files) -> list[Duty]:
    """What is done to files that people sent in."""
    return [
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
            return {row.id: row.code for row in hall_rows(connection)}

    subscriptions = Subscriptions(database, [Webhook(settings.webhook_url, settings.webhook_secret, codes)])
    return [Duty("tell subscribers", 0.5, subscriptions.step, Doer.ONE_OF_ALL)]
