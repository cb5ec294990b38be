"""Which of the product's languages a reader wants."""

from werkzeug.datastructures import LanguageAccept

from hall.text import Language


def wanted_language(accepted: LanguageAccept, asked: str | None = None) -> Language:
    """`asked` (a `?lang=`) first, then the best of Accept-Language; Chinese when neither is ours."""
    if asked in ("zh", "en"):
        return "en" if asked == "en" else "zh"
    for tag, _quality in accepted:
        primary = tag.split("-")[0].lower()
        if primary in ("zh", "en"):
            return "en" if primary == "en" else "zh"
    return "zh"
