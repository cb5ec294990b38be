"""The doors of staff on a Flask app of their own, over the cast of the actions' tests."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import Connection
from werkzeug.test import TestResponse

from hall.db import Database
from hall.edge.access import Subject
from hall.edge.device_cookies import DeviceCookies
from hall.edge.doors import Doorway, open_doors
from hall.edge.limits import Limits, Tries
from hall.edge.uploads import UploadDoor
from hall.errors import HallNotFound
from hall.personal.vault import Vault
from hall.staff.administration import AdministrationDoors
from hall.staff.api import DutyAnswer, SessionDoors
from hall.staff.audit_api import AuditDoors
from hall.staff.passwords import Passwords
from hall.staff.resolver import CallerResolver
from tests.actions.staff.conftest import act, add_person, audited, clerk, database, frozen, passwords, vault

__all__ = ["act", "add_person", "audited", "clerk", "database", "frozen", "passwords", "vault"]

LOCK_MINUTES = 10
HALLS = {"county": 1, "town": 2}
PASSWORD = "correct horse 7 staple"


def find_hall(_connection: Connection, code: str) -> Subject:
    if code not in HALLS:
        raise HallNotFound
    return Subject("hall", code, HALLS[code], code)


def hall_codes(_connection: Connection, ids: set[int] | None) -> list[str]:
    return [code for code, hall_id in HALLS.items() if ids is None or hall_id in ids]


def on_duty(_connection: Connection, _user: str) -> DutyAnswer:
    return DutyAnswer(id="w3", number=3, hall="county")


@pytest.fixture
def app(database: Database, vault: Vault, passwords: Passwords) -> Flask:
    app = Flask("staff-doors")
    uploads, cookies = UploadDoor.of(1, "off", None), DeviceCookies("secret")
    doorway = Doorway(database, vault, CallerResolver(database), {"hall": find_hall}, Limits("off"), cookies, uploads)
    tries = Tries("240/minute", ("8/15minutes",))
    session = SessionDoors(passwords, hall_codes, on_duty, lambda _connection, _halls: LOCK_MINUTES, tries)
    rooms = (session, AdministrationDoors(passwords), AuditDoors(hall_codes))
    open_doors(app, doorway, [room.endpoints() for room in rooms])
    return app


class Browser:
    """One person's browser: keeps cookies, and sends the CSRF token it was given."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.csrf_token: str | None = None

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        if self.csrf_token is not None:
            headers.setdefault("X-CSRF-Token", self.csrf_token)
        return self.client.open("/api/v1" + path, method=method, json=body, headers=headers)

    def sign_in(self, username: str, password: str = PASSWORD, **more: str) -> TestResponse:
        response = self.send("POST", "/session", {"username": username, "password": password, **more})
        if response.status_code == 200:
            self.csrf_token = response.get_json()["csrf_token"]
        return response


@pytest.fixture
def open_browser(app: Flask) -> Callable[[], Browser]:
    return lambda: Browser(app.test_client())


@pytest.fixture
def browser(open_browser: Callable[[], Browser]) -> Browser:
    return open_browser()
