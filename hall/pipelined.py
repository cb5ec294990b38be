"""A connection to PostgreSQL that goes there and back as seldom as it can.

Each statement costs a way to the server and back, and whoever holds a hall's order holds up everybody in that hall for
all of them. So what only writes is put aside, and said in one go with what is asked next, or with the commit; BEGIN
goes with the first statement. The server takes them one by one in their order: nothing is seen or locked otherwise.
What goes wrong with a statement that was put aside is raised where it is said.
"""

import select
from collections.abc import Mapping
from typing import Any, Self, TypeVar

import psycopg
from gevent import monkey
from psycopg.abc import PQGen
from psycopg.pq import PipelineStatus, TransactionStatus
from psycopg.waiting import READY_R, READY_W, WAIT_R, WAIT_W

READ_ONLY = "25006"

Values = Mapping[str, Any]
Got = TypeVar("Got")

_EVENTS = {WAIT_R: select.POLLIN, WAIT_W: select.POLLOUT, WAIT_R | WAIT_W: select.POLLIN | select.POLLOUT}
_READY = {select.POLLIN: READY_R, select.POLLOUT: READY_W, select.POLLIN | select.POLLOUT: READY_R | READY_W}
_look: Any = monkey.get_original("select", "poll")  # gevent's lets others run even where nothing is waited for


class PipelinedConnection(psycopg.Connection[Any]):
    """psycopg's connection, and what is `unsaid`: texts and their values, in order."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.cursor_factory = PipelinedCursor
        self.unsaid: list[tuple[str, Values]] = []

    def wait(self, gen: PQGen[Got], *how: Any, **named: Any) -> Got:
        return super().wait(_taken_at_once(gen, self.pgconn.socket), *how, **named)

    @property
    def broken(self) -> bool:
        """Whether it is of no more use: closed, or its server ended within a pipeline, which nobody can leave then."""
        return self.closed or self.pgconn.pipeline_status != PipelineStatus.OFF

    def lost_by(self, error: BaseException) -> bool:
        """Whether another connection is to be made: who takes no writing is a standby, not the one we want."""
        return self.broken or (self.read_only is None and getattr(error, "sqlstate", None) == READ_ONLY)

    def say_unsaid(self) -> None:
        """Send what was put aside; called within a pipeline, whose end tells what became of it."""
        unsaid, self.unsaid = self.unsaid, []
        for text, values in unsaid:
            self.execute(text, values)

    def commit(self) -> None:
        """Commit; what was put aside goes with it. If that cannot be, nothing of the transaction is left open."""
        if not self.unsaid:
            return super().commit()
        try:
            with self.pipeline():
                self.say_unsaid()
                self.execute("COMMIT", prepare=False)
        except psycopg.Error:
            if not self.broken:
                super().rollback()
            raise

    def rollback(self) -> None:
        self.unsaid.clear()
        if self.broken:
            self.close()
        else:
            super().rollback()


class PipelinedCursor(psycopg.Cursor[Any]):
    """psycopg's cursor; before its statements goes what was put aside."""

    connection: PipelinedConnection

    def execute(self, query: Any, params: Any = None, **how: Any) -> Self:
        if not self._goes_with_others(params):
            return super().execute(query, params, **how)
        with self.connection.pipeline():
            self.connection.say_unsaid()
            return super().execute(query, params, **how)

    def executemany(self, query: Any, params_seq: Any, **how: Any) -> None:
        with self.connection.pipeline():
            self.connection.say_unsaid()
            super().executemany(query, params_seq, **how)

    def _goes_with_others(self, params: Any) -> bool:
        """Whether something is to be said before. What has no values may be several statements, which go alone."""
        info = self.connection.info
        if info.pipeline_status != PipelineStatus.OFF:
            return False
        return bool(self.connection.unsaid) or (bool(params) and info.transaction_status == TransactionStatus.IDLE)


def _taken_at_once(asking: PQGen[Got], line: int) -> PQGen[Got]:
    """A question to the server, which is waited for only where its line is not ready already."""
    look = _look()
    try:
        wanted = next(asking)
        while True:
            look.register(line, _EVENTS[wanted])
            found = look.poll(0)
            ready = _READY.get(found[0][1]) if found else None
            wanted = asking.send(ready if ready is not None else (yield wanted))
    except StopIteration as answered:
        return answered.value  # type: ignore[no-any-return]  # what `asking` returns
