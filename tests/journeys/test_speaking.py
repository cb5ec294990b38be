"""One screen speaks for a zone; what it said is known to whoever takes over."""

from tests.ears import Ear, Ears, settle
from tests.people import Cast


def granted(screen: Ear, since: int = 0) -> bool:
    return bool(screen.wait("speaker", since=since).data["data"]["granted"])


def test_one_screen_speaks_for_a_zone_and_the_next_takes_over(ears: Ears) -> None:
    first = ears.screen(zone="main", speak=True)
    assert granted(first)
    second, third = ears.screen(zone="main", speak=True), ears.screen(zone="enterprise", speak=True)
    silent = ears.screen(zone="main")
    assert not granted(second)
    assert granted(third), "another zone has a voice of its own"
    mark = second.mark
    first.leave()
    assert granted(second, since=mark)
    settle(silent)
    assert not silent.all("speaker"), "a screen that did not offer is not asked"


def test_a_line_that_breaks_hands_the_voice_over(ears: Ears) -> None:
    first = ears.screen(zone="main", speak=True)
    assert granted(first)
    second = ears.screen(zone="main", speak=True)
    assert not granted(second)
    mark = second.mark
    first.break_off()
    assert granted(second, since=mark)


def test_what_was_said_is_known_to_the_next_screen(cast: Cast, ears: Ears) -> None:
    speaking, other = ears.screen(zone="enterprise", speak=True), ears.screen(zone="enterprise", speak=True)
    assert granted(speaking)
    cast.kiosk.take("company-close")
    clerk = cast.clerk(19)
    ticket = clerk.called()
    seq = speaking.wait("ticket_called").data["seq"]

    other.say("announced", {"seq": seq})
    settle(other)
    assert ears.screen(zone="enterprise").snapshot["spoken"] == 0, "it does not speak, so it said nothing"
    for odd in ({"seq": seq + 1000}, {"seq": "all"}, {"seq": True}, {"seq": -1}, [], None):
        speaking.say("announced", odd)
    speaking.say("announced", {"seq": seq})
    settle(speaking)
    assert ears.screen(zone="enterprise").snapshot["spoken"] == seq
    assert ears.screen(zone="main").snapshot["spoken"] == 0
    clerk.serve(ticket)


def test_the_managers_board_says_which_screen_has_no_sound(cast: Cast, ears: Ears) -> None:
    desk, screen = ears.desk(cast.manager.cookie), ears.screen(zone="main", speak=True)
    screen.say("sound_blocked", {"blocked": True})
    desk.wait("board", lambda view: "sound_blocked" in [alarm["kind"] for alarm in view["data"]["alarms"]])
    mark = desk.mark
    screen.say("sound_blocked", {"blocked": False})
    desk.wait(
        "board", lambda view: "sound_blocked" not in [alarm["kind"] for alarm in view["data"]["alarms"]], since=mark
    )
