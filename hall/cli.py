"""The command line. Everything it prints is one clear line or a list; it exits non-zero when it cannot."""

import hall.patching  # noqa: F401 (its effect is the point, and it comes first)

# isort: split
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from hall import demo as demo_hall
from hall.app import create_app, open_database
from hall.catalogue.actions.importing import import_definition
from hall.catalogue.queries import hall_id_of
from hall.catalogue.reading.check import sound_definition
from hall.catalogue.reading.source import read_source
from hall.catalogue.report import check_report, import_lines
from hall.db import Database
from hall.errors import HallError, WrongSetting
from hall.journal.anchors import ANCHORS_FILE
from hall.migration import migrate as migrate_database
from hall.operations.verify import verify as verify_database
from hall.personal.vault import Vault
from hall.serving import serve as serve_house
from hall.settings import Settings
from hall.staff import commands as staff_commands
from hall.staff.passwords import Passwords
from hall.text import Language, Text
from hall.windows.leaving import settle_window

P = ParamSpec("P")
R = TypeVar("R")


def spoken_language() -> Language:
    """The terminal's language: Chinese under a Chinese locale, English otherwise."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.startswith("zh") else "en"


def say(text: Text) -> None:
    click.echo(text.pick(spoken_language()))


def refusals_said(command: Callable[P, R]) -> Callable[P, R]:
    """A refusal ends the command with its sentence on standard error and status 1."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except HallError as error:
            language = spoken_language()
            click.echo(f"hall: {error.detail.pick(language)}", err=True)
            for at in error.fields:
                click.echo(f"  {at.field}  {at.message.pick(language)}", err=True)
            sys.exit(1)

    return guarded


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database of these settings, brought to the present tables."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = open_database(settings)
    migrate_database(database)
    try:
        yield database
    finally:
        database.close()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hall")
def main() -> None:
    """Queuing and window management for government service halls."""


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to serve on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=Path("demo-data"), show_default=True)
@refusals_said
def demo(port: int, host: str, data: Path) -> None:
    """Serve the example hall: imported, windows open, sign-ins printed."""
    demo_hall.make_keys(data)
    settings = replace(Settings.load({**os.environ, "HALL_DATA_DIR": str(data)}), bind=f"{host}:{port}")
    with opened(settings):
        pass
    house = create_app(settings)
    guide = demo_hall.furnish(house, data, f"http://{host}:{port}")

    def ready() -> None:
        click.echo("\n".join(guide.lines()))
        click.echo(f"Serving on {guide.base_url} – end with Ctrl-C", color=False)
        sys.stdout.flush()

    serve_house(house, settings.address, ready)


@main.command()
@refusals_said
def serve() -> None:
    """Serve the halls of this installation."""
    settings = Settings.load()
    _check_keys(settings)
    with opened(settings):
        pass
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    serve_house(create_app(settings), settings.address, lambda: click.echo(f"Serving on {settings.bind}"))


@main.command()
@refusals_said
def migrate() -> None:
    """Bring the database to the present tables."""
    settings = Settings.load()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = open_database(settings)
    changed = migrate_database(database)
    database.close()
    say(Text("数据库已更新。" if changed else "数据库已是最新。", "Migrated." if changed else "Nothing to migrate."))


@main.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@refusals_said
def import_file(file: Path) -> None:
    """Import a definition FILE; again and again, it changes only what differs."""
    source = read_source(file)
    definition = sound_definition(source.data, source.lines)
    with opened(Settings.load()) as database:
        summary = import_definition(database, definition, leaving=settle_window)
    for line in import_lines(summary, spoken_language()):
        click.echo(line)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Say what is missing or odd in a definition FILE; nothing is imported."""
    report = check_report(file, spoken_language())
    for line in report.lines:
        click.echo(line)
    sys.exit(0 if report.sound else 1)


@main.command()
@refusals_said
def verify() -> None:
    """Check the journal's chain, numbers and invariants."""
    settings = Settings.load()
    with opened(settings) as database:
        verdict = verify_database(database, settings.data_dir / ANCHORS_FILE)
    for finding in verdict.findings:
        click.echo(f"{finding.place}: {finding.what}")
    words = f"{verdict.halls} halls, {verdict.entries} journal entries, {verdict.tickets} tickets"
    if verdict.findings:
        click.echo(f"hall: {len(verdict.findings)} finding(s) in {words}", err=True)
        sys.exit(1)
    click.echo(f"Sound: {words}.")


@main.group()
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
    _check_keys(settings)
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
    _check_keys(settings)
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
    _check_keys(settings)
    with opened(settings) as database:
        vault = Vault.of_setting(settings.data_key)
        say(staff_commands.lock_staff(database, vault, username, locked=not unlock))


def _check_keys(settings: Settings) -> None:
    if not settings.secret_key:
        raise WrongSetting(
            Text(
                "缺少 HALL_SECRET_KEY：请设为一段随机长字符串（或用 HALL_DATA_DIR 指向已有的数据目录）",
                "HALL_SECRET_KEY is missing: set it to a long random string, or HALL_DATA_DIR to a folder that has one",
            )
        )


if __name__ == "__main__":
    main()
