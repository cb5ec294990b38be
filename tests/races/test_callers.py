"""Eight windows call at once from a long line: nobody is called twice, nobody before an earlier one, nobody is left."""

from collections import Counter
from collections.abc import Iterator

import pytest

from hall.db import Database
from hall.personal.vault import Vault
from hall.settings import Settings
from tests.ears import Ears
from tests.people import Cast
from tests.races.lines import WAITING, WINDOWS, stand_in_line
from tests.races.rush import call_everybody, called_once_and_in_order
from tests.served import Served, opened


@pytest.fixture
def line(own: Served) -> Iterator[Database]:
    """The hall's database; `WAITING` tickets wait, every ninth with credit."""
    database, vault = opened(own.data), Vault.of_setting(Settings.load({"HALL_DATA_DIR": str(own.data)}).data_key)
    stand_in_line(database, vault)
    yield database
    database.close()


def test_nobody_is_called_twice_or_out_of_order_and_nobody_is_left(
    line: Database, own_cast: Cast, own_ears: Ears
) -> None:
    screen = own_ears.screen()
    last = called_once_and_in_order(line, call_everybody([own_cast.clerk(window) for window in WINDOWS]))

    screen.wait_for_seq(last, within=30)
    screen.check_order()
    shown = Counter(fact["data"]["ticket"] for fact in screen.fresh_facts if fact["kind"] == "ticket_called")
    assert len(shown) == WAITING
    assert set(shown.values()) == {1}, "a screen that listened saw every call once"
