"""The hall rolled forward: it calls as the queue's rules do, and what must hold of every band."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.ticketing.prediction.child import bands, forecast
from hall.ticketing.prediction.draws import draw
from hall.ticketing.prediction.occupancy import PATHS
from hall.ticketing.prediction.roll import roll
from hall.ticketing.prediction.values import Arrivals, AtWindow, HallNow, Waiting, WindowNow
from tests.rules.forecast_truth import called_at

FEW = settings(max_examples=25, deadline=None)  # the first draw makes the pool of random numbers
SERVICES = ((3.0, 0.6), (7.0, 0.7), (14.0, 0.5), (6.0, 0.7))
EVERYTHING = frozenset(range(len(SERVICES)))


def line(*services: tuple[int, ...], **each: bool) -> tuple[Waiting, ...]:
    """People who took a ticket a minute after each other, the last just now."""
    return tuple(Waiting(n, float(len(services) - n), wanted, **each) for n, wanted in enumerate(services))


def hall(*windows: WindowNow, people: tuple[Waiting, ...] = (), **more: object) -> HallNow:
    wanted = {"newcomers": ((0,), (1,), (2,), (3,), ()), "weights": (1.0,) * 4, **more}
    return HallNow(SERVICES, windows, people, **wanted)  # type: ignore[arg-type]  # fields by name


@st.composite
def halls(draw_from: st.DrawFn, *, several: bool = False, help_: bool = False) -> HallNow:
    """Halls of a few windows, some busy, and a line of up to thirty."""
    sets = st.frozensets(st.integers(0, 3), min_size=1)
    busy = st.none() | st.builds(AtWindow, st.tuples(st.integers(0, 3)), st.floats(0, 40), st.none() | st.floats(0, 40))
    windows = draw_from(st.lists(st.builds(WindowNow, sets, busy=busy), min_size=1, max_size=6))
    one = st.tuples(st.integers(0, 3))
    wanted = one | st.lists(st.integers(0, 3), min_size=2, max_size=3, unique=True).map(tuple) if several else one
    services = draw_from(st.lists(wanted, max_size=30))
    people = line(*services)
    if help_:
        windows[0] = replace(windows[0], assisted=True, services=EVERYTHING)
        people = tuple(replace(each, any_window=draw_from(st.integers(0, 6)) == 0) for each in people)
    return hall(*windows, people=people)


@FEW
@given(halls(), st.integers(0, PATHS - 1))
def test_every_ticket_is_called_when_the_rules_call_it(now: HallNow, path: int) -> None:
    assert roll(now).line[:, path] == pytest.approx(called_at(now, path))


@pytest.mark.parametrize(("several", "off_by", "askew"), [(2, 1.0, 0.25), (3, 2.5, 1.0)])
def test_tickets_with_several_services_are_called_about_when_the_rules_call_them(
    several: int, off_by: float, askew: float
) -> None:
    """Those that go on to another window are placed on many paths at once: a little before or after their turn."""
    chance = random.Random(3)
    off: list[float] = []
    for _ in range(20):
        windows = [WindowNow(frozenset(chance.sample(range(4), chance.randint(1, 3)))) for _ in range(5)]
        wanted = [tuple(chance.sample(range(4), chance.choice((1, 1, 1, several)))) for _ in range(30)]
        now = hall(*windows, people=line(*wanted))
        starts, truth = roll(now).line, np.array([called_at(now, path) for path in range(0, PATHS, 16)]).T
        called = np.isfinite(truth)
        assert np.isfinite(starts[:, ::16]).tolist() == called.tolist()
        off += (starts[:, ::16][called] - truth[called]).tolist()
    assert np.abs(off).mean() < off_by
    assert abs(np.mean(off)) < askew


@FEW
@given(halls(help_=True))
def test_an_assisted_window_calls_who_needs_help_before_the_rest(now: HallNow) -> None:
    """With that window alone, the first of them waits for nobody in the line."""
    alone = replace(now, windows=now.windows[:1])
    helped = [at for at, ticket in enumerate(alone.line) if ticket.any_window]
    starts = roll(alone).line
    for place, at in enumerate(helped):
        assert starts[at] == pytest.approx(roll(replace(alone, line=())).newcomers[0, 4]) if place == 0 else True
        assert (starts[at] <= np.delete(starts, helped, axis=0)).all()
    for path in range(0, PATHS, 16):
        assert starts[:, path] == pytest.approx(called_at(alone, path))


def test_who_needs_help_is_called_where_it_was_promised_if_others_are_free_at_the_same_moment() -> None:
    """All are back from lunch at once: the other window is for whoever comes next."""
    lunch = 0.0, 60.0
    windows = WindowNow(EVERYTHING, away=lunch), WindowNow(EVERYTHING, away=lunch, assisted=True)
    people = Waiting(0, 9.0, (0,), any_window=True), Waiting(1, 8.0, (0,))
    assert (roll(hall(*windows, people=people)).line == 60.0).all()


@FEW
@given(halls(), st.integers(0, 3))
def test_of_two_for_the_same_the_earlier_is_never_called_later(now: HallNow, service: int) -> None:
    same = [at for at, ticket in enumerate(now.line) if ticket.services == (service,)]
    starts = roll(now).line[same]
    assert (np.diff(starts[np.isfinite(starts).all(axis=1)], axis=0) >= 0).all()
    assert [band for band in bands(starts) if band is not None] == sorted(
        band for band in bands(starts) if band is not None
    )


@FEW
@given(st.lists(st.tuples(st.integers(0, 3)), max_size=40), st.integers(1, 6))
def test_another_window_for_everything_makes_nobody_wait_longer(services: list[tuple[int]], windows: int) -> None:
    free = WindowNow(EVERYTHING)
    people = line(*services)
    fewer, more = (roll(hall(*[free] * count, people=people)) for count in (windows, windows + 1))
    assert (more.line[windows + 1 :] <= fewer.line[windows + 1 :] + 1e-9).all()


@FEW
@given(st.lists(st.tuples(st.integers(0, 3)), min_size=1, max_size=40), st.integers(1, 5))
def test_no_band_lies_below_what_stands_before_it(services: list[tuple[int]], windows: int) -> None:
    """Whoever stands at n+1 is called no sooner than all before have left so many windows, on every path."""
    now = hall(*[WindowNow(EVERYTHING)] * windows, people=line(*services))
    starts, occupied = roll(now).line, draw(now).whole
    for at in range(len(services)):
        assert (
            starts[at] + 1e-9 >= (occupied[:at].sum(axis=0) - occupied[:at].max(axis=0, initial=0) * windows) / windows
        ).all()
        if windows == 1 and at:
            assert (starts[at] + 1e-9 >= occupied[:at].sum(axis=0)).all()


@FEW
@given(halls(several=True, help_=True))
def test_the_same_hall_and_seed_give_the_same_bands(now: HallNow) -> None:
    assert forecast(now.as_json()) == forecast(now.as_json())
    assert np.array_equal(roll(now, seed=5).line, roll(now, seed=5).line)


def test_nobody_waits_where_a_window_is_free() -> None:
    told = forecast(hall(WindowNow(EVERYTHING)).as_json()).told
    assert told["newcomers"][0] == [[0, 0, 1]] * 5
    assert told["typical"] == [0, 0, 1]


def test_a_service_without_a_window_has_no_band() -> None:
    told = forecast(hall(WindowNow(frozenset({0})), people=line((1,), (0,))).as_json()).told
    assert [band is None for band in told["line"]] == [True, False]
    assert [band is None for band in told["newcomers"][0]] == [False, True, True, True, False]


def test_a_bound_ticket_waits_for_its_window_alone() -> None:
    busy = WindowNow(EVERYTHING, busy=AtWindow((2,), 1.0, 0.0))
    people = (Waiting(0, 5.0, (0,), bound=1), Waiting(1, 4.0, (0,), bound=-1), Waiting(2, 3.0, (0,)))
    told = forecast(hall(WindowNow(EVERYTHING), busy, people=people).as_json()).told["line"]
    assert told[0][1] > 8
    assert told[1] is None
    assert told[2] == [0, 0, 1]


def test_a_bundle_in_order_waits_for_its_first_service() -> None:
    windows = WindowNow(frozenset({0}), busy=AtWindow((0,), 1.0, 0.0)), WindowNow(frozenset({1}))
    starts = roll(hall(*windows, people=line((0, 1), in_order=True))).line
    assert np.median(starts[0]) > 1.5


def test_what_a_visitor_does_next_keeps_the_next_window() -> None:
    """The bundle's first visitor comes from window 1 to window 2 before anybody who came later."""
    windows = WindowNow(frozenset({0})), WindowNow(frozenset({1}), busy=AtWindow((1,), 60.0, 59.0))
    alone = roll(hall(*windows, people=line((1,), (1,)))).line[1]
    behind = roll(hall(*windows, people=(*line((0, 1), in_order=True), *line((1,), (1,))))).line[2]
    assert np.median(behind) > np.median(alone) + 3


