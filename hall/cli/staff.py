"""`hall staff`: accounts."""

import click

from hall.catalogue.queries import hall_id_of
from hall.cli.common import check_keys, opened
from hall.cli.terminal import refusals_said, say
from hall.personal.vault import Vault
from hall.settings import Settings
from hall.staff import commands as staff_commands
from hall.staff.passwords import Passwords
from hall.text import Text


@click.group()
def staff() -> None:
    """People who work here."""


@staff.command()
@click.argument("username")
@click.option("--name", required=True, help="What colleagues call them.")
@click.option("--role", "roles", multiple=True, required=True, help="clerk@HALL, manager@HALL, admin …; repeatable.")
@click.option("--password", help="To begin with; made up if left out.")
@refusals_said
def add(username: str, name: str, roles: tuple[str, ...], password: str | None) -> None:
    """Add an account."""
    given = password or staff_commands.new_password()
    settings = Settings.load()
    check_keys(settings)
    with opened(settings) as database:
        said = staff_commands.add_staff(
            database,
            Vault.of_setting(settings.data_key),
            Passwords(),
            username=username,
            name=name,
            roles=roles,
            password=given,
            find_hall=hall_id_of,
        )
    say(said)
    if password is None:
        say(Text(f"初始密码：{given}", f"First password: {given}"))


@staff.command()
@click.argument("username")
@click.password_option()
@refusals_said
def passwd(username: str, password: str) -> None:
    """Give an account a new password; its sign-ins end."""
    settings = Settings.load()
    check_keys(settings)
    with opened(settings) as database:
        vault = Vault.of_setting(settings.data_key)
        say(staff_commands.set_password(database, vault, Passwords(), username, password))


@staff.command()
@click.argument("username")
@click.option("--unlock", is_flag=True, help="Take the lock off.")
@refusals_said
def lock(username: str, unlock: bool) -> None:
    """Lock an account; its sign-ins end at once."""
    settings = Settings.load()
    check_keys(settings)
    with opened(settings) as database:
        vault = Vault.of_setting(settings.data_key)
        say(staff_commands.lock_staff(database, vault, username, locked=not unlock))


@staff.command()
@click.argument("username")
@click.option("--name", required=True, help="Which program it is for, such as the hotline's platform.")
@click.option("--days", type=click.IntRange(1, 400), default=365, show_default=True, help="How long it holds.")
@refusals_said
def token(username: str, name: str, days: int) -> None:
    """Let another program act as an account: prints a token for `Authorization: Bearer`."""
    settings = Settings.load()
    check_keys(settings)
    with opened(settings) as database:
        vault = Vault.of_setting(settings.data_key)
        told, given = staff_commands.give_token(database, vault, username, name=name, days=days)
    say(told)
    click.echo(given)


@staff.command()
@click.argument("username")
@refusals_said
def revoke_tokens(username: str) -> None:
    """Make every token of an account worthless."""
    settings = Settings.load()
    check_keys(settings)
    with opened(settings) as database:
        say(staff_commands.take_tokens(database, Vault.of_setting(settings.data_key), username))
