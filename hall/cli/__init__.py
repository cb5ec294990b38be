"""The command line. Everything it prints is one clear line or a list; it exits non-zero when it cannot."""

import hall.patching  # noqa: F401 (its effect is the point, and it comes first)

# isort: split
import click

from hall.cli.definitions import check, import_file
from hall.cli.keeping import migrate, verify
from hall.cli.serving import demo, serve
from hall.cli.staff import staff
from hall.cli.voices import voices


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hall")
def main() -> None:
    """Queuing and window management for government service halls."""


for command in (demo, serve, migrate, import_file, check, verify, staff, voices):
    main.add_command(command)
