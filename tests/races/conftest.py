"""Two who do the same thing at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

Together = Callable[..., list[Any]]


@pytest.fixture
def together() -> Together:
    """Does these things at once, each in a thread of its own that waits for the others; their results."""

    def run(*deeds: Callable[[], Any]) -> list[Any]:
        ready = threading.Barrier(len(deeds))
        results: list[Any] = [None] * len(deeds)

        def do(place: int, deed: Callable[[], Any]) -> None:
            ready.wait()
            results[place] = deed()

        threads = [threading.Thread(target=do, args=(place, deed)) for place, deed in enumerate(deeds)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    return run
