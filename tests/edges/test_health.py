"""`/readyz`: bounded, honest about tables, calm about a broker that is away."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import Connection

from hall.db import Database
from hall.migration import head
from hall.operations import health as doors
from hall.operations.health import health
from tests.halls import Built, County, opened


def test_tables_of_another_version_are_not_ready(built: Built, tmp_path: Path) -> None:
    with opened(built, tmp_path) as county:
        client = county.house.app.test_client()
        assert client.get("/readyz").status_code == 200
        with county.database.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
        answered = client.get("/readyz")
        assert (answered.status_code, answered.get_json()["code"]) == (503, "unavailable")
        assert client.get("/healthz").status_code == 200
        with county.database.engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{head()}'")


def test_a_database_that_hangs_is_said_in_time_and_asked_by_one_alone(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "ANSWER_SECONDS", 0.2)
    freed, asked = threading.Event(), []

    class Hanging(Database):
        """A database whose connections wait until they are freed."""

        def __init__(self) -> None:
            super().__init__(county.database.engine.url.render_as_string(hide_password=False))

        @contextmanager
        def reading(self) -> Iterator[Connection]:
            asked.append(True)
            freed.wait(10)
            with super().reading() as connection:
                yield connection

    app = Flask("hanging")
    hanging = Hanging()
    app.register_blueprint(health(hanging))
    client, began = app.test_client(), time.monotonic()
    assert [client.get("/readyz").status_code for _ in range(3)] == [503] * 3
    assert time.monotonic() - began < 5
    assert asked == [True]
    freed.set()
    for _ in range(50):  # the question on its way is answered, and so is the next
        if client.get("/readyz").status_code == 200:
            break
    else:
        raise AssertionError("it never was ready again")
    hanging.close()


@pytest.mark.parametrize(("broker", "status"), [(None, "ready"), (True, "ready"), (False, "degraded")])
def test_without_its_broker_a_hall_serves_on(county: County, broker: bool | None, status: str) -> None:
    app = Flask("degraded")
    app.register_blueprint(health(county.database, lambda: broker))
    answered = app.test_client().get("/readyz")
    assert answered.status_code == 200
    assert answered.get_json()["status"] == status
