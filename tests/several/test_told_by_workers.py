"""Visitors are told of their calls by several workers as by one, though the one that sends or looks is killed."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from hall.journal.models import SUBSCRIPTIONS
from tests.people import Cast
from tests.receiver import Gateway
from tests.served import COUNTY
from tests.several.processes import holder_of, looking
from tests.workers import Workers

WITHIN_SECONDS = 40.0  # a lease of 6 s, asked for every 2 s, Apprise loaded anew, and a busy machine
SENDING, LOOKING = "send messages", "tell visitors"
WINDOWS = {SENDING: 3, LOOKING: 4}


def begun(workers: Workers) -> bool:
    """Whether visitors are told what happens from now on."""
    with looking(workers) as connection:
        found = sa.select(SUBSCRIPTIONS.c.hall_id).where(SUBSCRIPTIONS.c.subscriber == "visitors")
        return connection.execute(found).first() is not None


@pytest.fixture
def gateway(workers: Workers, cast: Cast) -> Iterator[Gateway]:
    """The only carrier of the hall, in use."""
    workers.wait_for(workers.number)
    gateway, admin = Gateway(), workers.at(workers.serving[0], cast.person("admin"))
    body = {"name": "短信网关", "audience": "visitors", "address": gateway.address}
    carrier = admin.act(f"/halls/{COUNTY}/carriers", body, expect=201)
    workers.await_(lambda: begun(workers), "telling")
    yield gateway
    gateway.close()
    workers.wait_for(workers.number)
    admin = workers.at(workers.serving[0], cast.person("admin"))
    admin.act(f"/halls/{COUNTY}/carriers/{carrier['id']}", method="DELETE", expect=204)


@pytest.mark.parametrize("duty", [SENDING, LOOKING])
def test_a_call_is_told_though_the_worker_that_would_is_killed(
    workers: Workers, cast: Cast, gateway: Gateway, duty: str
) -> None:
    window, doing = WINDOWS[duty], holder_of(workers, duty)
    there = next(pid for pid in workers.serving if pid != doing)
    kiosk, clerk = workers.at(there, cast.kiosk), workers.at(there, cast.clerk(window))
    phone, words = f"1380000000{window}", f"到{window}号窗口"

    def told() -> list[tuple[str, str]]:
        return [(item["id"], item["message"]) for item in gateway.items if item["to"] == phone and words in str(item)]

    ticket = kiosk.take("general", phone=phone)
    gateway.hangs = duty == SENDING
    clerk.act(f"/windows/{clerk.window}/call", {"ticket": ticket["id"], "reason": "urgent"})
    if duty == SENDING:  # the gateway has the message, and nobody has heard that
        assert gateway.sees(lambda: bool(told()), WITHIN_SECONDS)
    workers.end_worker(doing)
    gateway.answers_again()
    least = 2 if duty == SENDING else 1
    assert gateway.sees(lambda: len(told()) >= least, WITHIN_SECONDS)
    assert len(set(told())) == 1, "what comes twice is the same, its id too"
    clerk.finish(clerk.start(ticket))
