"""Facts come in order, none lost, none twice: for who stays, who comes back, and who comes in between."""

import threading
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.ears import Ear, Ears
from tests.people import Cast

WINDOWS = range(3, 13)
SPECIAL = (
    dict.fromkeys(range(15, 19), "property-mortgage") | dict.fromkeys(range(19, 22), "company-open") | {22: "pension"}
)


def serve_some(cast: Cast, count: int, windows: range = WINDOWS) -> list[str]:
    """So many tickets are taken, then each called, started and finished at one of the windows; their numbers."""
    for _ in range(count):
        cast.kiosk.take("general")
    numbers = []
    for turn in range(count):
        clerk = cast.clerk(windows[turn % len(windows)])
        ticket = clerk.called()
        clerk.serve(ticket)
        numbers.append(ticket["number"])
    return numbers


def call_many(cast: Cast, windows: range) -> list[str]:
    """One call at each of these windows; nobody is started yet."""
    numbers = []
    for window in windows:
        cast.kiosk.take(SPECIAL.get(window, "general"))
        numbers.append(cast.clerk(window).called()["number"])
    return numbers


def clear(cast: Cast, windows: range) -> None:
    for window in cast.manager.board()["windows"]:
        if window["number"] in windows and window["ticket"]:
            ticket = cast.stranger.ask(f"/tickets/{window['ticket']['id']}")
            cast.clerk(window["number"]).serve(ticket)


@pytest.fixture(autouse=True)
def nobody_is_left(cast: Cast) -> Iterator[None]:
    yield
    clear(cast, range(3, 26))


def last_seq(cast: Cast) -> int:
    return int(cast.manager.board()["seq"])


def called(ear: Ear) -> list[str]:
    return [fact["data"]["ticket"] for fact in ear.fresh_facts if fact["kind"] == "ticket_called"]


def test_every_room_hears_its_facts_in_one_unbroken_chain(cast: Cast, ears: Ears) -> None:
    everywhere, main, window = ears.screen(), ears.screen(zone="main"), ears.screen(window=5)
    desk = ears.desk(cast.manager.cookie)
    began = last_seq(cast)
    numbers = serve_some(cast, 20)
    ended = last_seq(cast)
    desk.wait_for_seq(ended)
    for screen in (everywhere, main):
        screen.wait_for_seq(ended)
        assert called(screen) == numbers
    window.wait("ticket_left", lambda fact: fact["data"]["ticket"] == numbers[12])
    assert called(window) == [numbers[2], numbers[12]]
    for ear in (everywhere, main, window, desk):
        ear.check_order()
        assert len(ear.facts) == len(ear.fresh_facts), "nothing came twice"
    assert [fact["seq"] for fact in desk.facts] == list(range(began + 1, ended + 1)), "a desk hears everything"


def test_heads_come_at_least_every_two_seconds_with_the_rooms_own_last_seq(cast: Cast, ears: Ears) -> None:
    screen = ears.screen()
    serve_some(cast, 1)
    shown = last_seq(cast)
    cancelled = cast.kiosk.take("general")
    cast.stranger.act(f"/tickets/{cancelled['id']}", method="DELETE")
    assert last_seq(cast) > shown, "the hall's journal went on, but nothing that a screen shows"
    mark = screen.mark
    for _ in range(3):
        screen.wait("head", since=mark)
        mark = screen.mark
    heads = screen.all("head")
    assert heads[-1].data == {"seq": shown}
    assert max(later.at - earlier.at for earlier, later in pairwise(heads)) < 2.0


def test_who_comes_back_with_after_gets_exactly_what_was_missed(cast: Cast, ears: Ears) -> None:
    stayed, left = ears.screen(), ears.screen()
    serve_some(cast, 2)
    left.wait_for_seq(last_seq(cast))
    left.leave()
    known = left.fresh_facts[-1]["seq"]

    serve_some(cast, 7)
    stayed.wait_for_seq(last_seq(cast))
    back = ears.screen(after=known)
    back.wait_for_seq(last_seq(cast))
    missed = [fact for fact in stayed.facts if fact["seq"] > known]
    assert back.facts == missed
    assert len(missed) == 7 * 3
    assert not back.all("snapshot")

    serve_some(cast, 1)
    back.wait_for_seq(last_seq(cast))
    back.check_order()
    assert len(back.facts) == 8 * 3


