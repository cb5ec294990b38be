"""What the commands share: the terminal's language, refusals as one line, an opened database."""

import fcntl
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from hall.app import open_database
from hall.db import Database
from hall.errors import HallError, WrongSetting
from hall.migration import is_current, migrate
from hall.settings import Settings
from hall.text import Language, Text

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
        raise WrongSetting(
            Text(
                f"HALL_DATA_DIR：无法使用文件夹 {folder}（{error.strerror}）",
                f"HALL_DATA_DIR: the folder {folder} cannot be used ({error.strerror})",
            )
        ) from error


def _no_data(folder: Path) -> WrongSetting:
    return WrongSetting(
        Text(
            f"HALL_DATA_DIR：{folder} 中没有数据库，或其版本较旧。请指向正确的数据文件夹；旧数据先运行 hall migrate",
            f"HALL_DATA_DIR: no database of this version in {folder}. Name the right folder, or run hall migrate on it",
        )
    )


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One server a data folder: WrongSetting while another serves it. The lock ends with the process."""
    with (folder / "server.lock").open("a") as lock:
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
