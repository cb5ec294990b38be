"""The duty that empties the outbox: each message until its carrier took it, or nobody would want it any more.

A message counts as sent once that is written after its carrier took it: a kill between the two sends it again, under
the same id. A carrier that does not take one is left alone for a while, so that it holds up no other.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from hall.children import ChildFailed
from hall.clock import now
from hall.db import Database
from hall.errors import HallError
from hall.journal.subscribers import Rest
from hall.notify.actions import ADDRESS, MESSAGE_PHONE
from hall.notify.addresses import Audience, filled
from hall.notify.courier import Courier
from hall.notify.models import CARRIERS, OUTBOX
from hall.notify.queries import DueMessage, due_messages
from hall.notify.retrying import again_at
from hall.personal.vault import Vault

BATCH = 50
KEPT_FOR = timedelta(days=7)
TITLES = {"zh": "政务大厅", "en": "Government service hall"}

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What a look at a message came to."""

    TAKEN = "taken"
    NOT_TAKEN = "not_taken"  # and tried again, unless it is stale by then
    STALE = "stale"  # nobody would want it any more


Told = Callable[[Outcome, timedelta], None]
"""Hears what became of each try, and how long after it was put into the outbox."""


class Outbox:
    """The messages of all halls, sent by one process at a time, and harmless when two of them try."""

    def __init__(self, database: Database, vault: Vault, courier: Courier, told: Told) -> None:
        self._database, self._vault, self._courier, self._told = database, vault, courier, told
        self._rests: dict[str, Rest] = {}

    def step(self) -> None:
        """Try every message that is due."""
        resting = [carrier for carrier, rest in self._rests.items() if rest.lasts]
        with self._database.reading() as connection:
            due = due_messages(connection, now(), resting, BATCH)
        for message in due:
            if not self._rest_of(message).lasts:
                self._try(message)

    def forget(self) -> int:
        """Forget messages that are a week old; how many."""
        with self._database.change() as transaction:
            old = sa.delete(OUTBOX).where(OUTBOX.c.good_until < transaction.now - KEPT_FOR)
            return transaction.connection.execute(old).rowcount

    def _try(self, message: DueMessage) -> None:
        outcome, rest = self._outcome(message), self._rest_of(message)
        at = self._note(message, outcome)
        self._told(outcome, at - message.queued_at)
        if outcome is Outcome.TAKEN:
            rest.over()
        elif outcome is Outcome.NOT_TAKEN:
            rest.longer()
            log.warning("carrier %s takes no message, tried again in %.0f s", message.carrier_id, rest.seconds)

    def _outcome(self, message: DueMessage) -> Outcome:
        if now() > message.good_until:
            return Outcome.STALE
        return Outcome.TAKEN if self._sent(message) else Outcome.NOT_TAKEN

    def _sent(self, message: DueMessage) -> bool:
        """Whether the carrier took it; not, where nobody knows."""
        title = TITLES[message.language] if message.audience is Audience.STAFF else ""
        try:
            phone = self._vault.open(message.phone, MESSAGE_PHONE) if message.phone is not None else None
            address = filled(self._vault.open(message.address, ADDRESS), message.id, phone)
            return self._courier.send(address, title, message.text[message.language])
        except (ChildFailed, HallError) as failed:  # with them, that a data key is missing
            log.warning("nobody knows whether carrier %s took a message: %s", message.carrier_id, failed)
            return False

    def _note(self, message: DueMessage, outcome: Outcome) -> datetime:
        """Write down what became of a try, if no other process has done so since it was read; when."""
        this = (OUTBOX.c.id == message.id, OUTBOX.c.sent_at.is_(None), OUTBOX.c.tries == message.tries)
        with self._database.change() as transaction:
            at, again, tries = transaction.now, None, message.tries + (outcome is not Outcome.STALE)
            if outcome is Outcome.NOT_TAKEN:
                again = again_at(tries, at, message.good_until)
            values = {"tries": tries, "next_try_at": again, "sent_at": at if outcome is Outcome.TAKEN else None}
            done = values if again is not None else values | {"phone": None}
            transaction.connection.execute(sa.update(OUTBOX).where(*this).values(**done))
            if outcome is not Outcome.STALE:
                carrier = sa.update(CARRIERS).where(CARRIERS.c.id == message.carrier_id)
                transaction.connection.execute(carrier.values(_seen(outcome, at)))
        return at

    def _rest_of(self, message: DueMessage) -> Rest:
        return self._rests.setdefault(message.carrier_id, Rest())


def _seen(outcome: Outcome, at: datetime) -> dict[str, object]:
    """What a try says of its carrier."""
    if outcome is Outcome.TAKEN:
        return {"delivered_at": at, "failing_since": None}
    since = CARRIERS.c.failing_since
    return {"failed_at": at, "failing_since": sa.func.coalesce(since, sa.literal(at, since.type))}
