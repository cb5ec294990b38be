"""How many are ahead of whoever would come now: as many as would be told once they had come."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from hall.ticketing.waiting import ahead_of_newcomers, places
from tests.rules.hall_floor import DOES, clock_time, waiter, window

SERVICES = ("tax", "pension")
WANTS = st.lists(st.sampled_from(SERVICES), min_size=1, max_size=2, unique=True)
Person = tuple[list[str], bool, str | None]
PEOPLE = st.lists(st.tuples(WANTS, st.booleans(), st.sampled_from([None, None, "w1", "w3"])), max_size=12)
OPEN = st.lists(st.booleans(), min_size=len(DOES), max_size=len(DOES))


@given(people=PEOPLE, opened=OPEN)
def test_it_is_what_the_ticket_taken_then_says(people: list[Person], opened: list[bool]) -> None:
    since = clock_time("10:00")
    line = [
        waiter(at, *services, since=since + timedelta(minutes=at), needs_help=needs_help, bound=bound)
        for at, (services, needs_help, bound) in enumerate(people)
    ]
    windows = [window(number, is_open=open_) for number, open_ in zip(DOES, opened, strict=True)]
    ahead = ahead_of_newcomers(line, windows, SERVICES)
    for service in SERVICES:
        newcomer = waiter(99, service, since=since + timedelta(hours=1))
        assert ahead[service] == places([*line, newcomer], windows)[newcomer.id]
