"""Carriers set up, and what one process does for their messages."""

import sqlalchemy as sa

from hall.booking.telling import BookersTold
from hall.journal.subscribers import Subscriber, Subscriptions
from hall.notify.addresses import Audience
from hall.notify.courier import Courier
from hall.notify.models import OUTBOX
from hall.notify.queries import halls_with
from hall.notify.sending import Outbox
from hall.operations.metrics import Metrics
from hall.ticketing.telling import VisitorsTold
from tests.halls import COUNTY, County, Json, told
from tests.receiver import Gateway

PHONE, ANOTHER = "13812345678", "13987654321"
CARRIERS_PATH = f"/halls/{COUNTY}/carriers"


def add(county: County, address: str, audience: str = "visitors", name: str = "短信网关", **more: str) -> Json:
    body = {"name": name, "audience": audience, "address": address, **more}
    added: Json = told(county.person("admin").post(CARRIERS_PATH, body), 201)
    return added


class Post:
    """What one process does for the messages of the hall; a new one is the process after it."""

    def __init__(self, county: County, courier: Courier, outbox: type[Outbox] = Outbox) -> None:
        both: list[Subscriber] = [
            VisitorsTold(county.database, county.vault),
            BookersTold(county.database, county.vault),
        ]
        self._look = Subscriptions(county.database, both, lambda connection: halls_with(connection, Audience.VISITORS))
        self.metrics = Metrics()
        self._send = outbox(county.database, county.vault, courier, self.metrics.message)
        self._look.step()

    def figure(self, name: str, **labels: str) -> float | None:
        return self.metrics.registry.get_sample_value(name, labels)

    def go(self) -> None:
        self._look.step()
        self._send.step()


def outbox(county: County) -> list[Json]:
    with county.database.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(sa.select(OUTBOX).order_by(OUTBOX.c.queued_at))]


def said(gateway: Gateway, to: str = PHONE) -> list[str]:
    return [item["message"] for item in gateway.items if item.get("to") == to]


def called_with_phone(county: County) -> Json:
    """A ticket with a phone number, called at window 27."""
    county.open(27)
    county.issue("tax", phone=PHONE)
    return county.call(27)
