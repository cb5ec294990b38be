"""Another platform is told the whole journal though the server is killed, and itself is away, in the middle."""

from collections.abc import Callable, Iterator

import pytest

from tests.people import Cast
from tests.receiver import SECRET, Receiver
from tests.served import COUNTY, Served

WITHIN_SECONDS = 30.0


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


def test_nothing_is_left_out_and_what_comes_twice_is_known(serve: Callable[..., Served], receiver: Receiver) -> None:
    served = serve(HALL_WEBHOOK_URL=receiver.url, HALL_WEBHOOK_SECRET=SECRET)
    cast = Cast(served)
    for _ in range(20):  # it is told what happens once the server has begun to tell it
        cast.kiosk.take("general")
        with receiver.came:
            if receiver.came.wait_for(lambda: bool(receiver.seqs(COUNTY)), 1.0):
                break
    first = receiver.seqs(COUNTY)[0]
    for _ in range(3):
        cast.kiosk.take("general")
        served.kill()
        served.start()
    receiver.status = 503
    cast.kiosk.take("general")
    with receiver.came:
        assert receiver.came.wait_for(lambda: receiver.refused > 0, WITHIN_SECONDS)
    receiver.status = 204
    last = cast.clerk(3).called()["seq"]
    assert receiver.heard(COUNTY, last, WITHIN_SECONDS)
    told = [entry["seq"] for entry in cast.manager.journal() if first <= entry["seq"] <= last]
    assert sorted({seq for seq in receiver.seqs(COUNTY) if seq <= last}) == told
    beyond = 0
    for seq in receiver.seqs(COUNTY):  # without repetitions they are in order
        assert seq <= beyond + 1 or beyond == 0
        beyond = max(beyond, seq)