def test_a_phone_and_a_desk_come_back_the_same_way(cast: Cast, ears: Ears) -> None:
    ticket = cast.kiosk.take("collect")
    phone, desk = ears.phone(ticket["id"]), ears.desk(cast.manager.cookie)
    phone_at, desk_at = phone.snapshot["seq"], desk.snapshot["seq"]
    phone.leave()
    desk.leave()
    cast.clerk(33).serve(cast.clerk(33).called())
    serve_some(cast, 2)
    phone_back = ears.phone(ticket["id"], after=phone_at)
    desk_back = ears.desk(cast.manager.cookie, after=desk_at)
    desk_back.wait_for_seq(last_seq(cast))
    phone_back.wait("ticket_changed", lambda fact: fact["data"]["state"] == "done")
    assert [fact["kind"] for fact in phone_back.facts] == ["ticket_called", "ticket_changed", "ticket_changed"]
    assert [fact["seq"] for fact in desk_back.facts] == list(range(desk_at + 1, last_seq(cast) + 1))
    for ear in (phone_back, desk_back):
        ear.check_order()


def test_a_screen_cut_off_while_twenty_calls_happen_shows_them_all_once_in_order(cast: Cast, ears: Ears) -> None:
    screen = ears.screen()
    known = screen.snapshot["seq"]
    screen.leave()
    numbers = call_many(cast, range(3, 23))
    assert len(numbers) == 20
    back = ears.screen(after=known)
    back.wait_for_seq(last_seq(cast))
    assert called(back) == numbers
    assert len(back.facts) == 20
    back.check_order()
    shown = ears.screen().snapshot["calls"]
    assert [call["number"] for call in shown] == numbers[::-1], "all are still called, the newest first"


def test_resume_tells_again_what_came_after_a_number(cast: Cast, ears: Ears) -> None:
    screen = ears.screen()
    serve_some(cast, 3)
    screen.wait_for_seq(last_seq(cast))
    heard = screen.facts
    mark = screen.mark
    screen.say("resume", {"after": heard[2]["seq"]})
    screen.wait("ticket_left", lambda fact: fact["seq"] == heard[-1]["seq"], since=mark)
    assert screen.facts == [*heard, *heard[3:]]


def test_asking_again_and_again_is_answered_from_the_lowest_number(cast: Cast, ears: Ears) -> None:
    screen = ears.screen()
    serve_some(cast, 3)
    screen.wait_for_seq(last_seq(cast))
    heard = screen.facts
    mark = screen.mark
    for _ in range(50):
        screen.say("resume", {"after": heard[-1]["seq"]})
    screen.say("resume", {"after": heard[-2]["seq"]})
    screen.wait("ticket_left", lambda fact: fact["seq"] == heard[-1]["seq"], since=mark)
    assert screen.facts == [*heard, heard[-1]]


def test_who_comes_in_while_much_happens_misses_nothing(cast: Cast, ears: Ears) -> None:
    """Screens come and go, with and without a number to go on from, while calls follow each other."""
    stayed = ears.screen()
    began = stayed.snapshot["seq"]
    comers: list[tuple[int, Ear]] = []
    over = threading.Event()

    def come_and_go() -> None:
        turn = 0
        while not over.is_set():
            turn += 1
            after = began if turn % 2 else None
            comers.append((turn, ears.screen() if after is None else ears.screen(after=after)))

    crowd = [threading.Thread(target=come_and_go) for _ in range(3)]
    for comer in crowd:
        comer.start()
    serve_some(cast, 60)
    over.set()
    for comer in crowd:
        comer.join()
    ended = last_seq(cast)
    stayed.wait_for_seq(ended)
    everything = [fact["seq"] for fact in stayed.facts]
    print(f"{len(comers)} came while {len(everything)} facts were told")
    assert len(comers) > 10
    for turn, ear in comers:
        ear.wait_for_seq(ended)
        known = began if turn % 2 else ear.snapshot["seq"]
        assert [fact["seq"] for fact in ear.fresh_facts] == [seq for seq in everything if seq > known]
        ear.check_order()


def test_a_long_day_is_told_again_without_holding_others_up(cast: Cast, ears: Ears) -> None:
    desk = ears.desk(cast.manager.cookie, after=0)
    desk.wait_for_seq(last_seq(cast))
    told = [fact["seq"] for fact in desk.facts]
    assert told == list(range(1, last_seq(cast) + 1))
    assert any(slowest_beside_a_replay(cast, desk) < 0.5 for _ in range(3)), "what holds others up does so each time"


def slowest_beside_a_replay(cast: Cast, desk: Ear) -> float:
    """The seconds that the slowest of 20 requests took while a desk is told everything again."""
    desk.say("resume", {"after": 0})
    slowest = 0.0
    for _ in range(20):
        began = time.monotonic()
        cast.stranger.ask("/halls")
        slowest = max(slowest, time.monotonic() - began)
    print(f"the slowest of 20 requests beside a replay: {slowest * 1000:.0f} ms")
    return slowest
