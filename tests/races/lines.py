"""A long line of visitors, written at once."""

import os
from itertools import cycle, islice

from hall.catalogue.categories import Category
from hall.catalogue.queries import hall_book, hall_id_of
from hall.db import SYSTEM, Database
from hall.personal.vault import Vault
from hall.ticketing.actions.issue import issue_ticket
from hall.ticketing.wish import Channel, Wish
from tests.served import COUNTY

WAITING = int(os.environ.get("RACE_TICKETS", "2000"))
EACH = int(os.environ.get("RACE_KIOSK_TICKETS", "60"))  # tickets a kiosk
WINDOWS = (3, 4, 5, 15, 16, 22, 23, 27)
SERVICES = ("pension", "tax", "property-transfer", "general", "medical-insurance", "property-mortgage", "housing-fund")
BATCH = 100


def stand_in_line(database: Database, vault: Vault) -> None:
    """`WAITING` tickets wait, every ninth with credit."""
    with database.reading() as connection:
        hall_id = hall_id_of(connection, COUNTY)
    wishes = islice(cycle(_wishes()), WAITING)
    while batch := list(islice(wishes, BATCH)):
        with database.work(hall_id, SYSTEM) as work:
            for wish in batch:
                issue_ticket(work, hall_book(work.connection, hall_id), vault, wish)


def _wishes() -> list[Wish]:
    """Sixty-three visitors: each service in turn, every ninth an older person."""
    return [
        Wish(
            channel=Channel.KIOSK,
            services=(SERVICES[turn % len(SERVICES)],),
            category=Category.SENIOR if turn % 9 == 0 else None,
            confirmed=turn % 9 == 0,
        )
        for turn in range(9 * len(SERVICES))
    ]
