"""Writes the next migration: what the models say and the migrations do not say yet.

    python tools/revise.py "what changes"

Look at the file before you commit it: the comparison sees tables, columns and indexes, not renames, and it writes
the conditions of partial indexes for SQLite alone.
"""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

import hall.app  # noqa: F401 (puts every room together, and with it knows every table)


def only_differences(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Write nothing where nothing differs."""
    if directives and directives[0].upgrade_ops.is_empty():
        directives.clear()


def tidy(file: Path) -> None:
    """Bring a generated file into the house's style."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "# ###" not in line), encoding="utf-8")
    for step in (["format"], ["check", "--fix"], ["format"]):
        subprocess.run([sys.executable, "-m", "ruff", *step, "--quiet", str(file)], check=True)


def main(message: str) -> str:
    """Bring an empty database to the newest migration, compare it with the models, write the difference."""
    config = Config()
    config.set_main_option("script_location", str(files("hall.migrations")))
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    with TemporaryDirectory() as folder:
        engine = sa.create_engine(f"sqlite:///{Path(folder) / 'empty.db'}")
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            command.revision(
                config,
                message,
                autogenerate=True,
                rev_id=f"{number:04d}",
                process_revision_directives=only_differences,
            )
        engine.dispose()
    written = list(Path(str(files("hall.migrations") / "versions")).glob(f"{number:04d}_*.py"))
    for file in written:
        tidy(file)
    return "hall: the next migration is written; read it" if written else "hall: the migrations say what the models say"


if __name__ == "__main__":
    print(main(" ".join(sys.argv[1:])) if sys.argv[1:] else __doc__)
