"""Writes the next migration: what the models say and the migrations do not say yet.

    python tools/revise.py "what changes"

Look at the file before you commit it; the comparison sees tables, columns and indexes, not renames.
"""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory


def main(message: str) -> int:
    """Bring an empty database to the newest migration, compare it with the models, write the difference."""
    config = Config()
    config.set_main_option("script_location", str(files("hall.migrations")))
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    with TemporaryDirectory() as folder:
        engine = sa.create_engine(f"sqlite:///{Path(folder) / 'empty.db'}")
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            written = command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")
        engine.dispose()
    if written is None or isinstance(written, list):
        return 1
    for step in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *step, written.path], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])) if sys.argv[1:] else __doc__)
