"""What every app of a process would work out for itself, and what comes out the same each time: kept for the next one.

A test has an app and a database of its own. To parse the same two hundred addresses, to translate the same statements
and to read the same halls once more took more of the processor's time than what most tests are about.
"""

from collections.abc import Hashable, Iterable
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.sql.compiler import Compiled
from werkzeug.routing import Map, Rule
from werkzeug.routing.rules import RulePart

from hall.catalogue import queries
from hall.catalogue.book import HallBook
from hall.catalogue.models import HALLS
from hall.db import Database
from hall.edge.matching import MatchedRule

MOST = 5000
"""How many translations are kept; then one begins again."""

Books = dict[int, tuple[str, HallBook]]
"""Halls by id, each with the version it was read at: of another version it is read anew, as ever."""


class Translations(dict[Any, Compiled]):
    """SQLAlchemy's cache of translated statements, for all engines that speak to the same kind of database.

    Its keys begin with the engine's dialect, of which each engine has its own; what makes a difference is its name.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_anybodys(key), default)

    def __setitem__(self, key: Any, translated: Compiled) -> None:
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(_anybodys(key), translated)


def _anybodys(key: Any) -> Hashable:
    dialect, *rest = key
    return (dialect.name, *rest)


_translations = Translations()


def read_books(database: Database) -> Books:
    """Every hall as it stands in this database."""
    with database.reading() as connection:
        for hall_id in connection.execute(sa.select(HALLS.c.id)).scalars().all():
            queries.hall_book(connection, hall_id)
    return dict(queries._kept[database.engine])


def share(engine: Engine, books: Books) -> None:
    """Let an engine that was not yet asked anything begin with what is known: `books` of the database it copied."""
    engine.update_execution_options(compiled_cache=_translations)
    queries._kept[engine] = dict(books)


class _Parsed(Rule):
    """What an address says, by itself."""

    def __init__(self, text: str) -> None:
        super().__init__("/")
        self.map = Map()
        self.parts = list(_parse(self, text))


_parse = MatchedRule._parse_rule
_parsed = cache(_Parsed)


def _parse_once(self: Rule, rule: str) -> Iterable[RulePart]:
    known = _parsed(rule)
    self._trace += known._trace
    self._converters |= known._converters
    self.arguments |= known.arguments
    return known.parts


# The library has no setting for this; a method in the place of its own is what mypy is told to let pass.
MatchedRule._parse_rule = _parse_once  # type: ignore[method-assign]
