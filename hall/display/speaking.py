"""Which screen speaks for a zone: one that offers to, however many are connected, to whichever process.

An enrolled screen goes before a page anybody may open, who speaks already before who only offers, and then whoever
came first. A screen without a zone speaks for all of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Screen:
    """One connected screen of a hall: whether it `offers` to speak, is `enrolled` by a device token, `speaks` now.

    `hall`: its code, which its own process alone needs. `blocked`: its browser refuses sound. `place`: whoever came
    before has a smaller one.
    """

    sid: str
    hall_id: int
    zone: str | None
    hall: str = ""
    offers: bool = False
    enrolled: bool = False
    blocked: bool = False
    speaks: bool = False
    place: int = 0

    @property
    def counts(self) -> bool:
        """Whether anybody but its own process needs to know of it."""
        return self.offers or self.blocked

    def is_heard_beside(self, other: "Screen") -> bool:
        """Whether the two would be heard at once by the same people."""
        return self.hall_id == other.hall_id and (self.zone == other.zone or None in (self.zone, other.zone))


def who_speaks(screens: Iterable[Screen]) -> set[str]:
    """The `sid` of every screen that is to speak from now on; of two that are heard by the same people, one."""
    chosen: list[Screen] = []
    offers = [screen for screen in screens if screen.offers]
    for screen in sorted(offers, key=lambda one: (not one.enrolled, not one.speaks, one.place, one.sid)):
        if not any(screen.is_heard_beside(other) for other in chosen):
            chosen.append(screen)
    return {screen.sid for screen in chosen}
