"""Many guesses at one moment: of a locked desk's PIN, of an appointment's code. Five are tried."""

from collections.abc import Callable
from functools import partial

from tests.people import Cast
from tests.races.conftest import Together
from tests.served import Served

GUESSES = 12
PIN = "4071"


def test_however_many_guesses_arrive_at_once_five_are_tried(cast: Cast, together: Together) -> None:
    clerk = cast.clerk(5)
    clerk.act("/session/pin", {"pin": PIN})
    clerk.act("/session/lock", expect=204)
    answers = together(*(partial(clerk.send, "POST", "/session/unlock", {"pin": f"90{n:02}"}) for n in range(GUESSES)))
    codes = [answer.json()["code"] for answer in answers]
    assert codes.count("wrong_pin") == 4
    assert set(codes) == {"wrong_pin", "pin_locked_out", "not_signed_in"} or set(codes) == {
        "wrong_pin",
        "pin_locked_out",
    }
    assert clerk.send("POST", "/session/unlock", {"pin": PIN}).status_code == 401
    kinds = [each["kind"] for each in cast.person("auditor").ask("/audit", limit=200)["items"]]
    assert kinds.count("session_ended") == 1


def test_the_right_pin_after_the_fifth_guess_opens_nothing(cast: Cast, together: Together) -> None:
    clerk = cast.clerk(6)
    clerk.act("/session/pin", {"pin": PIN})
    clerk.act("/session/lock", expect=204)
    wrong = [partial(clerk.send, "POST", "/session/unlock", {"pin": "9042"})] * 5
    together(*wrong)
    assert clerk.send("POST", "/session/unlock", {"pin": PIN}).json()["code"] == "not_signed_in"


def test_however_many_codes_are_tried_at_once_five_are_looked_up(
    serve: Callable[..., Served], together: Together
) -> None:
    kiosk = Cast(serve(HALL_RATE_LIMITS="1000/minute")).kiosk
    codes = [f"00000000{n:02}" for n in range(GUESSES)]
    check_in = partial(kiosk.send, "POST", "/halls/zhouzhi/check-in")
    answers = together(*(partial(check_in, {"code": code}) for code in codes))
    told = [answer.json()["code"] for answer in answers]
    assert (told.count("wrong_code"), told.count("too_fast")) == (5, GUESSES - 5)
