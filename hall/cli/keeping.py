"""`hall migrate`, `hall verify`, `hall purge`."""

import sys
from pathlib import Path

import click

from hall.app import open_database
from hall.cli.common import check_keys, make_folder, opened
from hall.cli.terminal import refusals_said, say
from hall.db import Database
from hall.files.store import FOLDER
from hall.journal.anchors import ANCHORS_FILE
from hall.migration import migrate as migrate_database
from hall.operations.purge import due
from hall.operations.purge import purge as purge_database
from hall.operations.verify import Verdict, entries_to_verify
from hall.operations.verify import verify as verify_database
from hall.personal.vault import Vault
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


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be erased.")
@refusals_said
def purge(*, dry_run: bool) -> None:
    """Erase the personal data that halls may no longer keep."""
    settings = Settings.load()
    check_keys(settings)
    with opened(settings) as database:
        vault = Vault.of_setting(settings.data_key)
        found = due(database) if dry_run else purge_database(database, vault)
    for one in found:
        counts = "  ".join(f"{kind} {count}" for kind, count in one.counts.items())
        click.echo(f"{one.hall}: {counts}")
    total = sum(sum(one.counts.values()) for one in found)
    if dry_run:
        say(Text(f"共{total}行将清除个人信息；未作更改。", f"{total} rows would be erased; nothing was changed."))
    else:
        say(Text(f"已清除{total}行的个人信息。", f"Erased what is personal in {total} rows."))


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
