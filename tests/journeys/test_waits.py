"""How long it takes, from the served hall: to a ticket's page, anew with every change, and after a death beside it."""

import os
import signal
import subprocess
import time

from tests.ears import Ears
from tests.people import Cast, Json
from tests.served import COUNTY, Served

CHILD = "hall.ticketing.prediction.child"


def children(served: Served) -> list[int]:
    """The forecasting processes of a server."""
    told = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(served.pid)], capture_output=True, text=True, check=False
    )  # which fails where there are none
    return [int(line.split()[0]) for line in told.stdout.splitlines() if CHILD in line]


def await_forecast(served: Served, cast: Cast) -> None:
    """Until the process that forecasts has said how long eleven people take: before, each is a guess."""
    deadline = time.monotonic() + 30
    while not children(served) or not any(
        one["wait"] and one["wait"]["p50_minutes"] > 5
        for one in cast.stranger.ask(f"/halls/{COUNTY}/services")["items"]
    ):
        assert time.monotonic() < deadline, "nothing was forecast"
        time.sleep(0.1)


def middle(view: Json) -> int:
    """The P50 of a place; -1 while nobody knows."""
    wait = view["data"]["wait"]
    return int(wait["p50_minutes"]) if wait else -1


def test_a_phone_is_told_how_long_and_told_anew_when_others_are_called(served: Served, cast: Cast, ears: Ears) -> None:
    """Though the process that forecasts is killed in between."""
    clerk = cast.clerk(33)
    tickets = [cast.kiosk.take("collect") for _ in range(11)]
    await_forecast(served, cast)
    tickets.append(cast.kiosk.take("collect"))
    phone = ears.phone(tickets[-1]["id"])
    before = phone.wait("place", lambda view: middle(view) > 5, within=30).data["data"]["wait"]
    assert before["p10_minutes"] <= before["p50_minutes"] <= before["p90_minutes"]
    mark = phone.mark
    for pid in children(served):
        os.kill(pid, signal.SIGKILL)
    for _ in range(6):
        clerk.serve(clerk.called())
    phone.wait("place", lambda view: 0 <= middle(view) < before["p50_minutes"], since=mark, within=30)
    assert len(children(served)) == 1


def test_what_a_service_takes_now_is_told_to_everybody(cast: Cast) -> None:
    listed = {one["code"]: one["wait"] for one in cast.stranger.ask(f"/halls/{COUNTY}/services")["items"]}
    assert listed["tax"]["p90_minutes"] >= listed["tax"]["p10_minutes"]
    assert cast.stranger.ask("/halls")["items"][0]["wait"]["p50_minutes"] >= 0
