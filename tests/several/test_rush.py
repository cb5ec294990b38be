"""The same rush as at one server, at three workers over HTTP: 2 000 wait, eight windows call; eight kiosks; bookers."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.db import Database
from hall.personal.vault import Vault
from hall.settings import Settings
from tests.people import Caller, Cast, Kiosk
from tests.postgres import Cluster
from tests.races.bookers import BOOKERS, book_at_once, exactly_ten, open_ten_places
from tests.races.lines import WINDOWS, stand_in_line
from tests.races.rush import call_everybody, called_once_and_in_order, numbers_whole, take_numbers
from tests.redis import EmbeddedRedis
from tests.workers import Workers

KIOSKS = 8


@pytest.fixture
def own_workers(
    cluster: Cluster, furnished_postgres: tuple[Path, str], hub: EmbeddedRedis, tmp_path: Path
) -> Iterator[Workers]:
    """Three workers of one test alone: nobody waits, nothing was called."""
    data, url = furnished_postgres
    settings = {"HALL_DATABASE_URL": cluster.copy(url), "HALL_REDIS_URL": hub.url, "HALL_VOICE": "off"}
    workers = Workers(shutil.copytree(data, tmp_path / "data"), 3, settings).start()
    yield workers
    assert workers.stop() == 0, workers.log
    assert not workers.trouble, workers.trouble


@pytest.fixture
def database(own_workers: Workers) -> Iterator[Database]:
    database = own_workers.database()
    yield database
    database.close()


def spread(workers: Workers, turn: int) -> int:
    """The worker of whoever has that turn."""
    return workers.serving[turn % workers.number]


def test_nobody_is_called_twice_or_out_of_order_and_nobody_is_left(own_workers: Workers, database: Database) -> None:
    stand_in_line(database, Vault.of_setting(Settings.load({"HALL_DATA_DIR": str(own_workers.data)}).data_key))
    cast = Cast(own_workers)
    clerks = [own_workers.at(spread(own_workers, turn), cast.clerk(window)) for turn, window in enumerate(WINDOWS)]
    called_once_and_in_order(database, call_everybody(clerks))


def test_numbers_are_unique_and_without_a_gap(own_workers: Workers, database: Database) -> None:
    kiosks = [own_workers.at(spread(own_workers, turn), Kiosk(own_workers)) for turn in range(KIOSKS)]
    numbers_whole(database, take_numbers(kiosks))


def test_exactly_ten_of_eighty_get_one_of_ten_places(own_workers: Workers, database: Database) -> None:
    slot, following = open_ten_places(database, Caller(own_workers))
    bookers = [own_workers.at(spread(own_workers, turn), Caller(own_workers)) for turn in range(BOOKERS)]
    exactly_ten(database, book_at_once(bookers, slot), following)
