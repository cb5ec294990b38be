"""A process that works in a hall's database as a server's worker does: `worker.py DATA call|issue LIST`, under gevent.

It waits for a line on standard input, lets every window of the list call and serve until nobody waits (or every kiosk
issue `EACH` tickets), all at once, and prints a JSON line with what it was answered and how long each press took.
"""

import hall.patching  # noqa: F401, I001 (before a database driver is imported)

import json
import sys
import time
from pathlib import Path

import gevent
import sqlalchemy as sa

from hall.app import open_database
from hall.catalogue.queries import hall_book, hall_id_of
from hall.db import Actor, Database
from hall.personal.vault import Vault
from hall.settings import Settings
from hall.ticketing.actions.issue import issue_ticket
from hall.ticketing.models import TICKETS
from hall.ticketing.outcomes import Outcome
from hall.ticketing.queries import errands_of
from hall.ticketing.wish import Channel, Wish
from hall.windows.actions.calling import call_next
from hall.windows.actions.serving import Ending, finish, start
from hall.windows.queries import duty_at
from tests.races.lines import EACH
from tests.served import COUNTY

SERVICES = ("general", "pension", "unemployment", "tax")


class Worker:
    """The hall as one process has it."""

    def __init__(self, data: Path) -> None:
        settings = Settings.load({"HALL_DATA_DIR": str(data)})
        self.database: Database = open_database(settings)
        self.vault = Vault.of_setting(settings.data_key)
        with self.database.reading() as connection:
            self.hall_id = hall_id_of(connection, COUNTY)
            book = hall_book(connection, self.hall_id)
            self.windows = {page.number: page.id for page in book.windows.values()}
            duties = {number: duty_at(connection, window) for number, window in self.windows.items()}
        self.clerks = {number: Actor("user", duty.user_id, duty.name) for number, duty in duties.items() if duty}
        self.answers: list[str] = []
        self.seconds: list[float] = []

    def call_all(self, number: int) -> None:
        """Call, serve and finish until nobody waits for this window."""
        while True:
            pressed = time.monotonic()
            with self.database.work(self.hall_id, self.clerks[number]) as work:
                called = call_next(work, hall_book(work.connection, self.hall_id), self.windows[number])
            self.seconds.append(time.monotonic() - pressed)
            if called is None:
                return
            self.answers.append(called)
            with self.database.work(self.hall_id, self.clerks[number]) as work:
                start(work, hall_book(work.connection, self.hall_id), called)
            with self.database.work(self.hall_id, self.clerks[number]) as work:
                errands = errands_of(work.connection, [called])[called]
                endings = [Ending(errand.service, Outcome.COMPLETED) for errand in errands]
                finish(work, hall_book(work.connection, self.hall_id), self.vault, called, endings)

    def issue_all(self, kiosk: int) -> None:
        """Give `EACH` tickets."""
        for turn in range(EACH):
            wish = Wish(Channel.KIOSK, (SERVICES[(kiosk + turn) % len(SERVICES)],))
            pressed = time.monotonic()
            with self.database.work(self.hall_id) as work:
                issued = issue_ticket(work, hall_book(work.connection, self.hall_id), self.vault, wish)
                number = work.connection.execute(
                    sa.select(TICKETS.c.number).where(TICKETS.c.id == issued.ticket_id)
                ).scalar()
            self.seconds.append(time.monotonic() - pressed)
            self.answers.append(str(number))


def main() -> None:
    data, deed, numbers = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
    worker = Worker(data)
    print("ready", flush=True)
    sys.stdin.readline()
    act = worker.call_all if deed == "call" else worker.issue_all
    gevent.joinall([gevent.spawn(act, number) for number in numbers], raise_error=True)
    worker.database.close()
    print(json.dumps({"answers": worker.answers, "seconds": worker.seconds}))


if __name__ == "__main__":
    main()
