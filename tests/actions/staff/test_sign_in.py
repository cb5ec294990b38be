"""Signing in: who may, what counts as a failure, and how long a lock-out lasts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa

from hall.clock import FrozenClock
from hall.db import Database
from hall.errors import AccountLocked, HallError, NotSignedIn, SecondFactorNeeded, WrongPassword
from hall.journal.audit import Trail, audit_entries
from hall.personal.vault import Vault
from hall.staff.actions import change_password, lock_user, set_second_factor, unlock_user
from hall.staff.models import SESSIONS, USERS
from hall.staff.passwords import Passwords
from hall.staff.permissions import Role
from hall.staff.queries import Person, known_person, session_of
from hall.staff.sign_in import Credentials, SignedIn, sign_in, sign_out

PASSWORD = "correct horse 7 staple"
TRIES = 5
HALF_MINUTE = timedelta(seconds=30)

Act = Callable[[Callable[[Trail], object]], object]
SignIn = Callable[..., SignedIn]


@pytest.fixture
def try_sign_in(database: Database, vault: Vault, passwords: Passwords) -> SignIn:
    def attempt(username: str = "clerk", password: str = PASSWORD, otp: str | None = None) -> SignedIn:
        return sign_in(database, vault, passwords, Credentials(username, password, otp, "192.0.2.7"))

    return attempt


def fail(try_sign_in: SignIn, times: int, username: str = "clerk") -> HallError:
    """The last of that many wrong tries."""
    for _ in range(times):
        with pytest.raises(NotSignedIn) as refused:
            try_sign_in(username, "wrong password")
    return refused.value


def test_the_right_password_opens_a_session(clerk: Person, try_sign_in: SignIn, database: Database) -> None:
    signed_in = try_sign_in()
    with database.reading() as connection:
        found = session_of(connection, signed_in.token)
    assert found is not None
    session, person = found
    assert (person.username, person.roles) == ("clerk", [Role.CLERK])
    assert session.csrf_token == signed_in.csrf_token


def test_the_database_holds_neither_token_nor_password(clerk: Person, try_sign_in: SignIn, database: Database) -> None:
    signed_in = try_sign_in()
    with database.reading() as connection:
        rows = [*connection.execute(sa.select(SESSIONS)).all(), *connection.execute(sa.select(USERS)).all()]
    assert signed_in.token not in str(rows)
    assert PASSWORD not in str(rows)


@pytest.mark.parametrize("typed", ["CLERK", " clerk ", "ｃｌｅｒｋ"])
def test_a_user_name_is_read_without_case_width_or_space(clerk: Person, try_sign_in: SignIn, typed: str) -> None:
    assert try_sign_in(typed).person.id == clerk.id


def test_a_wrong_password_tells_how_many_tries_are_left(clerk: Person, try_sign_in: SignIn) -> None:
    error = fail(try_sign_in, 2)
    assert isinstance(error, WrongPassword)
    assert error.extra == {"tries_left": 3}


def test_an_unknown_name_is_answered_exactly_like_a_wrong_password(clerk: Person, try_sign_in: SignIn) -> None:
    for times in range(1, TRIES + 2):
        known, unknown = fail(try_sign_in, 1), fail(try_sign_in, 1, "nobody")
        assert (type(known), known.detail, known.extra) == (type(unknown), unknown.detail, unknown.extra), times


def test_five_failures_lock_the_account_even_for_the_right_password(clerk: Person, try_sign_in: SignIn) -> None:
    assert isinstance(fail(try_sign_in, TRIES), AccountLocked)
    with pytest.raises(AccountLocked) as refused:
        try_sign_in()
    assert refused.value.extra == {"retry_after_seconds": 900}


def test_after_fifteen_minutes_the_account_opens_and_counts_anew(
    clerk: Person, try_sign_in: SignIn, frozen: FrozenClock
) -> None:
    fail(try_sign_in, TRIES)
    frozen.advance(timedelta(minutes=14, seconds=59))
    with pytest.raises(AccountLocked):
        try_sign_in()
    frozen.advance(timedelta(seconds=1))
    assert fail(try_sign_in, 1).extra == {"tries_left": 4}
    assert try_sign_in().person.id == clerk.id


def test_a_sign_in_forgets_the_failures_before_it(clerk: Person, try_sign_in: SignIn) -> None:
    fail(try_sign_in, TRIES - 1)
    try_sign_in()
    assert fail(try_sign_in, 1).extra == {"tries_left": 4}


def test_one_name_locked_leaves_the_others_alone(
    clerk: Person, try_sign_in: SignIn, add_person: Callable[..., Person]
) -> None:
    add_person(Role.GREETER)
    fail(try_sign_in, TRIES)
    assert try_sign_in("greeter").person.username == "greeter"


class CountingPasswords(Passwords):
    """Knows how many passwords were really compared."""

    compared = 0

    def verify(self, stored: str | None, password: str) -> bool:
        self.compared += 1
        return super().verify(stored, password)


def test_however_many_guesses_come_at_once_five_are_compared(clerk: Person, database: Database, vault: Vault) -> None:
    passwords = CountingPasswords(rounds=1, memory_kib=8)
    guess = Credentials("clerk", "wrong password")

    def refusal() -> type[HallError]:
        with pytest.raises(NotSignedIn) as refused:
            sign_in(database, vault, passwords, guess)
        return type(refused.value)

    with ThreadPoolExecutor(8) as pool:
        refusals = [answer.result() for answer in [pool.submit(refusal) for _ in range(24)]]
    assert set(refusals) == {WrongPassword, AccountLocked}
    assert passwords.compared == TRIES


class SlowPasswords(Passwords):
    """Compares so slowly that meanwhile somebody changes what is stored."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__(rounds=1, memory_kib=8)
        self.meanwhile = meanwhile

    def verify(self, stored: str | None, password: str) -> bool:
        right = super().verify(stored, password)
        self.meanwhile()
        return right


