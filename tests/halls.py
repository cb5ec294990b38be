"""The county hall in process: the real definition, a fixed cast named by role, and a clock that stands still.

The hall is built once a session and its database copied for every test. It is ten o'clock on a Monday, every window is
closed and nobody waits. People come with a token instead of a cookie, so that a test may let hours pass.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hall import clock
from hall.app import House, create_app
from hall.booking.keeping import keep_appointments
from hall.catalogue.actions.importing import import_definition
from hall.catalogue.models import HALLS, SERVICES
from hall.catalogue.queries import hall_book, hall_id_of
from hall.catalogue.reading.check import sound_definition
from hall.db import public_id
from hall.journal.chain import Entry
from hall.journal.entries import entries_after
from hall.operations.verify import verify
from hall.settings import Settings
from hall.windows.keeping import keep_halls
from hall.windows.leaving import settle_window
from hall.windows.watching import AlarmWatch
from tests.databases import copied
from tests.furnishing import (
    COUNTY,
    EARLIER,
    EVERYWHERE_CLERK,
    MORNING,
    PASSWORD,
    TOWN,
    TOWN_CLERK,
    Built,
    Json,
    build,
    example_data,
)
from tests.kept import share

# Whoever has a hall here names from here what it was furnished with.
__all__ = [
    "COUNTY",
    "EARLIER",
    "EVERYWHERE_CLERK",
    "MORNING",
    "PASSWORD",
    "TOWN",
    "TOWN_CLERK",
    "Built",
    "Json",
    "build",
    "example_data",
]

# Made up, with right check digits: people of 76, 36 and 26 years, and a company.
SENIOR, ADULT, YOUNG = "11010519491231002X", "610124199003078518", "610124200002290010"
COMPANY = "91610124MA6TXXXX0X"


@dataclass(frozen=True)
class Somebody:
    """A person, a device or a visitor at the doors of the API."""

    client: FlaskClient
    headers: Mapping[str, str] = field(default_factory=dict)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open("/api/v1" + path, method=method, json=body, headers={**self.headers, **named})

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self.send("POST", path, body, **headers)

    def does(self, deed: str, ticket: Json, **body: Any) -> TestResponse:
        """`POST /tickets/{id}/{deed}`."""
        return self.post(f"/tickets/{ticket['id']}/{deed}", body)

    def at(self, window_id: str, deed: str, **body: Any) -> TestResponse:
        """`POST /windows/{id}/{deed}`."""
        return self.post(f"/windows/{window_id}/{deed}", body)


def told(response: TestResponse, status: int = 200) -> Any:
    """What a good answer says."""
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json()


def refused(response: TestResponse, code: str, status: int | None = None) -> Json:
    """The problem document of a refusal, which must be this one."""
    assert response.mimetype == "application/problem+json", response.get_data(as_text=True)
    problem: Json = response.get_json()
    assert problem["code"] == code, problem
    assert problem["status"] == response.status_code
    assert status in (None, response.status_code)
    return problem


class County:
    """The county hall of one test."""

    def __init__(self, built: Built, settings: Settings, house: House, standing: clock.FrozenClock) -> None:
        self.built, self.settings, self.house, self.clock = built, settings, house, standing
        self.folder = settings.data_dir
        self.database, self.vault = house.database, house.vault
        self.watch = AlarmWatch(house.database)
        with self.database.reading() as connection:
            self.hall_id = hall_id_of(connection, COUNTY)
            book = hall_book(connection, self.hall_id)
            self.windows = {page.number: page.id for page in book.windows.values()}
        self.visitor = self._somebody(None)
        self.kiosk, self.other_kiosk = (self._somebody(built.kiosks[hall]) for hall in (COUNTY, TOWN))
        self.greeter, self.manager = self.person("greeter"), self.person("manager")

    def _somebody(self, token: str | None) -> Somebody:
        client = self.house.app.test_client(use_cookies=False)
        return Somebody(client, {"Authorization": f"Bearer {token}"} if token else {})

    def person(self, username: str) -> Somebody:
        return self._somebody(self.built.tokens[username])

    def clerk(self, number: int) -> Somebody:
        """The clerk of that window; on duty there once the window was opened."""
        return self.person(f"clerk{number:02}")

    # --- deeds that most tests begin with

    def issue(self, *services: str, by: Somebody | None = None, **wish: Any) -> Json:
        """A ticket from the kiosk (or from whoever is given)."""
        wish = {"channel": "kiosk", "services": list(services), **wish}
        ticket: Json = told((by or self.kiosk).post(f"/halls/{COUNTY}/tickets", wish), 201)
        return ticket

    def try_issue(self, *services: str, by: Somebody | None = None, **wish: Any) -> TestResponse:
        return (by or self.kiosk).post(
            f"/halls/{COUNTY}/tickets", {"channel": "kiosk", "services": list(services), **wish}
        )

    def open(self, *numbers: int) -> None:
        """The clerks of these windows sign in."""
        for number in numbers:
            told(self.at(number, "sign-in"))

    def at(self, number: int, deed: str, **body: Any) -> TestResponse:
        """What the clerk of a window does there."""
        return self.clerk(number).at(self.windows[number], deed, **body)

    def call(self, number: int) -> Json:
        """The ticket that a window calls next."""
        ticket: Json = told(self.at(number, "call-next"))
        return ticket

    def serve(self, number: int) -> Json:
        """The ticket that a window calls next, started."""
        ticket: Json = told(self.clerk(number).does("start", self.call(number)))
        return ticket

    def finish(self, number: int, ticket: Json, outcome: str = "completed", **more: Any) -> TestResponse:
        """A window finishes the one errand of a ticket."""
        ending = {"service": ticket["errands"][0]["service"], "outcome": outcome, **more}
        return self.clerk(number).does("finish", ticket, errands=[ending])

    def pass_over(self, number: int) -> Json:
        """A window's next ticket, called in vain."""
        ticket = self.call(number)
        self.wait(seconds=120)
        passed: Json = told(self.clerk(number).does("no-show", ticket))
        return passed

    def see(self, ticket: Json) -> Json:
        """The ticket as its holder sees it now."""
        seen: Json = told(self.visitor.get(f"/tickets/{ticket['id']}"))
        return seen

    def window(self, number: int) -> Json:
        """A window as anybody sees it."""
        hall = told(self.visitor.get(f"/halls/{COUNTY}"))
        page: Json = next(page for page in hall["windows"] if page["number"] == number)
        return page

    def wait(self, **by: float) -> None:
        """Time passes; the house keeps what has come due."""
        self.clock.advance(timedelta(**by))
        keep_halls(self.database)
        keep_appointments(self.database)

    def look(self) -> list[Json]:
        """The hall is looked at as the house does every few seconds; the stored alarms that stand then."""
        self.watch.look_at(self.hall_id)
        alarms: list[Json] = told(self.manager.get(f"/halls/{COUNTY}/alarms"))["items"]
        return alarms

    # --- what tests look at, and what they set up behind the doors

    def journal(self, *kinds: str) -> list[Entry]:
        """The hall's journal since the test began, of these kinds if any are given."""
        with self.database.reading() as connection:
            found = entries_after(connection, self.hall_id, 0, limit=100_000, kinds=kinds)
        return [entry for entry in found if entry.at >= MORNING]

    def rows(self) -> dict[str, list[Any]]:
        """Every row of every table, in an order of their own."""
        with self.database.reading() as connection:
            names = sa.inspect(connection).get_table_names()
            rows = {name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in names}
        return {name: sorted(found, key=repr) for name, found in rows.items()}

    def set_rules(self, **rules: Any) -> None:
        """Change settings of the hall's queue, as a definition would."""
        self._set(HALLS, HALLS.c.id == self.hall_id, "rules", rules)

    def set_booking(self, **booking: Any) -> None:
        self._set(HALLS, HALLS.c.id == self.hall_id, "booking", booking)

    def set_virtual(self, **virtual: Any) -> None:
        self._set(HALLS, HALLS.c.id == self.hall_id, "virtual", virtual)

    def set_hours(self, **hours: Any) -> None:
        self._set(HALLS, HALLS.c.id == self.hall_id, "hours", hours)

    def retire_window(self, number: int) -> None:
        """The definition is imported again, without this window."""
        data = example_data()
        hall = data["halls"][0]
        for page in hall["windows"]:
            numbers = page["number"] if isinstance(page["number"], list) else [page["number"]]
            page["number"] = [each for each in numbers if each != number]
        hall["windows"] = [page for page in hall["windows"] if page["number"]]
        import_definition(self.database, sound_definition(data), leaving=settle_window)

    def retire_town(self) -> None:
        """The definition is imported again, without the town's hall."""
        data = example_data()
        data["halls"] = [hall for hall in data["halls"] if hall["code"] != TOWN]
        import_definition(self.database, sound_definition(data), leaving=settle_window)

    def bring_town_back(self) -> None:
        """The definition is imported again, whole."""
        import_definition(self.database, sound_definition(example_data()), leaving=settle_window)

    def set_daily_limit(self, service: str, limit: int) -> None:
        with self.database.engine.begin() as connection:
            connection.execute(sa.update(SERVICES).where(SERVICES.c.code == service).values(daily_limit=limit))
            connection.execute(sa.update(HALLS).values(version=public_id()))

    def _set(self, table: sa.Table, this: sa.ColumnElement[bool], column: str, values: Json) -> None:
        with self.database.engine.begin() as connection:
            before = connection.execute(sa.select(table.c[column]).where(this)).scalar_one()
            connection.execute(sa.update(table).where(this).values({column: {**before, **values}}))
            connection.execute(sa.update(HALLS).values(version=public_id()))


@contextmanager
def opened(
    built: Built, folder: Path, at: datetime = MORNING, *, sound: bool = True, **settings: Any
) -> Iterator[County]:
    """A county hall of one's own in `folder`; if it is to be `sound`, its journal tells the story of its tables."""
    with copied(built.databases, built.url, folder) as url, clock.frozen(at) as standing:
        set_up = built.settings(folder, url, **settings)
        house = create_app(set_up)
        share(house.database.engine, built.books)
        try:
            yield County(built, set_up, house, standing)
            findings = verify(house.database).findings if sound else []
            assert not findings, findings
        finally:
            house.press.stop()
            house.files.stop()
            house.database.close()
