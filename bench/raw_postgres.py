"""PostgreSQL's raw driver loop: what the product says to psycopg, written down and said once more by psycopg alone."""

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg.pq import TransactionStatus

from bench.postgres import HouseOnPostgres
from bench.raw import Replayed
from bench.recorder import LONGEST_SECONDS, Recorder, Script
from bench.recording import Recording, Statement, Transaction
from bench.samples import Round
from hall.app import create_app
from hall.engines import LINE, SESSION
from hall.pipelined import PipelinedCursor
from hall.settings import Settings
from tests.postgres import libpq

WRITING = ("INSERT", "UPDATE", "DELETE")


def recorded(house: HouseOnPostgres, script: Script) -> Recording:
    """The statements of a script's requests, taken in a process of its own; the house's rows change."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_record, house.folder, script).result(LONGEST_SECONDS)


def _record(folder: Path, script: Script) -> Recording:
    settings = replace(Settings.load({"HALL_DATA_DIR": str(folder)}), rate_limits="off", voice="off")
    made = create_app(settings)
    recorder = Recorder(made.app.test_client(use_cookies=False))

    class Heard(PipelinedCursor):
        """Writes down each execution, whoever in the product asks for it."""

        def execute(self, query: Any, params: Any = None, **more: Any) -> "Heard":
            _write_down(recorder, self.connection, str(query), params, many=False)
            super().execute(query, params, **more)
            return self

        def executemany(self, query: Any, params_seq: Any, **more: Any) -> None:
            rows = list(params_seq)
            _write_down(recorder, self.connection, str(query), rows, many=True)
            super().executemany(query, rows, **more)

    def connected(driver: Any, _record: object) -> None:
        driver.cursor_factory = Heard

    made.database.engine.dispose()
    sa.event.listen(made.database.engine, "connect", connected)
    try:
        script(recorder)
    finally:
        made.database.close()
    return recorder.recording


def _write_down(recorder: Recorder, driver: Any, text: str, values: Any, *, many: bool) -> None:
    if not recorder.recording:  # the pool looks at a new connection before anything is asked
        return
    transactions = recorder.recording[-1].transactions
    if driver.info.transaction_status == TransactionStatus.IDLE or not transactions:
        transactions.append(Transaction(writes=False))
    transactions[-1].writes |= text.lstrip().upper().startswith(WRITING)
    transactions[-1].statements.append(Statement(text, values, many))


def replayed(recording: Recording, house: HouseOnPostgres) -> Replayed:
    """Say a recording once more to a copy of the database it began with, over one connection like the product's."""
    whole, writing = [], []
    options = " ".join(f"-c {name}={value}" for name, value in SESSION.items())
    cpu = 0.0
    with psycopg.connect(libpq(house.url), **LINE, options=options) as driver:
        for asked in recording:
            used = time.process_time()
            seconds = [(each.writes, _run(driver, each.statements)) for each in asked.transactions]
            if asked.timed:
                cpu += time.process_time() - used
                whole.append(sum(spent for _writes, spent in seconds))
                writing.append(sum(spent for writes, spent in seconds if writes))
    return Replayed(Round(whole, sum(whole), cpu), Round(writing, sum(writing), cpu))


def _run(driver: "psycopg.Connection[Any]", statements: Sequence[Statement]) -> float:
    started = time.perf_counter()
    with driver.cursor() as cursor:
        for statement in statements:
            text = statement.text.encode()
            if statement.many:
                cursor.executemany(text, statement.values)
            else:
                cursor.execute(text, statement.values or None)
                if cursor.description is not None:
                    cursor.fetchall()
    driver.commit()
    return time.perf_counter() - started
