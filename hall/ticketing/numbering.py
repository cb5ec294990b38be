"""Ticket numbers: a prefix of one or two capital letters and at least three digits, A001 … A999, then A1000."""

import re
from typing import NamedTuple

_PREFIX = re.compile(r"[A-Z]{1,2}", re.ASCII)
_NUMBER = re.compile(r"([A-Z]{1,2})([0-9]{3,})", re.ASCII)


class TicketNumber(NamedTuple):
    """A number's two parts: the prefix of its first service, and its ordinal within that prefix's day, from 1."""

    prefix: str
    ordinal: int

    def __str__(self) -> str:
        return f"{self.prefix}{self.ordinal:03d}"


def valid_prefix(prefix: str) -> bool:
    """Whether `prefix` can start a number: one or two letters A to Z."""
    return _PREFIX.fullmatch(prefix) is not None


def ticket_number(prefix: str, ordinal: int) -> str:
    """The `ordinal`-th number of a prefix's day; raises ValueError for a prefix or ordinal that no number can have."""
    if not valid_prefix(prefix) or ordinal < 1:
        raise ValueError(f"no ticket number has prefix {prefix!r} and ordinal {ordinal}")
    return str(TicketNumber(prefix, ordinal))


def parse_number(text: str) -> TicketNumber | None:
    """The parts of `text`, as people type it (any case, blanks around), or None when it is no ticket number."""
    found = _NUMBER.fullmatch(text.strip().upper())
    if found is None:
        return None
    number = TicketNumber(found[1], int(found[2]))
    # A0012 and A000 look like numbers but are never issued: one number has one spelling.
    return number if number.ordinal >= 1 and str(number) == found[0] else None
