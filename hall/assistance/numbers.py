"""Numbers of requests for help: H, the year, and the request's place in it in its hall, H2026-0001."""

import re
from datetime import date

_NUMBER = re.compile(r"(?:H?([0-9]{4})-)?([0-9]{1,9})", re.ASCII)


def help_number(year: int, sequence: int) -> str:
    return f"H{year}-{sequence:04}"


def read_number(text: str, today: date) -> str:
    """The number that `text` names as people type it: any case, blanks around, without H or this year's number.

    What is no number at all is passed on as it is: nothing bears it.
    """
    found = _NUMBER.fullmatch(text.strip().upper())
    return help_number(int(found[1] or today.year), int(found[2])) if found else text
