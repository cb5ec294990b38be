"""A worker is killed, held still, or told to end: others take over what it did, and nobody misses anything."""

import os
import secrets
import signal
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import requests

from tests.ears import Ear, Ears
from tests.people import Cast, Json, Staff
from tests.several.processes import begin_a_day_later, days_ended, holder_of, lives
from tests.workers import Workers

TAKEN_OVER_SECONDS = 20.0  # a lease of 6 s, asked for every 2 s, and a busy machine
DUTY = "keep halls"
WATCH, LONELY = "watch for alarms", "no_open_window"


@pytest.fixture(autouse=True)
def _all_there(workers: Workers) -> Iterator[None]:
    """Each test begins with every worker, whatever the one before did to them."""
    workers.wait_for(workers.number)
    yield
    workers.wait_for(workers.number)


def other_than(workers: Workers, pid: int) -> int:
    return next(each for each in workers.serving if each != pid)


def pause_for(clerk: Staff, seconds: float) -> None:
    until = datetime.now(UTC) + timedelta(seconds=seconds)
    clerk.act(f"/windows/{clerk.window}/pause", {"reason": "rest", "until": until.isoformat()})


def openings(asking: Staff, clerk: Staff, after: int) -> int:
    """How often that clerk's window was opened since."""
    told = [
        each for each in asking.journal(after) if each["kind"] == "window_changed" and each["window"] == clerk.window
    ]
    return sum(1 for each in told if each["data"]["after"]["state"] == "open")


def test_a_duty_moves_on_when_its_worker_is_killed_and_is_done_once(workers: Workers, cast: Cast) -> None:
    first = holder_of(workers, DUTY)
    there = other_than(workers, first)
    clerk, manager = workers.at(there, cast.clerk(5)), workers.at(there, cast.manager)
    before = int(manager.board()["seq"])
    pause_for(clerk, 2.0)
    began = time.monotonic()
    workers.end_worker(first)
    workers.await_(lambda: openings(manager, clerk, before), "end of the pause", within=TAKEN_OVER_SECONDS)
    print(f"taken over {time.monotonic() - began:.1f} s after the worker was killed")
    assert holder_of(workers, DUTY) not in (0, first)
    workers.wait_for(workers.number)
    assert openings(manager, clerk, before) == 1


def test_an_alarm_is_raised_and_cleared_once_though_its_watcher_is_killed(
    workers: Workers, cast: Cast, ears: Ears
) -> None:
    """By all of them together, and told at each."""
    watching = holder_of(workers, WATCH)
    there = other_than(workers, watching)
    manager, kiosk = workers.at(there, cast.manager), workers.at(there, cast.kiosk)
    before = int(manager.board()["seq"])
    doing = [page["id"] for page in manager.hall()["windows"] if "collect" in page["services"]]

    def told(kind: str) -> list[Json]:
        since = [each for each in manager.journal(before) if each["kind"] == kind]
        return [each for each in since if (each["data"]["what"], each["data"]["service"]) == (LONELY, "collect")]

    for window in doing:
        manager.change_window(window, state="paused")
    desks = workers.each(lambda: ears.desk(cast.manager.cookie))
    kiosk.take("collect")
    for desk in desks.values():
        desk.wait("alarm_raised", lambda fact: fact["data"]["what"] == LONELY and fact["data"]["service"] == "collect")

    workers.end_worker(watching)
    for window in doing:
        manager.change_window(window, state="open")
    workers.await_(lambda: told("alarm_cleared"), "end of the alarm", within=TAKEN_OVER_SECONDS)
    assert holder_of(workers, WATCH) not in (0, watching)
    workers.wait_for(workers.number)
    assert [len(told(kind)) for kind in ("alarm_raised", "alarm_cleared")] == [1, 1]


def test_a_worker_held_still_for_longer_than_its_lease_does_no_harm(workers: Workers, cast: Cast) -> None:
    """It goes on in the middle of what it did; its leases and its halls' work are another's by then."""
    still = holder_of(workers, DUTY)
    there = other_than(workers, still)
    clerk, manager = workers.at(there, cast.clerk(6)), workers.at(there, cast.manager)
    before, ended = int(manager.board()["seq"]), days_ended(workers, "yabai")
    os.kill(still, signal.SIGSTOP)
    try:
        pause_for(clerk, 1.0)
        begin_a_day_later(workers, "yabai")
        workers.await_(lambda: openings(manager, clerk, before), "end of the pause", within=TAKEN_OVER_SECONDS)
        workers.await_(lambda: days_ended(workers, "yabai") > ended, "end of the day")
        workers.await_(lambda: not lives(workers, still), "end of its lease")
        assert holder_of(workers, DUTY) not in (0, still)
    finally:
        os.kill(still, signal.SIGCONT)
    workers.await_(lambda: lives(workers, still), "sign of life from it")
    workers.at(still, cast.stranger).ask("/halls")
    assert holder_of(workers, DUTY) != still
    assert openings(manager, clerk, before) == 1
    assert days_ended(workers, "yabai") == ended + 1


