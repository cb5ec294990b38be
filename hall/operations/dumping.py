"""PostgreSQL's own programs, `pg_dump` and `pg_restore`: found, asked for their version, run.

The password goes to them in the environment, never on a command line that everybody can read.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.engines import take_all_time
from hall.errors import BackupRefused
from hall.text import Text

# What a URL says, by the name that libpq's environment has for it.
_NAMES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
}


def dump(connection: Connection, to: Path) -> None:
    """Write what `connection`, which reads one moment of the database, sees. BackupRefused with a sentence."""
    program = _program("pg_dump", connection)
    snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
    take_all_time(connection)  # it stands idle for as long as the other program reads
    arguments = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={to}"]
    _run([program, *arguments], _environment(connection.engine.url))


def load(connection: Connection, dumped: Path) -> None:
    """Fill an empty database with what was dumped: all of it or nothing."""
    program = _program("pg_restore", connection)
    environment = _environment(connection.engine.url)
    arguments = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run([program, *arguments, f"--dbname={environment['PGDATABASE']}", str(dumped)], environment)


def _program(name: str, connection: Connection) -> str:
    """The path of a program that is no older than the server."""
    wanted = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10000
    found = shutil.which(name)
    if found is None:
        raise BackupRefused(
            Text(
                f"找不到 {name}：请安装 PostgreSQL {wanted} 或更新版本的客户端",
                f"There is no {name} here: install the client programs of PostgreSQL {wanted} or newer",
            )
        )
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"\b(\d+)(?:\.|beta|rc|devel|\b)", said)
    if version is None or int(version[1]) < wanted:
        raise BackupRefused(
            Text(
                f"{found} 比服务器旧（{said.strip()}，服务器为 {wanted}），请安装 {wanted} 或更新版本的客户端",
                f"{found} is older than the server ({said.strip()}, the server is {wanted}): install {wanted} or newer",
            )
        )
    return found


def _environment(url: sa.URL) -> Mapping[str, str]:
    given: dict[str, object] = {"host": url.host, "port": url.port, "user": url.username, "password": url.password}
    given |= {"dbname": url.database} | dict(url.query)
    told = {_NAMES[name]: _text(value) for name, value in given.items() if name in _NAMES and value is not None}
    return {name: value for name, value in os.environ.items() if not name.startswith("HALL_")} | told


def _text(value: object) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _run(command: list[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["?"])[0]
        name = Path(command[0]).name
        raise BackupRefused(Text(f"{name} 失败：{said}", f"{name} failed: {said}"))
