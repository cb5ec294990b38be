"""`hall backup`, `hall restore`."""

import sys
from pathlib import Path

import click

from hall.app import open_database
from hall.cli.common import alone, make_folder, opened
from hall.cli.keeping import say_verdict, verify_seen
from hall.cli.terminal import refusals_said, say
from hall.operations.archive import Manifest, opened_archive
from hall.operations.backup import back_up
from hall.operations.restore import check_empty, check_fits, lost_heads
from hall.operations.restore import restore as restore_archive
from hall.personal.vault import Vault
from hall.settings import Settings
from hall.text import Text


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@refusals_said
def backup(file: Path) -> None:
    """Write a backup to the new FILE, or into a folder under a name of its own; beside a running server too."""
    settings = Settings.load()
    with opened(settings, as_it_is=True) as database:
        if not sys.stderr.isatty():
            manifest = back_up(database, settings.data_dir, file)
        else:
            with click.progressbar(length=1, label="Copying", file=sys.stderr) as bar:

                def seen(done: int, whole: int) -> None:
                    bar.length = whole
                    bar.update(done - bar.pos)

                manifest = back_up(database, settings.data_dir, file, seen)
    entries, halls = sum(hall.seq for hall in manifest.halls), len(manifest.halls)
    say(
        Text(
            f"已备份 {halls} 个大厅、{entries} 条日志。备份中不含密钥，以免拾得者读到个人信息；"
            "请另行妥善保存 HALL_DATA_KEY 和 HALL_SECRET_KEY。",
            f"Backed up {halls} halls, {entries} journal entries. The keys are not in it, so that no finder can read "
            "anybody's data: keep HALL_DATA_KEY and HALL_SECRET_KEY elsewhere.",
        )
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@refusals_said
def restore(file: Path) -> None:
    """Restore a backup FILE into an empty data folder and database, then verify it; the keys must be set."""
    settings = Settings.load()
    vault = Vault.of_setting(settings.data_key)
    with opened_archive(file) as archive:
        manifest = archive.manifest
        make_folder(settings.data_dir)
        with alone(settings):
            database = open_database(settings)
            try:
                check_fits(manifest, vault, database.engine.dialect.name)
                check_empty(settings.data_dir)
                restore_archive(archive, settings.data_dir, database)
            finally:
                database.close()
            sound = _is_sound(settings, manifest)
    if not sound:
        sys.exit(1)
    say(Text(f"已恢复 {manifest.made_at} 的备份。", f"Restored the backup of {manifest.made_at}."))


def _is_sound(settings: Settings, manifest: Manifest) -> bool:
    """Whether what was restored verifies, and ends where the backup did."""
    with opened(settings) as database:
        lost = list(lost_heads(database, manifest))
        verdict = verify_seen(database, settings.data_dir)
    for sentence in lost:
        click.echo(sentence)
    return say_verdict(verdict) and not lost
