"""Eight kiosks issue at once: numbers are unique and without a gap, in the order of the journal."""

from tests.people import Kiosk
from tests.races.lines import EACH
from tests.races.rush import numbers_whole, take_numbers
from tests.served import Served, opened

KIOSKS = 8


def test_numbers_are_unique_and_without_a_gap(own: Served) -> None:
    taken = take_numbers([Kiosk(own) for _ in range(KIOSKS)])
    assert len(taken) == KIOSKS * EACH
    database = opened(own.data)
    numbers_whole(database, taken)
    database.close()
