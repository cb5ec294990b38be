"""Whose request it is: cookies that run out, tokens that are revoked, rights by hall."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from hall.clock import FrozenClock
from hall.db import Database
from hall.edge.access import Caller
from hall.errors import DatabaseBusy, DeviceNotFound, NotSignedIn
from hall.journal.audit import Trail
from hall.personal.vault import Vault
from hall.staff.actions import enrol_device, issue_token, lock_user, revoke_device, revoke_tokens, set_roles
from hall.staff.passwords import Passwords
from hall.staff.permissions import DeviceKind, Permission, Role
from hall.staff.queries import Person
from hall.staff.resolver import CallerResolver
from hall.staff.sign_in import Credentials, SignedIn, sign_in

COUNTY, TOWN = 1, 2
PASSWORD = "correct horse 7 staple"

Act = Callable[[Callable[[Trail], object]], object]
Ask = Callable[..., Caller]


@pytest.fixture
def signed_in(clerk: Person, database: Database, vault: Vault, passwords: Passwords) -> SignedIn:
    return sign_in(database, vault, passwords, Credentials("clerk", PASSWORD))


@pytest.fixture
def ask(database: Database) -> Ask:
    """Sends a request with these headers to the resolver."""

    def resolve(**headers: str) -> Caller:
        environ = EnvironBuilder(headers=headers, environ_base={"REMOTE_ADDR": "192.0.2.7"}).get_environ()
        resolver = CallerResolver(database)
        with database.reading() as connection:
            caller = resolver.met(Request(environ), connection)
        resolver.note_use()
        return caller

    return resolve


def cookie(signed_in: SignedIn) -> str:
    return f"hall_device=kept; hall_session={signed_in.token}"


def test_a_cookie_makes_its_owner_with_the_rights_of_their_hall(signed_in: SignedIn, ask: Ask) -> None:
    caller = ask(Cookie=cookie(signed_in))
    assert (caller.kind, caller.id, caller.username, caller.roles) == ("user", signed_in.person.id, "clerk", ("clerk",))
    assert caller.csrf_token == signed_in.csrf_token
    assert caller.may(Permission.SERVE, COUNTY)
    assert not caller.may(Permission.SERVE, TOWN)
    assert not caller.may(Permission.WINDOWS, COUNTY)


@pytest.mark.parametrize("headers", [{}, {"Cookie": "hall_session=made-up"}, {"Authorization": "Basic eDp5"}])
def test_without_a_known_token_the_caller_is_a_visitor(clerk: Person, ask: Ask, headers: dict[str, str]) -> None:
    caller = ask(**headers)
    assert (caller.kind, caller.id, caller.address, dict(caller.rights)) == ("visitor", None, "192.0.2.7", {})


def test_a_stranger_keeps_the_cookie_of_their_device(ask: Ask) -> None:
    assert ask(Cookie="hall_device=kept").device_cookie == "kept"


def test_a_session_ends_after_thirty_idle_minutes(signed_in: SignedIn, ask: Ask, frozen: FrozenClock) -> None:
    frozen.advance(timedelta(minutes=30))
    assert ask(Cookie=cookie(signed_in)).kind == "user"
    frozen.advance(timedelta(minutes=30, seconds=1))
    assert ask(Cookie=cookie(signed_in)).kind == "visitor"


def test_a_session_in_use_ends_after_twelve_hours(signed_in: SignedIn, ask: Ask, frozen: FrozenClock) -> None:
    for _ in range(12 * 3):
        frozen.advance(timedelta(minutes=20))
        assert ask(Cookie=cookie(signed_in)).kind == "user"
    frozen.advance(timedelta(seconds=1))
    assert ask(Cookie=cookie(signed_in)).kind == "visitor"


@pytest.mark.sqlite("its one writer is held; tests/edges/test_postgres_trouble.py has PostgreSQL's")
def test_a_database_that_cannot_be_written_costs_nobody_their_request(
    signed_in: SignedIn, ask: Ask, frozen: FrozenClock, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hall.writers.BUSY_FOR_SECONDS", 0.01)
    other = Database(str(database.engine.url))
    frozen.advance(timedelta(minutes=5))
    with other.change():
        with pytest.raises(DatabaseBusy), database.change():
            pass
        assert ask(Cookie=cookie(signed_in)).kind == "user"
    other.close()


def test_locking_an_account_throws_it_out_at_once(signed_in: SignedIn, ask: Ask, act: Act) -> None:
    act(lambda trail: lock_user(trail, signed_in.person))
    assert ask(Cookie=cookie(signed_in)).kind == "visitor"


def test_a_role_taken_away_is_gone_at_the_next_request(signed_in: SignedIn, ask: Ask, act: Act) -> None:
    act(lambda trail: set_roles(trail, signed_in.person, COUNTY, [Role.GREETER]))
    caller = ask(Cookie=cookie(signed_in))
    assert caller.roles == ("greeter",)
    assert not caller.may(Permission.SERVE, COUNTY)


def test_a_role_without_a_hall_holds_in_every_hall(
    database: Database, vault: Vault, passwords: Passwords, add_person: Callable[..., Person], ask: Ask
) -> None:
    add_person(Role.MANAGER, None)
    caller = ask(Cookie=cookie(sign_in(database, vault, passwords, Credentials("manager", PASSWORD))))
    assert caller.may(Permission.WINDOWS, COUNTY)
    assert caller.may(Permission.WINDOWS, TOWN)


def test_a_kiosks_token_holds_in_its_own_hall_until_it_is_revoked(act: Act, ask: Ask) -> None:
    enrolled = act(lambda trail: enrol_device(trail, COUNTY, DeviceKind.KIOSK, "取号机"))
    assert isinstance(enrolled, tuple)
    device_id, token = enrolled
    caller = ask(Authorization=f"Bearer {token}")
    assert (caller.kind, caller.id, caller.device_kind, caller.csrf_token) == ("device", device_id, "kiosk", None)
    assert caller.may(Permission.KIOSK, COUNTY)
    assert not caller.may(Permission.KIOSK, TOWN)
    with pytest.raises(DeviceNotFound):
        act(lambda trail: revoke_device(trail, TOWN, device_id))
    act(lambda trail: revoke_device(trail, COUNTY, device_id))
    with pytest.raises(NotSignedIn):
        ask(Authorization=f"Bearer {token}")


def test_an_api_token_acts_as_its_user_until_it_ends_or_is_revoked(
    clerk: Person, act: Act, ask: Ask, frozen: FrozenClock
) -> None:
    short = act(lambda trail: issue_token(trail, clerk, "script", frozen.at + timedelta(days=1)))
    long = act(lambda trail: issue_token(trail, clerk, "script", frozen.at + timedelta(days=9)))
    assert ask(Authorization=f"Bearer {short}").id == clerk.id
    frozen.advance(timedelta(days=1))
    with pytest.raises(NotSignedIn):
        ask(Authorization=f"Bearer {short}")
    assert ask(Authorization=f"bearer {long}").username == "clerk"
    act(lambda trail: revoke_tokens(trail, clerk))
    with pytest.raises(NotSignedIn):
        ask(Authorization=f"Bearer {long}")


@pytest.mark.parametrize("token", ["", "hd_", "ha_", "hd_made-up", "ha_made-up", "made-up"])
def test_a_bearer_token_that_does_not_hold_is_refused_not_overlooked(clerk: Person, ask: Ask, token: str) -> None:
    with pytest.raises(NotSignedIn):
        ask(Authorization=f"Bearer {token}")
