"""What the product says to its database for a request, kept so that the bare driver can say the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Values = Sequence[Any]


@dataclass(frozen=True)
class Statement:
    """One execution; `values` holds one row of parameters, or with `many` several."""

    text: str
    values: Values
    many: bool


@dataclass
class Transaction:
    """From one BEGIN to its commit."""

    writes: bool
    statements: list[Statement] = field(default_factory=list)


@dataclass
class Asked:
    """One request; those that only make room for the next one are replayed, but not `timed`."""

    timed: bool
    transactions: list[Transaction] = field(default_factory=list)

    def count(self) -> int:
        return sum(len(each.statements) for each in self.transactions)


Recording = list[Asked]
