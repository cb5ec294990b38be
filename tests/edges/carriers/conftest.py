"""A gateway, the process that holds Apprise, and the county hall."""

from collections.abc import Iterator

import pytest

from hall.notify.courier import Courier
from tests.halls import County
from tests.receiver import Gateway


@pytest.fixture(scope="module")
def courier() -> Iterator[Courier]:
    """The process that holds Apprise, for all tests of the file."""
    courier = Courier()
    yield courier
    courier.stop()


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    gateway = Gateway()
    yield gateway
    gateway.close()


@pytest.fixture
def county(county: County) -> Iterator[County]:
    """The county hall; the process that looks at addresses ends with it."""
    yield county
    county.house.courier.stop()