def test_a_password_changed_while_the_old_one_was_compared_no_longer_opens(
    clerk: Person, database: Database, vault: Vault, act: Act, passwords: Passwords
) -> None:
    fresh = passwords.hash("another horse 8 staple")
    slow = SlowPasswords(lambda: act(lambda trail: change_password(trail, clerk, fresh)))
    with pytest.raises(WrongPassword):
        sign_in(database, vault, slow, Credentials("clerk", PASSWORD))


def test_an_account_locked_by_an_administrator_says_so_to_its_owner_alone(
    clerk: Person, try_sign_in: SignIn, act: Act
) -> None:
    act(lambda trail: lock_user(trail, clerk))
    assert isinstance(fail(try_sign_in, 1), WrongPassword)
    with pytest.raises(AccountLocked) as refused:
        try_sign_in()
    assert refused.value.extra == {}


def test_unlocking_lifts_a_lock_out_at_once(clerk: Person, try_sign_in: SignIn, act: Act) -> None:
    fail(try_sign_in, TRIES)
    act(lambda trail: unlock_user(trail, clerk))
    assert try_sign_in().person.id == clerk.id


def test_a_new_password_ends_every_session_and_the_old_password(
    clerk: Person, try_sign_in: SignIn, act: Act, passwords: Passwords, database: Database
) -> None:
    before = try_sign_in()
    fresh = passwords.hash("another horse 8 staple")
    act(lambda trail: change_password(trail, clerk, fresh))
    with database.reading() as connection:
        assert session_of(connection, before.token) is None
    with pytest.raises(WrongPassword):
        try_sign_in()
    assert try_sign_in(password="another horse 8 staple").person.id == clerk.id


def test_a_hash_made_with_older_parameters_is_renewed_at_sign_in(
    clerk: Person, database: Database, vault: Vault
) -> None:
    stronger = Passwords(rounds=2, memory_kib=16)
    assert stronger.is_outdated(clerk.password_hash)
    sign_in(database, vault, stronger, Credentials("clerk", PASSWORD))
    with database.reading() as connection:
        stored = known_person(connection, "clerk").password_hash
    assert not stronger.is_outdated(stored)
    assert stronger.verify(stored, PASSWORD)


def test_signing_out_ends_the_session(clerk: Person, try_sign_in: SignIn, database: Database, vault: Vault) -> None:
    signed_in = try_sign_in()
    with database.change() as transaction:
        sign_out(Trail(transaction.connection, vault, transaction.now, clerk.id), signed_in.token)
        assert session_of(transaction.connection, signed_in.token) is None


def test_sign_ins_failures_and_lock_outs_are_on_the_trail_without_the_address_or_the_name_typed(
    clerk: Person, try_sign_in: SignIn, database: Database, audited: Callable[[], list[str]]
) -> None:
    try_sign_in()
    fail(try_sign_in, TRIES, "my secret typed too early")
    assert audited()[2:] == ["signed_in", *["sign_in_failed"] * TRIES, "locked_out"]
    with database.reading() as connection:
        entries = audit_entries(connection)
    assert entries[2].user == entries[2].ticket == clerk.id
    assert len({entry.data["address"] for entry in entries[2:]}) == 1
    written = str(entries)
    assert "192.0.2.7" not in written
    assert "my secret" not in written


class TestSecondFactor:
    @pytest.fixture
    def codes(self, clerk: Person, act: Act) -> pyotp.TOTP:
        parsed = pyotp.parse_uri(str(act(lambda trail: set_second_factor(trail, clerk))))
        assert isinstance(parsed, pyotp.TOTP)
        return parsed

    def test_the_password_alone_is_not_enough_and_is_no_failure(self, codes: pyotp.TOTP, try_sign_in: SignIn) -> None:
        for _ in range(TRIES + 1):
            with pytest.raises(SecondFactorNeeded):
                try_sign_in()

    def test_the_code_of_now_or_of_a_neighbouring_half_minute_is_taken(
        self, codes: pyotp.TOTP, try_sign_in: SignIn, frozen: FrozenClock
    ) -> None:
        assert try_sign_in(otp=codes.at(frozen.at - HALF_MINUTE)).token
        assert try_sign_in(otp=codes.at(frozen.at)).token
        assert try_sign_in(otp=codes.at(frozen.at + HALF_MINUTE)).token

    def test_a_code_works_once(self, codes: pyotp.TOTP, try_sign_in: SignIn, frozen: FrozenClock) -> None:
        code = codes.at(frozen.at)
        try_sign_in(otp=code)
        with pytest.raises(SecondFactorNeeded):
            try_sign_in(otp=code)

    def test_wrong_codes_lock_the_account_even_with_password_only_tries_between(
        self, codes: pyotp.TOTP, try_sign_in: SignIn, frozen: FrozenClock
    ) -> None:
        stale = codes.at(frozen.at - 2 * HALF_MINUTE)
        for _ in range(TRIES):
            for otp in (None, stale):
                with pytest.raises(SecondFactorNeeded):
                    try_sign_in(otp=otp)
        with pytest.raises(AccountLocked):
            try_sign_in(otp=codes.at(frozen.at))

    def test_a_wrong_password_is_refused_before_any_code_is_asked_for(
        self, codes: pyotp.TOTP, try_sign_in: SignIn, frozen: FrozenClock
    ) -> None:
        with pytest.raises(WrongPassword):
            try_sign_in(password="wrong password", otp=codes.at(frozen.at))
