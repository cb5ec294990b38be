"""What somebody asks for when booking, as plain values."""

from dataclasses import dataclass, field
from typing import Any

from hall.booking.modes import Mode
from hall.text import Language
from hall.ticketing.wish import Channel, PrincipalWish


@dataclass(frozen=True)
class BookingWish:
    """An appointment asked for: `people` it is for (at least one), and the `agent` who comes in their place, if any.

    `details` are the mode's own fields; `reserve` keeps the places and waits to be confirmed.
    """

    service: str
    mode: Mode
    slot: str
    people: tuple[PrincipalWish, ...]
    agent: PrincipalWish | None = None
    details: dict[str, Any] = field(default_factory=dict)
    channel: Channel = Channel.PHONE
    needs_help: bool = False
    reserve: bool = False
    language: Language = "zh"

    @property
    def places(self) -> int:
        """How many places it takes: everybody's errand takes its time, but one visit goes to all at an address."""
        return 1 if self.mode is Mode.HOME_VISIT else len(self.people)

    @property
    def accountable(self) -> tuple[PrincipalWish, ...]:
        """Whose miss it would be: the agent's, else that of everybody it is for."""
        return (self.agent,) if self.agent is not None else self.people
