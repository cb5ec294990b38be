"""What the commands of a server share: an opened database, a folder of one's own, the keys."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hall.app import open_database
from hall.db import Database
from hall.errors import WrongSetting
from hall.migration import is_current, migrate
from hall.settings import Settings
from hall.text import Text


@contextmanager
def opened(settings: Settings, *, as_it_is: bool = False) -> Iterator[Database]:
    """The database of these settings, brought to the present tables; `as_it_is` refuses one that is not there yet."""
    if not as_it_is:
        make_folder(settings.data_dir)
    elif not settings.data_dir.is_dir():
        raise _no_data(settings.data_dir)
    database = open_database(settings)
    if not as_it_is:
        migrate(database)
    elif not is_current(database):
        raise _no_data(settings.data_dir)
    try:
        yield database
    finally:
        database.close()


def make_folder(folder: Path) -> None:
    """The data folder, made if it is not there; WrongSetting where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(folder, error) from error


def _unusable(folder: Path, error: OSError) -> WrongSetting:
    return WrongSetting(
        Text(
            f"HALL_DATA_DIR：无法使用文件夹 {folder}（{error.strerror}）",
            f"HALL_DATA_DIR: the folder {folder} cannot be used ({error.strerror})",
        )
    )


def _no_data(folder: Path) -> WrongSetting:
    return WrongSetting(
        Text(
            f"HALL_DATA_DIR：{folder} 中没有数据库，或其版本较旧。请指向正确的数据文件夹；旧数据先运行 hall migrate",
            f"HALL_DATA_DIR: no database of this version in {folder}. Name the right folder, or run hall migrate on it",
        )
    )


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """One server over an SQLite database: WrongSetting while another serves it. The lock ends with the process."""
    if not settings.database.startswith("sqlite"):
        yield
        return
    folder = settings.data_dir
    try:
        opened_lock = (folder / "server.lock").open("a")
    except OSError as error:
        raise _unusable(folder, error) from error
    with opened_lock as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise WrongSetting(
                Text(
                    f"HALL_DATA_DIR：另一个服务正在使用 {folder}，请先结束它，或换一个文件夹",
                    f"HALL_DATA_DIR: another server uses {folder}; end it first, or take another folder",
                )
            ) from error
        yield


def check_keys(settings: Settings) -> None:
    """Refuse to go on without the keys that protect sessions and personal data."""
    if not settings.secret_key:
        raise WrongSetting(
            Text(
                "缺少 HALL_SECRET_KEY：请设为一段随机长字符串（或用 HALL_DATA_DIR 指向已有的数据目录）",
                "HALL_SECRET_KEY is missing: set it to a long random string, or HALL_DATA_DIR to a folder that has one",
            )
        )
