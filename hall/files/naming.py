"""What a file is called where people see it: the name it came with, made harmless. Pure.

No file is ever looked for or stored by such a name.
"""

import re
import unicodedata

from hall.files.kinds import FileKind

LONGEST_NAME = 60
# Path parts, what systems give a meaning to, and what turns the direction of writing, so that an ending looks another.
_BEFORE = re.compile(r"^.*[/\\:]", re.DOTALL)
_UNSEEN = ("Cc", "Cf", "Cs", "Co")
_MEANT = re.compile(r'[<>"|?*\x00-\x1f\x7f]')


def shown_name(given: str, kind: FileKind) -> str:
    """`given` without path, signs of control and direction, and ending; with the ending that its content has."""
    plain = _BEFORE.sub("", unicodedata.normalize("NFC", given))
    plain = "".join(sign for sign in _MEANT.sub("", plain) if unicodedata.category(sign) not in _UNSEEN)
    stem = plain.rpartition(".")[0] or plain
    stem = " ".join(stem.split()).strip(". ")[:LONGEST_NAME].strip()
    return f"{stem or 'file'}.{kind.ending}"