def test_sockets_of_a_killed_worker_come_back_to_another_and_miss_nothing(
    workers: Workers, cast: Cast, ears: Ears
) -> None:
    screens = workers.each(ears.screen)
    killed = next(iter(screens))
    screen, clerk = screens[killed], workers.at(other_than(workers, killed), cast.clerk(30))
    kiosk = workers.at(other_than(workers, killed), cast.kiosk)
    screen.wait("head")

    def call() -> Json:
        kiosk.take("cross-region")
        ticket = clerk.called()
        clerk.serve(ticket)
        return ticket

    called = [call()["number"]]
    screen.wait("ticket_called", lambda fact: fact["data"]["ticket"] == called[0])
    workers.end_worker(killed)
    screen.wait("gone")
    called += [call()["number"], call()["number"]]
    heard = screen.fresh_facts
    back = ears.screen(after=heard[-1]["seq"])
    called.append(call()["number"])
    back.wait("ticket_called", lambda fact: fact["data"]["ticket"] == called[-1])
    told = [*heard, *back.facts]
    assert [fact["data"]["ticket"] for fact in told if fact["kind"] == "ticket_called"] == called
    assert all(after["prev"] == before["seq"] for before, after in pairwise(told))


def test_the_voice_of_a_zone_passes_to_a_screen_of_another_worker(workers: Workers, cast: Cast, ears: Ears) -> None:
    first = ears.screen(zone="main", speak=True)
    assert speaks(first)
    speaking = workers.worker_of_ear(first)
    workers.each(lambda: ears.screen(zone="main", speak=True))
    everybody = [ear for ear in ears.everyone if ear is not first]
    assert not any(speaks(each) for each in everybody)

    first.say("sound_blocked", {"blocked": True})
    desks = workers.each(lambda: ears.desk(cast.manager.cookie))
    for desk in desks.values():
        desk.wait("board", is_mute)
    marks = {pid: desk.mark for pid, desk in desks.items()}
    rest = [each for each in everybody if workers.worker_of_ear(each) != speaking]
    began = time.monotonic()
    workers.end_worker(speaking)
    workers.await_(lambda: any(speaks(each) for each in rest), "new voice", within=TAKEN_OVER_SECONDS)
    print(f"another screen speaks {time.monotonic() - began:.1f} s after the worker of the first was killed")
    assert sum(speaks(each) for each in rest) == 1
    for pid, desk in desks.items():
        if pid != speaking:
            desk.wait("board", lambda view: not is_mute(view), since=marks[pid])


def speaks(screen: Ear) -> bool:
    """Whether the screen was told so last."""
    screen.wait("speaker")
    return bool(screen.all("speaker")[-1].data["data"]["granted"])


def is_mute(view: Json) -> bool:
    return "sound_blocked" in [alarm["kind"] for alarm in view["data"]["alarms"]]


def test_who_signs_out_at_one_worker_is_heard_of_at_another(workers: Workers, cast: Cast, ears: Ears) -> None:
    clerk = Staff(workers, "clerk12")
    desks = workers.each(lambda: ears.desk(clerk.cookie))
    clerk.act("/session", method="DELETE", expect=204)
    for desk in desks.values():
        desk.wait("gone")


def test_tickets_taken_while_workers_are_killed_and_ended_are_taken_once(workers: Workers, cast: Cast) -> None:
    """Kiosks repeat what was not answered, under the same key; what was answered stands."""
    answered: list[list[Json]] = [[] for _ in range(2)]
    stop = threading.Event()

    def press(mine: list[Json]) -> None:
        while not stop.is_set():
            mine.append(taken_at_last(workers, cast))

    kiosks = [threading.Thread(target=press, args=(mine,), daemon=True) for mine in answered]
    for kiosk in kiosks:
        kiosk.start()
    try:
        for how in (signal.SIGKILL, signal.SIGTERM):
            workers.await_(lambda: all(answered), "first tickets")
            workers.end_worker(workers.serving[0], how)
            workers.wait_for(workers.number)
    finally:
        stop.set()
    for kiosk in kiosks:
        kiosk.join()
    numbers = [ticket["number"] for mine in answered for ticket in mine]
    print(f"{len(numbers)} tickets taken meanwhile")
    assert len(set(numbers)) == len(numbers)
    ids = {ticket["id"] for mine in answered for ticket in mine}
    issued = [entry for entry in cast.manager.journal() if entry["kind"] == "ticket_issued"]
    assert ids <= {entry["ticket"] for entry in issued}
    counted = sorted(int(number[1:]) for number in numbers)
    assert counted == list(range(counted[0], counted[0] + len(counted))), "none given that nobody was told of"
    assert workers.command("verify").returncode == 0


def taken_at_last(workers: Workers, cast: Cast) -> Json:
    """A ticket, asked for until it is answered."""
    key, headers = secrets.token_urlsafe(16), dict(cast.kiosk.session.headers)
    while True:
        try:
            answer = requests.post(
                f"{workers.base_url}/api/v1/halls/zhouzhi/tickets",
                json={"services": ["collect"], "channel": "kiosk"},
                headers=headers | {"Idempotency-Key": key},
                timeout=30,
            )
        except requests.ConnectionError:
            continue
        if answer.status_code != 503:
            assert answer.status_code == 201, answer.text
            return dict(answer.json())
