"""What every command shares, those without a server among them: the terminal's language, refusals as one line."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from hall.errors import HallError
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
