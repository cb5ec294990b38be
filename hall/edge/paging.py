"""Lists that are read a page at a time, from after the thing whose id a page before ended with."""

from collections.abc import Sequence

from hall.errors import FieldProblem, Invalid
from hall.text import Text


def place_after(ids: Sequence[str], after: str | None) -> int:
    """Where the page begins that follows the thing with the id `after`. Raises Invalid where it is not there."""
    if after is None:
        return 0
    if after not in ids:
        raise unknown_cursor()
    return ids.index(after) + 1


def unknown_cursor() -> Invalid:
    """What a cursor is answered that leads nowhere: begun anew in silence, a list would never end."""
    words = Text("续读位置无效，请从头读起", "This cursor leads nowhere: read from the beginning")
    return Invalid(words, fields=[FieldProblem("after", words)])
