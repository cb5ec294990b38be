"""Ten places and eighty bookers at one server."""

from tests.people import Caller
from tests.races.bookers import BOOKERS, book_at_once, exactly_ten, open_ten_places
from tests.served import Served, opened


def test_exactly_ten_of_eighty_get_one_of_ten_places(own: Served) -> None:
    database = opened(own.data)
    slot, following = open_ten_places(database, Caller(own))
    exactly_ten(database, book_at_once([Caller(own) for _ in range(BOOKERS)], slot), following)
    database.close()
