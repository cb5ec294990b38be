"""Keys pressed together, as people write them."""

import pytest

from hall.caller.chords import Chord, Held, read_chord
from hall.errors import WrongSetting


@pytest.mark.parametrize(
    ("text", "chord"),
    [
        ("Ctrl+Alt+N", Chord("Ctrl+Alt+N", ord("n"), Held.CTRL | Held.ALT)),
        ("ctrl + alt + n", Chord("Ctrl+Alt+N", ord("n"), Held.CTRL | Held.ALT)),
        ("Super+1", Chord("Super+1", ord("1"), Held.SUPER)),
        ("Control+Shift+PageUp", Chord("Control+Shift+PageUp", 0xFF55, Held.CTRL | Held.SHIFT)),
        ("F9", Chord("F9", 0xFFC6, Held(0))),
        ("Shift+F12", Chord("Shift+F12", 0xFFC9, Held.SHIFT)),
    ],
)
def test_a_chord_is_read_as_it_is_written(text: str, chord: Chord) -> None:
    assert read_chord(text) == chord


@pytest.mark.parametrize("text", ["off", "OFF", " Off "])
def test_off_is_no_chord(text: str) -> None:
    assert read_chord(text) is None


@pytest.mark.parametrize(
    "text", ["", "N", "Shift+N", "Home", "Ctrl+", "Ctrl+Alt", "Hyper+N", "Ctrl+号", "F13", "Ctrl++"]
)
def test_what_would_take_a_key_away_from_everything_else_or_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(WrongSetting, match="write them like"):
        read_chord(text)
