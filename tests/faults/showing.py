"""What a screen shows of what it hears: facts in order, none twice, and a hole is asked for. Pure.

The same rule as `frontend/shared/order.ts`: a fact whose predecessor is missing waits for it.
"""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
HEADS_BEHIND = 3


@dataclass
class Showing:
    """One client's memory. `last`: the number of the last fact shown, None before the first snapshot."""

    last: int | None = None
    shown: list[Json] = field(default_factory=list)
    early: dict[int, Json] = field(default_factory=dict)
    heads_behind: int = 0

    def begin(self, seq: int) -> None:
        """A snapshot: everything up to `seq` is known."""
        self.last = seq
        self.early = {known: fact for known, fact in self.early.items() if known > seq}
        self._show()

    def take(self, fact: Json) -> None:
        """One fact, wherever in the order it comes."""
        if self.last is None or fact["seq"] > self.last:
            self.early[fact["seq"]] = fact
            self._show()

    def hear_head(self, seq: int) -> None:
        """The room's last fact by the server's word; one that is behind us for long has another past."""
        self.heads_behind = self.heads_behind + 1 if self.last is not None and seq < self.last else 0

    @property
    def has_hole(self) -> bool:
        return bool(self.early)

    def _show(self) -> None:
        for seq in sorted(self.early):
            if self.last is None or self.early[seq]["prev"] > self.last:
                return
            fact = self.early.pop(seq)
            if seq > self.last:
                self.last = seq
                self.shown.append(fact)
