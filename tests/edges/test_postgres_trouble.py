"""PostgreSQL away, locked, full, read-only, lost during a commit: a clear 503, and all well again by itself."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from hall import engines
from hall.engines import BUSY, CROSSED, DISK_FULL
from hall.pipelined import READ_ONLY
from tests.databases import Server
from tests.halls import COUNTY, EVERYWHERE_CLERK, TOWN, Built, County, Json, build, opened, refused, told
from tests.postgres import EmbeddedCluster, embedded, libpq
from tests.severing import Cut, Line, severable

pytestmark = pytest.mark.postgresql("a server of its own is stopped, locked and cut off")
KEY = "k" * 22
WISH: Json = {"channel": "kiosk", "services": ["tax"]}
PATH = f"/halls/{COUNTY}/tickets"


@pytest.fixture(scope="module")
def cluster() -> Iterator[EmbeddedCluster]:
    with embedded() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def built(cluster: EmbeddedCluster, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("trouble") / "county", Server(cluster))


@pytest.fixture
def beside(county: County) -> Iterator[psycopg.Connection]:
    """Another connection to the county's database, each statement of which stands by itself."""
    with psycopg.connect(libpq(county.settings.database_url), autocommit=True) as connection:
        yield connection


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for before the county: it waits for locks and connections no longer than a moment."""
    monkeypatch.setitem(engines.SESSION, "lock_timeout", "100ms")
    monkeypatch.setattr(engines, "WAIT_SECONDS", 0.2)
    monkeypatch.setattr(engines, "CONNECTIONS", 3)


def tickets(county: County) -> int:
    with county.database.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM tickets").scalar_one())


def test_a_server_that_is_away_is_said_and_once_back_all_goes_on(county: County, cluster: EmbeddedCluster) -> None:
    ticket = county.issue("tax")
    for end in (cluster.stop, cluster.kill):
        end()
        refused(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), "unavailable", 503)
        refused(county.visitor.get(f"/tickets/{ticket['id']}"), "unavailable", 503)
        cluster.start()
        assert county.see(ticket)["state"] == "waiting"
    assert told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)["number"] == "H002"


def test_connections_that_died_idle_cost_nobody_a_request(county: County, beside: psycopg.Connection) -> None:
    ticket = county.issue("tax")
    beside.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    assert county.see(ticket)["state"] == "waiting"
    assert county.issue("tax")["number"] == "H002"


@pytest.mark.usefixtures("impatient")
def test_a_hall_whose_order_is_held_is_busy_and_others_are_not(county: County, beside: psycopg.Connection) -> None:
    with beside.transaction():
        beside.execute("SELECT * FROM hall_orders WHERE hall_id = %s FOR UPDATE", [county.hall_id])
        response = county.kiosk.post(PATH, WISH, Idempotency_Key=KEY)
        refused(response, "database_busy", 503)
        assert int(response.headers["Retry-After"]) >= 1
        told(county.visitor.get("/halls"))
        told(county.other_kiosk.post(f"/halls/{TOWN}/tickets", {"channel": "kiosk", "services": ["general"]}), 201)
    assert told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)["number"] == "H001"


@pytest.mark.usefixtures("impatient")
def test_waiting_for_a_connection_has_an_end(county: County) -> None:
    with ExitStack() as held:
        for _ in range(engines.CONNECTIONS):
            held.enter_context(county.database.reading())
        refused(county.visitor.get("/halls"), "database_busy", 503)
        refused(county.kiosk.post(PATH, WISH), "database_busy", 503)
    told(county.kiosk.post(PATH, WISH), 201)


@pytest.mark.usefixtures("impatient")
def test_a_desk_comes_in_with_one_connection(county: County) -> None:
    """As after a restart, when all come back at once: who holds one and waits for another stands in everybody's way."""
    with ExitStack() as held:
        for _ in range(engines.CONNECTIONS - 1):
            held.enter_context(county.database.reading())
        desk = county.house.socketio.test_client(
            county.house.app, namespace="/desk", auth={"hall": COUNTY}, headers=dict(county.manager.headers)
        )
        assert desk.is_connected("/desk")
    desk.disconnect(namespace="/desk")


