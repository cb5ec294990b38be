"""Accounts and their roles: adding, naming, granting, and what stands on the trail afterwards."""

from collections.abc import Callable

import pytest

from hall.db import Database
from hall.errors import Invalid, RolesConflict, UsernameTaken
from hall.journal.audit import Trail, audit_entries
from hall.personal.vault import Vault
from hall.staff.actions import add_user, lock_user, rename_user, set_roles, unlock_user
from hall.staff.permissions import Role
from hall.staff.queries import Person, known_person, staff_of

COUNTY, TOWN = 1, 2

Act = Callable[[Callable[[Trail], object]], object]
AddPerson = Callable[..., Person]


def adding(username: str, *grants: tuple[Role, int | None], name: str = "1号窗口") -> Callable[[Trail], object]:
    return lambda trail: add_user(trail, username=username, name=name, password_hash="unused", grants=grants)


def people(database: Database, hall_id: int | None) -> list[str]:
    with database.reading() as connection:
        return [person.username for person in staff_of(connection, hall_id)]


def test_an_account_is_added_with_its_roles(database: Database, act: Act) -> None:
    act(adding(" Clerk01 ", (Role.CLERK, COUNTY), (Role.GREETER, COUNTY), (Role.CLERK, COUNTY)))
    with database.reading() as connection:
        person = known_person(connection, "clerk01")
    assert (person.name, person.roles, person.hall_ids) == ("1号窗口", [Role.GREETER, Role.CLERK], {COUNTY})


def test_a_user_name_belongs_to_one_account_however_it_is_written(act: Act) -> None:
    act(adding("clerk"))
    with pytest.raises(UsernameTaken):
        act(adding("CLERK"))


@pytest.mark.parametrize("username", ["", "a", "_clerk", "clerk 1", "clerk\x00", "c" * 33, "clerk/1"])
def test_a_user_name_that_is_no_name_is_refused_at_its_field(act: Act, username: str) -> None:
    with pytest.raises(Invalid) as refused:
        act(adding(username))
    assert [problem.field for problem in refused.value.fields] == ["username"]


@pytest.mark.parametrize("name", ["", "  ", "名" * 65])
def test_an_account_has_a_name_of_bearable_length(act: Act, database: Database, name: str) -> None:
    with pytest.raises(Invalid):
        act(adding("clerk", name=name))
    assert people(database, None) == []


def test_two_administrators_roles_are_refused_at_once_and_one_after_the_other(
    database: Database, act: Act, add_person: AddPerson
) -> None:
    with pytest.raises(RolesConflict):
        act(adding("everything", (Role.ADMIN, None), (Role.AUDITOR, None)))
    admin = add_person(Role.ADMIN, None)
    with pytest.raises(RolesConflict):
        act(lambda trail: set_roles(trail, admin, COUNTY, [Role.AUDITOR]))
    assert people(database, None) == ["admin"]


def test_setting_roles_in_one_hall_leaves_those_in_another(database: Database, act: Act, clerk: Person) -> None:
    act(lambda trail: set_roles(trail, clerk, TOWN, [Role.MANAGER]))
    with database.reading() as connection:
        person = known_person(connection, "clerk")
    act(lambda trail: set_roles(trail, person, COUNTY, []))
    with database.reading() as connection:
        assert known_person(connection, "clerk").grants == ((Role.MANAGER, TOWN),)


def test_a_halls_staff_are_those_with_a_role_there_or_everywhere(database: Database, add_person: AddPerson) -> None:
    add_person(Role.CLERK, COUNTY)
    add_person(Role.GREETER, TOWN)
    add_person(Role.AUDITOR, None)
    assert people(database, COUNTY) == ["auditor", "clerk"]
    assert people(database, TOWN) == ["auditor", "greeter"]
    assert people(database, None) == ["auditor", "clerk", "greeter"]


def test_every_change_of_an_account_stands_on_the_trail_with_who_did_it(
    database: Database, vault: Vault, add_person: AddPerson
) -> None:
    admin, clerk = add_person(Role.ADMIN, None), add_person(Role.CLERK)
    with database.change() as transaction:
        trail = Trail(transaction.connection, vault, transaction.now, admin.id)
        rename_user(trail, clerk, "2号窗口")
        set_roles(trail, clerk, COUNTY, [Role.GREETER])
        lock_user(trail, clerk)
        unlock_user(trail, clerk)
    with database.reading() as connection:
        entries = [entry for entry in audit_entries(connection) if entry.user == admin.id]
    assert [(entry.kind, entry.ticket, entry.data.get("role")) for entry in entries] == [
        ("user_renamed", clerk.id, None),
        ("role_granted", clerk.id, "greeter"),
        ("role_taken", clerk.id, "clerk"),
        ("user_locked", clerk.id, None),
        ("user_unlocked", clerk.id, None),
    ]
