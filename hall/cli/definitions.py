"""`hall import`, `hall check`."""

import sys
from pathlib import Path

import click

from hall.catalogue.actions.importing import import_definition
from hall.catalogue.reading.check import sound_definition
from hall.catalogue.reading.source import read_source
from hall.catalogue.report import check_report, import_lines
from hall.cli.common import opened
from hall.cli.terminal import refusals_said, spoken_language
from hall.settings import Settings
from hall.windows.leaving import settle_window


@click.command(name="import")
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


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Say what is missing or odd in a definition FILE; nothing is imported."""
    report = check_report(file, spoken_language())
    for line in report.lines:
        click.echo(line)
    sys.exit(0 if report.sound else 1)
