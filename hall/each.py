"""Doing something for each of many, such as halls, so that one's trouble stays its own."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from hall.errors import DatabaseBusy, Unavailable

One = TypeVar("One")


def each_in_turn(ones: Iterable[One], work: Callable[[One], object]) -> None:
    """Do it for each: what hinders it for one must not keep it from those behind.

    Raises the first trouble once all had their turn; at once what is everybody's: a database or a line that is away.
    """
    first: Exception | None = None
    for one in ones:
        try:
            work(one)
        except Exception as error:
            if is_everybodys(error):
                raise
            first = first or error
    if first is not None:
        raise first


def is_everybodys(error: Exception) -> bool:
    """Whether it would hinder the others as well."""
    away = isinstance(error, Unavailable) and not isinstance(error, DatabaseBusy)
    return away or isinstance(error, OSError)
