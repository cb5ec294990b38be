"""Words that people see, in both languages of the product."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, Self

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Text(NamedTuple):
    """One sentence or name in Chinese and English."""

    zh: str
    en: str

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Self:
        """The text in a definition's table `{zh, en}`; a missing English falls back to the Chinese."""
        return cls(words["zh"], words.get("en") or words["zh"])

    def pick(self, language: Language) -> str:
        return self.en if language == "en" else self.zh

    def as_json(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}
