"""The catalogues as the server reads them: what pages and slips say, in any language that has a catalogue."""

import gettext
import json
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from hall.text import Language

FALLBACK = "en"

_BUILT = files("hall.languages") / "built"


class KnownLanguage(NamedTuple):
    """A language with a catalogue: its tag, its name in itself, and the direction it is written in (`ltr`, `rtl`)."""

    tag: str
    name: str
    direction: str


class Phrases:
    """The messages of one part (`msgctxt`) in one language; in English where the language lacks one."""

    def __init__(self, part: str, catalogue: gettext.NullTranslations) -> None:
        self._part, self._catalogue = part, catalogue

    def say(self, key: str, **parameters: object) -> str:
        """The message with its parameters filled in; `n` chooses its plural form.

        A key nobody wrote is said as it stands, as every key is before the catalogues are built (`make assets`).
        """
        n = parameters.get("n")
        if isinstance(n, int):
            said = self._catalogue.npgettext(self._part, key, key, n)
        else:
            said = self._catalogue.pgettext(self._part, key)
        return said.format(**parameters)


@cache
def known_languages() -> tuple[KnownLanguage, ...]:
    """Every language with a catalogue, Chinese and English first; those two before anything is built."""
    listed = _BUILT / "languages.json"
    if not listed.is_file():
        return (KnownLanguage("zh", "中文", "ltr"), KnownLanguage("en", "English", "ltr"))
    return tuple(KnownLanguage(**each) for each in json.loads(listed.read_text("utf-8")))


@cache
def phrases(part: str, tag: str) -> Phrases:
    """The messages of a part in a language."""
    catalogue = _catalogue(tag)
    if tag != FALLBACK:
        catalogue.add_fallback(_catalogue(FALLBACK))
    return Phrases(part, catalogue)


def _catalogue(tag: str) -> gettext.NullTranslations:
    built = _BUILT / f"{tag}.mo"
    if not built.is_file():
        return gettext.NullTranslations()
    with built.open("rb") as file:
        return gettext.GNUTranslations(file)


def tag_of(language: str) -> str:
    """What HTML calls it in `lang`."""
    return "zh-CN" if language == "zh" else language


def server_language(tag: str) -> Language:
    """The language of the server's own two that a reader of `tag` gets errors and names in."""
    return "zh" if tag == "zh" else "en"