def test_a_full_disk_refuses_and_leaves_nothing_half_done(county: County, beside: psycopg.Connection) -> None:
    beside.execute(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
        " $$BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END$$"
    )
    beside.execute("CREATE TRIGGER full_disk BEFORE INSERT ON journal_entries EXECUTE FUNCTION full_disk()")
    refused(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), "disk_full", 503)
    assert tickets(county) == 0
    beside.execute("DROP TRIGGER full_disk ON journal_entries")
    assert told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)["number"] == "H001"


def test_a_server_that_takes_no_writing_is_left_for_one_that_does(county: County, beside: psycopg.Connection) -> None:
    ticket = county.issue("tax")
    name = sa.make_url(county.settings.database_url).database
    beside.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    _end_all(beside)
    refused(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), "unavailable", 503)
    beside.execute("SET default_transaction_read_only = off")
    beside.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    assert told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)["number"] == "H002"
    assert county.see(ticket)["state"] == "waiting"


def test_a_connection_that_turns_out_read_only_is_not_used_again(county: County) -> None:
    county.issue("tax")
    with county.database.engine.connect() as connection:  # as a connection to a primary that became a standby
        connection.exec_driver_sql("SET default_transaction_read_only = on")
        connection.commit()
    refused(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), "unavailable", 503)
    assert told(county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), 201)["number"] == "H002"


def _end_all(beside: psycopg.Connection) -> None:
    beside.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


@pytest.fixture
def line(cluster: EmbeddedCluster) -> Iterator[Line]:
    with severable(cluster.port) as line:
        yield line


@pytest.fixture
def far_county(built: Built, cluster: EmbeddedCluster, line: Line, tmp_path: Path) -> Iterator[County]:
    """A county whose database is reached over a line that can be cut."""

    class Far(Server):
        def copy(self, url: str, folder: Path) -> str:
            here = sa.make_url(super().copy(url, folder)).set(port=line.port)
            return here.render_as_string(hide_password=False)

    far = replace(built, databases=Far(cluster))
    with opened(far, tmp_path) as county:
        yield county


@pytest.mark.parametrize("cut", Cut)
def test_a_commit_whose_answer_was_lost_is_answered_as_neither_and_asked_again_tells_which(
    far_county: County, line: Line, cut: Cut
) -> None:
    line.armed = cut
    problem = refused(far_county.kiosk.post(PATH, WISH, Idempotency_Key=KEY), "outcome_unknown", 503)
    assert "Idempotency-Key" in problem["detail"] or "同一请求号" in problem["detail"]
    assert line.cuts == 1
    assert tickets(far_county) == (1 if cut is Cut.DONE else 0)
    again = far_county.kiosk.post(PATH, WISH, Idempotency_Key=KEY)
    assert told(again, 201)["number"] == "H001"
    assert (again.headers.get("Idempotent-Replayed") == "true") is (cut is Cut.DONE)
    assert tickets(far_county) == 1


def test_somebody_who_goes_on_duty_in_two_halls_at_once_is_at_one(county: County) -> None:
    with county.database.reading() as connection:
        town = connection.exec_driver_sql(
            "SELECT windows.id FROM windows JOIN halls ON halls.id = hall_id"
            " WHERE halls.code = 'louguan' ORDER BY number LIMIT 1"
        ).scalar_one()
    for _ in range(5):
        ready, answers = threading.Barrier(2), []

        def sign_in(window: str, ready: threading.Barrier = ready, answers: list[int] = answers) -> None:
            person = county.person(EVERYWHERE_CLERK)
            ready.wait()
            answers.append(person.at(window, "sign-in").status_code)

        both = [threading.Thread(target=sign_in, args=(window,)) for window in (county.windows[3], town)]
        for each in both:
            each.start()
        for each in both:
            each.join()
        assert sorted(answers) == [200, 409]
        for window in (county.windows[3], town):
            county.person(EVERYWHERE_CLERK).at(window, "sign-out")


def test_every_state_that_is_told_apart_has_a_name_in_postgresql() -> None:
    names = {error.sqlstate for error in vars(psycopg.errors).values() if hasattr(error, "sqlstate")}
    assert {*BUSY, *CROSSED, DISK_FULL, READ_ONLY} <= names
