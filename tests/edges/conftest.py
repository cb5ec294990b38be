"""The county hall behind its doors, for tests of the doors themselves."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.databases import Databases
from tests.halls import Built, County, build, opened


@pytest.fixture(scope="session")
def built(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.getbasetemp() / "county", databases)


@pytest.fixture
def county(built: Built, tmp_path: Path) -> Iterator[County]:
    with opened(built, tmp_path) as county:
        yield county


@pytest.fixture(scope="module")
def one_county(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """One hall for all tests of a file that only ask, or only are refused."""
    with opened(built, tmp_path_factory.mktemp("one-county")) as county:
        yield county


@pytest.fixture
def counted(county: County) -> Callable[[Callable[[], Any]], int]:
    """How many statements a deed costs the database."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    sa.event.listen(county.database.engine, "before_cursor_execute", note)

    def count(deed: Callable[[], Any]) -> int:
        statements.clear()
        deed()
        return len([one for one in statements if one.lstrip().upper().startswith(("SELECT", "UPDATE", "INSERT"))])

    return count
