"""The raw driver loop: recorded statements through `sqlite3` alone, same transactions, same commits, fsync on."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from bench.recording import Asked, Recording, Transaction
from bench.samples import Round

# As the product opens SQLite (hall.db).
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=0")


class Replayed(NamedTuple):
    """`whole`: every transaction of each timed request; `writing`: the write transaction alone."""

    whole: Round
    writing: Round


def replayed(recording: Recording, database: Path) -> Replayed:
    """Say a recording once more to a copy of the database it began with."""
    whole, writing = [], []
    cpu = 0.0
    with closing(sqlite3.connect(database, isolation_level=None)) as driver:
        for pragma in PRAGMAS:
            driver.execute(f"PRAGMA {pragma}")
        for asked in recording:
            used = time.process_time()
            seconds = [(each.writes, _run(driver, each)) for each in asked.transactions]
            if asked.timed:
                cpu += time.process_time() - used
                whole.append(sum(spent for _writes, spent in seconds))
                writing.append(sum(spent for writes, spent in seconds if writes))
    return Replayed(Round(whole, sum(whole), cpu), Round(writing, sum(writing), cpu))


def _run(driver: sqlite3.Connection, transaction: Transaction) -> float:
    started = time.perf_counter()
    driver.execute("BEGIN IMMEDIATE" if transaction.writes else "BEGIN")
    for statement in transaction.statements:
        if statement.many:
            driver.executemany(statement.text, statement.values)
        else:
            driver.execute(statement.text, statement.values).fetchall()
    driver.execute("COMMIT")
    return time.perf_counter() - started


def statement_counts(recording: Recording) -> tuple[int, int]:
    """Statements of the last timed request: all of them, and those of its write transaction."""
    last: Asked = next(asked for asked in reversed(recording) if asked.timed)
    return last.count(), sum(len(each.statements) for each in last.transactions if each.writes)
