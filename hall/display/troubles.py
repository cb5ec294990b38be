"""What only this process knows to be wrong: a voice that does not speak, a screen whose browser keeps it silent."""

from dataclasses import dataclass

from hall.catalogue.terms import AlarmKind
from hall.text import Text


@dataclass(frozen=True)
class Trouble:
    """Shown among the alarms while it lasts; it is not stored, and ends where it began: at the device."""

    kind: AlarmKind
    text: Text
