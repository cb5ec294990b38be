"""What `hall staff add|passwd|lock|token|revoke-tokens` do and say."""

from datetime import timedelta

import pytest
from sqlalchemy.engine import Connection

from hall.clock import now
from hall.db import Database
from hall.errors import AccountLocked, HallNotFound, Invalid, UserNotFound, WeakPassword, WrongPassword
from hall.personal.vault import Vault
from hall.staff.commands import add_staff, give_token, lock_staff, new_password, set_password, take_tokens
from hall.staff.passwords import Passwords
from hall.staff.permissions import Role
from hall.staff.queries import Person, known_person, person_named, person_of_token
from hall.staff.sign_in import Credentials, check_credentials

COUNTY = 1
PASSWORD = "correct horse 7 staple"


def find_hall(_connection: Connection, code: str) -> int:
    if code != "zhouzhi":
        raise HallNotFound
    return COUNTY


class Desk:
    """The commands with what they need, and a way to try their outcome."""

    def __init__(self, database: Database, vault: Vault, passwords: Passwords) -> None:
        self.database, self.vault, self.passwords = database, vault, passwords

    def add(self, *roles: str, password: str = PASSWORD) -> str:
        return add_staff(
            self.database,
            self.vault,
            self.passwords,
            username="Clerk03",
            name="3号窗口",
            roles=roles,
            password=password,
            find_hall=find_hall,
        ).en

    def person(self) -> Person | None:
        with self.database.reading() as connection:
            return person_named(connection, "clerk03")

    def enters(self, password: str) -> Person:
        return check_credentials(self.database, self.vault, self.passwords, Credentials("clerk03", password))


@pytest.fixture
def desk(database: Database, vault: Vault, passwords: Passwords) -> Desk:
    return Desk(database, vault, passwords)


def test_add_makes_an_account_that_can_sign_in(desk: Desk) -> None:
    assert desk.add("clerk@zhouzhi", "manager") == "Added clerk03 (clerk@zhouzhi, manager)"
    assert desk.enters(PASSWORD).grants == ((Role.CLERK, COUNTY), (Role.MANAGER, None))


@pytest.mark.parametrize(
    ("roles", "password", "refusal"),
    [
        (["chief"], PASSWORD, Invalid),
        (["clerk@nowhere"], PASSWORD, HallNotFound),
        (["clerk@zhouzhi"], "short", WeakPassword),
    ],
)
def test_add_refuses_and_adds_nothing(desk: Desk, roles: list[str], password: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        desk.add(*roles, password=password)
    assert desk.person() is None


def test_passwd_sets_a_password_and_lifts_a_lock_out(desk: Desk) -> None:
    desk.add("clerk@zhouzhi")
    for _ in range(5):
        with pytest.raises((WrongPassword, AccountLocked)):
            desk.enters("wrong password")
    fresh = new_password()
    set_password(desk.database, desk.vault, desk.passwords, "CLERK03", fresh)
    assert desk.enters(fresh).username == "clerk03"


def test_lock_shuts_an_account_and_opens_it_again(desk: Desk) -> None:
    desk.add("clerk@zhouzhi")
    assert lock_staff(desk.database, desk.vault, "clerk03").en == "Locked clerk03"
    with pytest.raises(AccountLocked):
        desk.enters(PASSWORD)
    assert lock_staff(desk.database, desk.vault, "clerk03", locked=False).en == "Unlocked clerk03"
    assert desk.enters(PASSWORD).locked_at is None


def test_an_account_that_is_not_there_is_named_as_missing(desk: Desk) -> None:
    with pytest.raises(UserNotFound):
        lock_staff(desk.database, desk.vault, "clerk03")
    with pytest.raises(UserNotFound):
        set_password(desk.database, desk.vault, desk.passwords, "clerk03", PASSWORD)
    with desk.database.reading() as connection, pytest.raises(UserNotFound):
        known_person(connection, "clerk03")


def test_a_token_acts_as_its_account_for_so_long_or_until_it_is_taken_back(desk: Desk) -> None:
    def holds_in(token: str, days: int) -> bool:
        with desk.database.reading() as connection:
            return person_of_token(connection, token, now() + timedelta(days=days)) == desk.person()

    desk.add("clerk@zhouzhi")
    told, token = give_token(desk.database, desk.vault, "Clerk03", name="12345", days=30)
    assert told.en.startswith("12345 acts as clerk03")
    assert token not in told.en
    assert [holds_in(token, days) for days in (0, 29, 30)] == [True, True, False]
    take_tokens(desk.database, desk.vault, "clerk03")
    assert not holds_in(token, 0)
    with pytest.raises(UserNotFound):
        give_token(desk.database, desk.vault, "nobody", name="12345", days=30)
