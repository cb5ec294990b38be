"""Everything that is wrong with one request, told at once: what one mends it by in one go."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from hall.errors.tree import FieldProblem, Invalid
from hall.text import Text

T = TypeVar("T")
MOST_TOLD = 100
"""So many wrong fields are told at once; nobody mends more in one go, and a long list would hold up everybody else."""


class Gathered:
    """The refusals of several readings, each of which is judged without the others."""

    def __init__(self, refusals: Iterable[Invalid] = ()) -> None:
        self.refusals = list(refusals)

    def take(self, read: Callable[[], T]) -> T | None:
        """What is read; None, and the refusal kept, where it is wrong."""
        try:
            return read()
        except Invalid as refusal:
            self.refusals.append(refusal)
            return None

    def tell(self) -> None:
        """Raise what was gathered as one refusal, if there is any."""
        if self.refusals:
            raise together(self.refusals)


def together(refusals: Sequence[Invalid]) -> Invalid:
    """Several refusals as one: with the code and members of the first, and the fields of all, each field once.

    What is said of a part of a field that is wrong as a whole is left out.
    """
    first, *others = refusals
    fields = list(first.fields)
    for problem in (each for refusal in others for each in refusal.fields):
        if not any(_within(problem.field, known.field) for known in fields):
            fields.append(problem)
    if len(fields) == len(first.fields):
        return first
    return type(first)(_all_of(fields[:MOST_TOLD]), fields=fields[:MOST_TOLD], extra=first.extra)


def _within(field: str, whole: str) -> bool:
    return field == whole or field.startswith(f"{whole}.")


def _all_of(fields: Sequence[FieldProblem]) -> Text:
    names = [problem.field for problem in fields]
    return Text("请检查：" + "、".join(names), "Please check: " + ", ".join(names))
