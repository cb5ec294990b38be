"""The people and kiosks of a demonstration."""

from hall.db import Database
from hall.personal.vault import Vault
from hall.staff.passwords import Passwords
from hall.staff.provisioning import DemoHall, provide_demo_users, provide_kiosks, provide_tablet
from hall.staff.queries import device_of_token, staff_of
from hall.staff.sign_in import Credentials, check_credentials

PASSWORD = "correct horse 7 staple"
COUNTY = DemoHall(1, "zhouzhi", [1, 2, 15])
TOWN = DemoHall(2, "mazhao", [1])


class CountingPasswords(Passwords):
    """Knows how often it hashed."""

    hashed = 0

    def hash(self, password: str) -> str:
        self.hashed += 1
        return super().hash(password)


def test_there_is_a_clerk_for_every_window_and_one_person_for_each_office(database: Database, vault: Vault) -> None:
    passwords = CountingPasswords(rounds=1, memory_kib=8)
    users = provide_demo_users(database, vault, passwords, COUNTY, PASSWORD)
    assert [(user.username, user.window) for user in users if user.role == "clerk"] == [
        ("clerk01", 1),
        ("clerk02", 2),
        ("clerk15", 15),
    ]
    offices = {user.role for user in users if user.window is None}
    assert offices == {"greeter", "escalation", "department", "manager", "county", "admin", "security_admin", "auditor"}
    assert {(user.hall, user.password) for user in users} == {("zhouzhi", PASSWORD)}
    assert passwords.hashed == 1
    for user in users:
        person = check_credentials(database, vault, passwords, Credentials(user.username, PASSWORD))
        assert person.roles == [user.role]
    with database.reading() as connection:
        clerk = staff_of(connection, COUNTY.id)[2]
    assert (clerk.username, clerk.name, clerk.hall_ids) == ("clerk01", "1号窗口", {COUNTY.id})


def test_provided_again_everything_is_kept(database: Database, vault: Vault, passwords: Passwords) -> None:
    first = provide_demo_users(database, vault, passwords, COUNTY, PASSWORD)
    counting = CountingPasswords(rounds=1, memory_kib=8)
    assert provide_demo_users(database, vault, counting, COUNTY, PASSWORD) == first
    assert counting.hashed == 0


def test_every_hall_gets_a_kiosk_whose_token_is_kept_while_it_holds(database: Database, vault: Vault) -> None:
    first = provide_kiosks(database, vault, [COUNTY, TOWN], {})
    assert [(device.kind, device.hall) for device in first] == [("kiosk", "zhouzhi"), ("kiosk", "mazhao")]
    again = provide_kiosks(database, vault, [COUNTY, TOWN], {"zhouzhi": first[0].token, "mazhao": first[0].token})
    assert again[0] == first[0]
    assert again[1].token not in {device.token for device in first}
    with database.reading() as connection:
        device = device_of_token(connection, again[1].token)
    assert device is not None
    assert device.hall_id == TOWN.id


def test_the_tablet_at_a_window_keeps_its_token_while_it_is_that_windows(database: Database, vault: Vault) -> None:
    first = provide_tablet(database, vault, COUNTY, 3, None)
    assert (first.kind, first.hall, first.window) == ("review", "zhouzhi", 3)
    assert provide_tablet(database, vault, COUNTY, 3, first.token) == first
    moved = provide_tablet(database, vault, COUNTY, 4, first.token)
    assert moved.token != first.token
    with database.reading() as connection:
        device = device_of_token(connection, moved.token)
    assert device is not None
    assert (device.hall_id, device.window) == (COUNTY.id, 4)
