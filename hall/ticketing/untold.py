"""What a later telling of missing materials adds to those before it (一次性告知: everything is told the first time)."""

import unicodedata
from collections.abc import Iterable, Sequence

from hall.text import Text


def untold(before: Iterable[str], now: Iterable[str], materials: Sequence[Text]) -> tuple[str, ...]:
    """What is told now and was not told before, in its order.

    A material of the catalogue is the same in either language; anything else is compared by its letters and digits,
    however they are written.
    """
    known = {_same(text, materials) for text in before}
    added: dict[str, str] = {}
    for text in now:
        key = _same(text, materials)
        if key not in known:
            added.setdefault(key, text)
    return tuple(added.values())


def _same(text: str, materials: Sequence[Text]) -> str:
    """What texts that mean the same material have in common."""
    plain = _plain(text)
    for material in materials:
        if plain in (_plain(material.zh), _plain(material.en)):
            return _plain(material.zh)
    return plain


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(character for character in folded if character.isalnum())
    return letters or folded.strip()
