"""What is known when a run is over: the record by request and by listener, the journal, the tables."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from hall.catalogue.queries import hall_book, hall_id_of
from hall.catalogue.rules import QueueRules
from hall.db import Database
from hall.journal.chain import Entry
from hall.journal.entries import entries_after
from hall.ticketing.models import TICKETS
from tests.faults.asking import UNANSWERED
from tests.faults.record import Json
from tests.faults.showing import Showing
from tests.served import COUNTY


@dataclass(frozen=True)
class Try:
    """One asking of a request: `status` None when the line broke, `again` when the answer was said to be the first."""

    sent: float
    at: float
    status: int | None
    text: str = ""
    again: bool = False

    @property
    def answered(self) -> bool:
        return self.status is not None and self.status not in UNANSWERED


@dataclass
class Asked:
    """One request with all its tries, in the order they came back."""

    who: str
    key: str
    deed: str
    method: str
    path: str
    body: Json
    tries: list[Try] = field(default_factory=list)

    @property
    def answers(self) -> list[Try]:
        return [each for each in self.tries if each.answered]


@dataclass
class Ear:
    """One listener: its room (`zone`, `window` and `ticket` narrow it), where it began, and what it showed since.

    `gave_up`: it stopped listening in the middle, so that its end is not known.
    """

    name: str
    namespace: str = ""
    zone: str | None = None
    window: int | None = None
    ticket: str | None = None
    speaks: bool = False
    began: int | None = None
    showing: Showing = field(default_factory=Showing)
    behind: list[Json] = field(default_factory=list)
    gave_up: bool = False
    grants: list[bool] = field(default_factory=list)


@dataclass
class Evidence:
    """Everything the checks look at.

    `began`: the journal's number before anybody did anything; `ended`: the one that everybody was waited for to hear
    of. The hall goes on by itself, and what it warns of later finds nobody listening. `log`: what all servers said.
    """

    requests: dict[str, Asked] = field(default_factory=dict)
    ears: dict[str, Ear] = field(default_factory=dict)
    faults: list[Json] = field(default_factory=list)
    journal: list[Entry] = field(default_factory=list)
    tickets: dict[str, Json] = field(default_factory=dict)
    rules: QueueRules = field(default_factory=QueueRules)
    began: int = 0
    ended: int = 0
    verified: str = ""
    deliveries: list[Json] = field(default_factory=list)
    log: str = ""

    @property
    def told(self) -> list[Entry]:
        """What happened in the run."""
        return [entry for entry in self.journal if entry.seq > self.began]


def read_record(lines: Iterable[Json]) -> Evidence:
    """The part of the evidence that the record holds."""
    evidence = Evidence()
    ears: dict[str, Ear] = defaultdict(lambda: Ear(""))
    for line in lines:
        what = line["what"]
        if what == "try":
            _read_try(evidence, line)
        elif what in ("fault", "up", "down", "back", "not_back", "changed", "unended"):
            evidence.faults.append(line)
        elif what == "delivery":
            evidence.deliveries.append(line)
        elif "ear" in line:
            ear = ears[line["ear"]]
            ear.name = line["ear"]
            _read_heard(ear, line)
    evidence.ears = dict(ears)
    return evidence


def _read_try(evidence: Evidence, line: Json) -> None:
    names = ("who", "key", "deed", "method", "path", "body")
    asked = evidence.requests.setdefault(line["key"], Asked(**{name: line[name] for name in names}))
    tried = Try(line["sent"], line["at"], line["status"], line.get("text", ""), line.get("again", False))
    asked.tries.append(tried)


def _read_heard(ear: Ear, line: Json) -> None:
    what = line["what"]
    if what == "snapshot":
        ear.began = line["seq"] if ear.began is None else ear.began
        ear.showing.begin(line["seq"])
    elif what == "fact":
        ear.showing.take(line["fact"] | {"heard": line["at"]})
    elif what == "head":
        ear.showing.hear_head(line["seq"])
    elif what == "behind":
        ear.behind.append(line)
    elif what == "granted":
        ear.grants.append(line["granted"])
    elif what == "listens":
        auth = line["auth"]
        ear.namespace, ear.speaks = line["namespace"], auth.get("speak", False)
        ear.zone, ear.window, ear.ticket = auth.get("zone"), auth.get("window"), auth.get("ticket")
    elif what == "gave_up":
        ear.gave_up = True


def look_into(database: Database, evidence: Evidence) -> None:
    """Add what the database holds of the county hall."""
    with database.reading() as connection:
        hall_id = hall_id_of(connection, COUNTY)
        evidence.journal = entries_after(connection, hall_id, 0, limit=10_000_000)
        rows = connection.execute(sa.select(TICKETS).where(TICKETS.c.hall_id == hall_id))
        evidence.tickets = {row.id: _plain(row) for row in rows}
        evidence.rules = hall_book(connection, hall_id).rules


def _plain(row: Any) -> Json:
    return dict(row._mapping)
