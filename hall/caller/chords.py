"""Keys pressed together, as people write them: "Ctrl+Alt+N". Pure."""

from dataclasses import dataclass
from enum import IntFlag

from hall.errors import WrongSetting
from hall.text import Text


class Held(IntFlag):
    """Keys held down meanwhile, as X counts them."""

    SHIFT = 1
    CTRL = 4
    ALT = 8
    SUPER = 64


HELD = {"shift": Held.SHIFT, "ctrl": Held.CTRL, "control": Held.CTRL, "alt": Held.ALT, "super": Held.SUPER}
# X names a key by its keysym: of a letter or digit it is the character, of others a number of its own.
NAMED = {
    "space": 0x20,
    "backspace": 0xFF08,
    "enter": 0xFF0D,
    "pause": 0xFF13,
    "home": 0xFF50,
    "left": 0xFF51,
    "up": 0xFF52,
    "right": 0xFF53,
    "down": 0xFF54,
    "pageup": 0xFF55,
    "pagedown": 0xFF56,
    "end": 0xFF57,
    "insert": 0xFF63,
    "delete": 0xFFFF,
    **{f"f{number}": 0xFFBD + number for number in range(1, 13)},
}
OFF = "off"


@dataclass(frozen=True)
class Chord:
    """`name` as it is shown; `keysym` of the last key; what is held meanwhile."""

    name: str
    keysym: int
    held: Held


def read_chord(text: str) -> Chord | None:
    """The chord that `text` names, `None` for "off"; WrongSetting for anything that is none.

    A key without Ctrl, Alt or Super would be taken away from every other program: only F1 to F12 may stand alone.
    """
    if text.strip().lower() == OFF:
        return None
    *held_names, key = [part.strip() for part in text.split("+")]
    held = Held(0)
    for name in held_names:
        if name.lower() not in HELD:
            raise _wrong(text)
        held |= HELD[name.lower()]
    keysym = _keysym(key)
    alone = not held & (Held.CTRL | Held.ALT | Held.SUPER)
    function_key = 0xFFBE <= (keysym or 0) <= 0xFFC9
    if keysym is None or (alone and not function_key):
        raise _wrong(text)
    return Chord(
        "+".join([*(name.capitalize() for name in held_names), key.upper() if len(key) == 1 else key]), keysym, held
    )


def _keysym(key: str) -> int | None:
    if len(key) == 1 and key.isascii() and key.isalnum():
        return ord(key.lower())
    return NAMED.get(key.lower())


def _wrong(text: str) -> WrongSetting:
    return WrongSetting(
        Text(
            f"按键“{text}”无法使用：请写成 Ctrl+Alt+N、Super+F2、F9 这样，或 off",
            f"The keys {text!r} cannot be used: write them like Ctrl+Alt+N, Super+F2 or F9, or off",
        )
    )
