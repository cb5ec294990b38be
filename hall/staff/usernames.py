"""User names: the one form in which they are stored and compared."""

import re
import unicodedata

from hall.errors import FieldProblem, Invalid
from hall.text import Text

RULE = Text(
    "用户名为 2–32 个字母、数字、汉字或 . _ -，以字母、数字或汉字开头",
    "A user name is 2 to 32 letters, digits, or . _ -, beginning with a letter or digit",
)


def folded(username: str) -> str:
    """`username` as stored: half-width, lower case, no space around it."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


def checked_username(username: str) -> str:
    """The folded form of a new user name, or Invalid."""
    name = folded(username)
    if re.fullmatch(r"[^\W_][\w.-]{1,31}", name) is None:
        raise Invalid(RULE, fields=[FieldProblem("username", RULE)])
    return name
