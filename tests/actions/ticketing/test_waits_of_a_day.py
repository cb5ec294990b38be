"""A small day played through the server: what tickets are told when they are issued, against what then happened."""

from datetime import timedelta

import pytest

from bench.day import OPENS, clock_minutes
from bench.playing import MIDNIGHT, Told, play, services_of
from bench.scoring import Score, score
from tests.halls import Built, opened

WINDOWS = frozenset({3, 4, 22, 25})


@pytest.fixture(scope="module")
def day(built: Built, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Told], Score]:
    """Four windows, two of them with half of what the others do; busy from ten on."""
    folder = tmp_path_factory.mktemp("day")
    with opened(built, folder, MIDNIGHT + clock_minutes(OPENS) - timedelta(hours=1)) as county:
        services = services_of(county, WINDOWS)
        told = play(county, WINDOWS, 0.9, seed=3)
    return told, score(told, services)


def test_eight_of_ten_bands_hold(day: tuple[list[Told], Score]) -> None:
    found = day[1]
    assert found.tickets > 80
    assert 0.65 <= found.covered <= 0.95, found


def test_the_middle_of_a_band_is_nearer_than_position_times_mean(day: tuple[list[Told], Score]) -> None:
    found = day[1]
    assert found.error < 0.75 * found.naive_error, found


def test_whoever_finds_a_free_window_is_told_so(day: tuple[list[Told], Score]) -> None:
    free = [told.wait for told in day[0] if told.free]
    assert len(free) > 10
    assert all(wait is not None and wait["p90_minutes"] <= 5 for wait in free)
