"""What an address of a carrier is like, how it is filled in, and when a message is tried again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.errors import Invalid
from hall.notify.addresses import Audience, checked_address, filled
from hall.notify.retrying import LONGEST_PAUSE, again_at

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "audience", "scheme"),
    [
        ("jsons://gateway.example/sms?:to={phone}", Audience.VISITORS, "jsons"),
        ("dingtalk://token/{phone}", Audience.VISITORS, "dingtalk"),
        ("wecombot://key", Audience.STAFF, "wecombot"),
        ("mailtos://user:secret@mail.example?to=hall@mail.example", Audience.STAFF, "mailtos"),
    ],
)
def test_an_address_names_its_carrier(address: str, audience: Audience, scheme: str) -> None:
    assert checked_address(address, audience) == scheme


@pytest.mark.parametrize(
    ("address", "audience", "says"),
    [
        ("gateway.example", Audience.STAFF, "scheme://"),
        ("json://a b", Audience.STAFF, "without spaces"),
        ("json://", Audience.STAFF, "scheme://"),
        ("json://" + "a" * 2000, Audience.STAFF, "scheme://"),
        ("syslog://local", Audience.STAFF, "own machine"),
        ("json://gateway.example/sms", Audience.VISITORS, "{phone}"),
        ("json://gateway.example/{phone}", Audience.STAFF, "no {phone}"),
    ],
)
def test_a_wrong_address_is_refused_and_not_quoted(address: str, audience: Audience, says: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_address(address, audience)
    [problem] = refused.value.fields
    assert problem.field == "address"
    assert says in problem.message.en
    assert address not in problem.message.en + problem.message.zh + str(refused.value)


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("json://g/sms?:to={phone}", "json://g/sms?:to=138&:id=m1"),
        ("form://g/sms/{phone}", "form://g/sms/138?:id=m1"),
        ("json://g/{phone}?+Key={id}", "json://g/138?+Key=m1"),  # where the hall says itself how the id goes along
        ("dingtalk://token/{phone}", "dingtalk://token/138"),
    ],
)
def test_an_address_is_filled_in_for_each_message(address: str, sent: str) -> None:
    assert filled(address, "m1", "138") == sent


@given(tries=st.integers(1, 500), worth=st.integers(0, 7200))
def test_pauses_grow_to_five_minutes_and_nothing_is_tried_when_it_is_stale(tries: int, worth: int) -> None:
    until = NOW + timedelta(seconds=worth)
    due, later = again_at(tries, NOW, until), again_at(tries + 1, NOW, until)
    if due is not None:
        assert NOW < due <= min(until, NOW + LONGEST_PAUSE)
        assert later is None or later >= due
    else:
        assert later is None
        assert worth < LONGEST_PAUSE.total_seconds()


def test_the_first_pauses_are_short() -> None:
    pauses = [again_at(tries, NOW, NOW + timedelta(hours=1)) for tries in (1, 2, 3)]
    assert pauses == [NOW + timedelta(seconds=each) for each in (2, 4, 8)]
