"""`/healthz` and `/readyz`: whether the process lives, and whether it can serve."""

import logging
from collections.abc import Callable
from threading import Event, Lock, Thread

from flask import Blueprint, Response, jsonify

from hall.db import Database
from hall.edge.problems import refusals_answered
from hall.errors import HallError, Unavailable
from hall.migration import Tables
from hall.text import Text

ANSWER_SECONDS = 2.0

log = logging.getLogger(__name__)


class Asked:
    """One question to the database on its way; the same for all who ask meanwhile."""

    def __init__(self, ask: Callable[[], bool]) -> None:
        self._ask = ask
        self.current = False
        self.refusal: HallError | None = None
        self.answered = Event()

    def run(self) -> None:
        try:
            self.current = self._ask()
        except HallError as error:
            self.refusal = error
        except Exception as error:
            log.error("the database could not be asked: %s", error, exc_info=error)
            self.refusal = Unavailable()
        finally:
            self.answered.set()


class Readiness:
    """Whether the database answers, within bounded time; a database that hangs is asked by one at a time."""

    def __init__(self, database: Database) -> None:
        self._tables = Tables(database)
        self._guard = Lock()
        self._asked: Asked | None = None

    def check(self) -> None:
        """Raises Unavailable with a sentence that says why this server cannot serve."""
        asked = self._question()
        if not asked.answered.wait(ANSWER_SECONDS):
            words = Text("数据库没有响应", f"The database has not answered for {ANSWER_SECONDS:g} seconds")
            raise Unavailable(words)
        if asked.refusal is not None:
            raise asked.refusal
        if not asked.current:
            raise Unavailable(Text("数据库表不是本版本的，请运行 hall migrate", "The tables are not of this version"))

    def _question(self) -> Asked:
        with self._guard:
            if self._asked is None or self._asked.answered.is_set():
                self._asked = Asked(self._tables.are_current)
                Thread(target=self._asked.run, name="readiness", daemon=True).start()
            return self._asked


def health(database: Database, broker: Callable[[], bool | None] = lambda: None) -> Blueprint:
    """The two doors that whatever watches the server asks; neither tells anything of the hall.

    `broker`: whether hints pass between processes. Without them a hall still serves, a second later: that is no
    reason to send its visitors elsewhere.
    """
    blueprint, readiness = Blueprint("health", __name__), Readiness(database)

    @blueprint.get("/healthz")
    def alive() -> Response:
        return jsonify(status="alive")

    @blueprint.get("/readyz")
    @refusals_answered
    def ready() -> Response:
        readiness.check()
        if broker() is False:
            return jsonify(status="degraded", broker="away")
        return jsonify(status="ready")

    return blueprint