def test_the_longer_a_visit_has_lasted_the_longer_it_may_last() -> None:
    """Lognormal times have long tails: what is left after an hour is more than what is left after a minute."""

    def left(spent: float) -> float:
        busy = WindowNow(EVERYTHING, busy=AtWindow((1,), spent, spent))
        return float(np.median(roll(hall(busy)).newcomers[0, 0]))

    assert left(0.0) > left(6.0)
    assert left(60.0) > left(6.0)


def test_a_call_nobody_answers_ends_soon() -> None:
    def left(called: float) -> float:
        return float(np.median(roll(hall(WindowNow(EVERYTHING, busy=AtWindow((2,), called)))).newcomers[0, 0]))

    assert left(0.0) > 12
    assert left(6.0) < 2


def test_a_paused_window_calls_on_when_its_pause_ends() -> None:
    low, middle, high = forecast(hall(WindowNow(EVERYTHING, opens_in=10.0)).as_json()).told["newcomers"][0][0]
    assert 10 <= low <= middle <= high <= 13


def test_nobody_is_called_while_the_windows_are_at_lunch() -> None:
    """A quarter of an hour of work is left before lunch, the rest comes an hour later."""
    lunch = WindowNow(EVERYTHING, away=(15.0, 75.0))
    starts = roll(hall(lunch, people=line(*[(1,)] * 6))).line
    assert not ((starts > 15.0) & (starts < 75.0)).any()
    assert (starts[-1] >= 75.0).mean() > 0.9


