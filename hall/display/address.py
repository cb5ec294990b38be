"""The address of a phrase's sound, `/audio/{pack}/{zh|en}/{number}-{window}.wav`: it holds all that the sound
is made of.

The pack is written `NAME-VERSION`, with `-yao` behind it where the digit 1 is read 幺; without a version it means
whatever that pack is at present. A retraction has `wait` in the place of the window.
"""

import re
from typing import NamedTuple, Self

from hall.display.announcement import One
from hall.errors import NotFound
from hall.text import LANGUAGES, Language, Text

_NAME = re.compile(r"([A-Z]{1,2}[0-9]{3,5})-([1-9][0-9]{0,3}|wait)")
_PACK = re.compile(r"([a-z][a-z0-9]{0,19})(?:-([0-9a-f]{8}))?(-yao)?")


class PhraseAddress(NamedTuple):
    """The parts of an address; `version=None` means the present one, `window=None` a retraction."""

    pack: str
    version: str | None
    one: One
    language: Language
    number: str
    window: int | None

    @classmethod
    def parse(cls, pack: str, language: str, name: str) -> Self:
        """From the three parts of a path, `name` without `.wav`; `NotFound` unless spelled exactly as `path` does."""
        voice, phrase = _PACK.fullmatch(pack), _NAME.fullmatch(name)
        spoken = next((known for known in LANGUAGES if known == language), None)
        if voice is None or phrase is None or spoken is None:
            raise NotFound(Text("没有这句语音", "There is no such phrase"))
        window = None if phrase[2] == "wait" else int(phrase[2])
        return cls(voice[1], voice[2], "yao" if voice[3] else "yi", spoken, phrase[1], window)

    @property
    def path(self) -> str:
        version = f"-{self.version}" if self.version else ""
        reading = "-yao" if self.one == "yao" else ""
        window = "wait" if self.window is None else self.window
        return f"/audio/{self.pack}{version}{reading}/{self.language}/{self.number}-{window}.wav"

    @property
    def immutable(self) -> bool:
        """Whether the sound may be cached for ever."""
        return self.version is not None
