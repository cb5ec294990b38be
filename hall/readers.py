"""Connections for those who only look."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Connection, Engine

KEPT = 4


class Readers:
    """Gives whoever wants to look a connection that sees one moment of the database.

    On SQLite a few stay in hand from one to the next: to take one from the pool and give it back costs as much as the
    four statements or so that are said on it. PostgreSQL's pool sees before that its server is still there.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._most = KEPT if engine.dialect.name == "sqlite" else 0
        self._idle: dict[bool, list[Connection]] = {False: [], True: []}

    @contextmanager
    def look(self, *, gives_way: bool = False) -> Iterator[Connection]:
        """A connection in a transaction that ends with the block; `gives_way`: as `Database.reading` has it."""
        idle = self._idle[gives_way]
        connection = idle.pop() if idle else self._connected(gives_way)
        try:
            with connection.begin():
                yield connection
        except BaseException:
            connection.close()
            raise
        if len(idle) < self._most:
            idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Give back what is kept."""
        for idle in self._idle.values():
            while idle:
                idle.pop().close()

    def _connected(self, gives_way: bool) -> Connection:
        return self._engine.connect().execution_options(hall_reads=True, hall_gives_way=gives_way)
