"""Pinyin initials of services and bundles: those stored already are kept, the rest asked of the library once."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.catalogue.models import BUNDLES, SERVICES

Names = tuple[str, ...]
Spelling = Mapping[Names, list[str]]
"""Initials by everything a thing is called in Chinese: its name and aliases."""


def known_spelling(connection: Connection) -> dict[Names, list[str]]:
    """The initials in the database, of retired things too."""
    services = connection.execute(sa.select(SERVICES.c.name, SERVICES.c.aliases, SERVICES.c.initials))
    known = {(row.name["zh"], *(alias["zh"] for alias in row.aliases)): list(row.initials) for row in services}
    bundles = connection.execute(sa.select(BUNDLES.c.name, BUNDLES.c.initials))
    return known | {(row.name["zh"],): list(row.initials) for row in bundles}


def spelt(names: Iterable[Names], initials: Mapping[str, list[str]]) -> dict[Names, list[str]]:
    """Each one's initials put together from those of its names, every one once."""
    return {each: list(dict.fromkeys(one for name in each for one in initials[name])) for each in names}
