"""Which language a reader wants, of those there are."""

from collections.abc import Collection

from werkzeug.datastructures import LanguageAccept

from hall.text import LANGUAGES, Language


def wanted_language(accepted: LanguageAccept, asked: str | None = None) -> Language:
    """Of the two that the server itself speaks; see `wanted_tag`."""
    return "en" if wanted_tag(accepted, asked, LANGUAGES) == "en" else "zh"


def wanted_tag(accepted: LanguageAccept, asked: str | None, known: Collection[str]) -> str:
    """`asked` (a `?lang=`) first, then the best of Accept-Language; Chinese when neither is known."""
    if asked in known:
        return str(asked)
    for tag, _quality in accepted:
        primary = tag.split("-")[0].lower()
        if primary in known:
            return primary
    return "zh"
