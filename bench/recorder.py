"""Recording: the product itself, in this process, asked by a script while every statement is written down."""

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from enum import Enum
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient

from bench.installation import Installation
from bench.recording import Asked, Recording, Statement, Transaction
from hall.app import create_app
from hall.settings import Settings

LONGEST_SECONDS = 300.0


class Recorder:
    """Asks the product over its WSGI interface; what a script is given."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self.recording: Recording = []

    def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: object = None, *, timed: bool = True
    ) -> Any:
        """The JSON of the answer (nothing for 204); a refusal ends the recording."""
        self.recording.append(Asked(timed))
        answer = self._client.open(path, method=method, headers=dict(headers), json={} if body is None else body)
        if answer.status_code >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text}")
        return json.loads(answer.data) if answer.data else None

    def heard(self, _connection: object, _cursor: object, text: str, values: Any, _context: object, many: bool) -> None:
        """SQLAlchemy's hook before a statement reaches the driver."""
        transactions = self.recording[-1].transactions
        if text.startswith("BEGIN"):
            transactions.append(Transaction(writes="IMMEDIATE" in text))
        else:
            transactions[-1].statements.append(Statement(text, _rows(values, many=many), many))


Script = Callable[[Recorder], None]


def recorded(installation: Installation, script: Script) -> Recording:
    """The statements of a script's requests, taken in a process of its own; the installation's rows change."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_record, installation.folder, script).result(LONGEST_SECONDS)


def _record(folder: Path, script: Script) -> Recording:
    settings = replace(Settings.load({"HALL_DATA_DIR": str(folder)}), rate_limits="off", voice="off")
    house = create_app(settings)
    recorder = Recorder(house.app.test_client(use_cookies=False))
    sa.event.listen(house.database.engine, "before_cursor_execute", recorder.heard)
    try:
        script(recorder)
    finally:
        house.database.close()
    return recorder.recording


def _rows(values: Any, *, many: bool) -> list[Any]:
    return [_plain(row) for row in values] if many else _plain(values)


def _plain(row: Any) -> list[Any]:
    """Parameters as the driver would be given them by hand."""
    return [
        bytes(each) if isinstance(each, memoryview) else each.value if isinstance(each, Enum) else each for each in row
    ]
