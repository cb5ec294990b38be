"""The code at a door: of its time, of its hall, of its service, and nobody else's."""

import hmac
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hall.ticketing.door_codes import CHOOSES_IN, LOADS_IN, Sign, door_code, door_refusal

PERIOD = timedelta(seconds=30)
AT = datetime(2026, 11, 23, 2, 0, 7, tzinfo=UTC)


def signer(*keys: bytes) -> Sign:
    return lambda text: [hmac.new(key, text.encode(), "sha256").hexdigest() for key in keys]


SIGN = signer(b"present")


def verdict(text: str, *services: str, hall: str = "zhouzhi", after: timedelta = timedelta(), sign: Sign = SIGN) -> str:
    refusal = door_refusal(text, hall, services, PERIOD, AT + after, sign)
    return refusal.code if refusal else "taken"


def test_it_changes_every_period_and_is_taken_for_a_little_longer() -> None:
    code = door_code("zhouzhi", "tax", PERIOD, AT, SIGN)
    assert (code.changes_at - AT, code.valid_until - code.changes_at) == (timedelta(seconds=23), LOADS_IN)
    assert door_code("zhouzhi", "tax", PERIOD, AT + timedelta(seconds=22), SIGN).text == code.text
    assert door_code("zhouzhi", "tax", PERIOD, AT + timedelta(seconds=23), SIGN).text != code.text
    left = code.valid_until - AT
    assert verdict(code.text, "tax", after=left) == "taken"
    assert verdict(code.text, "tax", after=left + timedelta(seconds=1)) == "door_code_old"


def test_who_has_to_choose_first_has_longer() -> None:
    code = door_code("zhouzhi", None, PERIOD, AT, SIGN).text
    assert verdict(code, "tax", after=CHOOSES_IN) == "taken"
    assert verdict(code, "tax", "pension", after=CHOOSES_IN) == "taken"
    assert verdict(code, "tax", after=CHOOSES_IN + PERIOD) == "door_code_old"


def test_it_is_for_its_hall_and_its_service_alone() -> None:
    code = door_code("zhouzhi", "tax", PERIOD, AT, SIGN).text
    assert verdict(code, "pension") == "door_code_wrong"
    assert verdict(code, "tax", "pension") == "door_code_wrong"
    assert verdict(code, "tax", hall="louguan") == "door_code_wrong"


def test_while_keys_are_replaced_both_sign() -> None:
    code = door_code("zhouzhi", "tax", PERIOD, AT, SIGN).text
    assert verdict(code, "tax", sign=signer(b"new", b"present")) == "taken"
    assert verdict(code, "tax", sign=signer(b"new")) == "door_code_wrong"


@given(at=st.integers(0, 33), digit=st.sampled_from("0123456789abcdef"))
def test_one_changed_sign_makes_it_nobodys(at: int, digit: str) -> None:
    code = door_code("zhouzhi", None, PERIOD, AT, SIGN).text
    forged = code[:at] + digit + code[at + 1 :]
    assert verdict(forged, "tax") == ("taken" if forged == code else "door_code_wrong")


@given(st.text(max_size=64))
def test_no_other_text_is_one(text: str) -> None:
    assert verdict(text, "tax") == "door_code_wrong"