def test_arrivals_with_a_credit_lengthen_the_wait_of_the_young_alone() -> None:
    busy = [WindowNow(EVERYTHING, busy=AtWindow((2,), 1.0, 0.0))] * 2
    people = tuple(Waiting(n, 60.0 - 4 * n, (1,)) for n in range(15))
    coming = (Arrivals((1,), 20.0, 0.3),)
    without, with_ = (roll(hall(*busy, people=people, arrivals=each)).line for each in ((), coming))
    old, young = [at for at in range(15) if people[at].age >= 20.0], 14
    assert np.array_equal(with_[old], without[old])
    assert np.median(with_[young]) > np.median(without[young]) + 5


def test_a_newcomer_with_a_credit_waits_less() -> None:
    busy = [WindowNow(EVERYTHING, busy=AtWindow((2,), 1.0, 0.0))] * 2
    people = tuple(Waiting(n, 30.0 - 2 * n, (1,)) for n in range(15))
    newcomers = roll(hall(*busy, people=people, credits=(0.0, 10.0, 20.0))).newcomers
    assert [float(np.median(each[0])) for each in newcomers] == sorted(
        (float(np.median(each[0])) for each in newcomers), reverse=True
    )
    assert np.median(newcomers[2, 0]) < np.median(newcomers[0, 0]) - 10


def test_a_job_says_the_same_after_json() -> None:
    chance = random.Random(1)
    people = tuple(Waiting(n, 9.0 - n, (chance.randrange(4),), bound=0 if n == 3 else None) for n in range(9))
    now = hall(WindowNow(EVERYTHING, away=(3.0, 9.0)), WindowNow(EVERYTHING, busy=AtWindow((1, 2), 2.0)), people=people)
    assert HallNow.from_json(now.as_json()) == now
