"""`hall migrate`, `hall verify`."""

import sys
from pathlib import Path

import click

from hall.app import open_database
from hall.cli.common import make_folder, opened
from hall.cli.terminal import refusals_said, say
from hall.db import Database
from hall.files.store import FOLDER
from hall.journal.anchors import ANCHORS_FILE
from hall.migration import migrate as migrate_database
from hall.operations.verify import Verdict, entries_to_verify
from hall.operations.verify import verify as verify_database
from hall.settings import Settings
from hall.text import Text


@click.command()
@refusals_said
def migrate() -> None:
    """Bring the database to the present tables."""
    settings = Settings.load()
    make_folder(settings.data_dir)
    database = open_database(settings)
    changed = migrate_database(database)
    database.close()
    say(Text("数据库已更新。" if changed else "数据库已是最新。", "Migrated." if changed else "Nothing to migrate."))


@click.command()
@refusals_said
def verify() -> None:
    """Check the journal's chain, numbers and invariants."""
    settings = Settings.load()
    with opened(settings, as_it_is=True) as database:
        verdict = verify_seen(database, settings.data_dir)
    if not say_verdict(verdict):
        sys.exit(1)


def verify_seen(database: Database, data_dir: Path) -> Verdict:
    """Verify, with a bar on a terminal for who waits."""
    anchors, files = data_dir / ANCHORS_FILE, data_dir / FOLDER
    if not sys.stderr.isatty():
        return verify_database(database, anchors, files=files)
    with click.progressbar(length=entries_to_verify(database), label="Verifying", file=sys.stderr) as bar:
        return verify_database(database, anchors, bar.update, files)


def say_verdict(verdict: Verdict) -> bool:
    """Print what was found; whether all is sound."""
    for finding in verdict.findings:
        click.echo(f"{finding.place}: {finding.what}")
    words = f"{verdict.halls} halls, {verdict.entries} journal entries, {verdict.tickets} tickets"
    if verdict.findings:
        click.echo(f"hall: {len(verdict.findings)} finding(s) in {words}", err=True)
        return False
    click.echo(f"Sound: {words}.")
    return True
