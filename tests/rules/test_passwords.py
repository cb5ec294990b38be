"""Passwords: which are taken, and how they are compared."""

import pytest

from hall.errors import WeakPassword
from hall.staff.passwords import Passwords, check_password


@pytest.fixture
def passwords() -> Passwords:
    return Passwords(rounds=1, memory_kib=8)


@pytest.mark.parametrize("password", ["twelve signs", "正确的马电池订书钉一二三四", "x1y2z" * 25])
def test_a_long_enough_password_needs_no_decoration(password: str) -> None:
    check_password(password, "clerk01")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "12 to 128"),
        ("eleven sign", "12 to 128"),
        ("x1y2z" * 26, "12 to 128"),
        ("aaaaaaaaaaaa", "different"),
        ("abcdabcdabcdabcd", "different"),
        ("the Clerk01 of window 3", "user name"),
    ],
)
def test_a_weak_password_is_refused_with_its_rule(password: str, says: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        check_password(password, "clerk01")
    assert says in refused.value.detail.en
    assert [problem.field for problem in refused.value.fields] == ["password"]


def test_a_hash_is_argon2id_and_fits_its_password_alone(passwords: Passwords) -> None:
    stored = passwords.hash("twelve signs")
    assert stored.startswith("$argon2id$")
    assert passwords.verify(stored, "twelve signs")
    assert not passwords.verify(stored, "twelve Signs")


@pytest.mark.parametrize("stored", [None, "", "no hash at all"])
def test_without_a_usable_hash_no_password_fits(passwords: Passwords, stored: str | None) -> None:
    assert not passwords.verify(stored, "twelve signs")


def test_a_hash_of_other_parameters_is_outdated(passwords: Passwords) -> None:
    stored = passwords.hash("twelve signs")
    assert not passwords.is_outdated(stored)
    assert Passwords(rounds=2, memory_kib=8).is_outdated(stored)
