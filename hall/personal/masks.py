"""How personal data is shown: enough to recognise, too little to use."""

import re

STAR = "*"
_NUMBERS = re.compile(r"\d{7,}[0-9Xx]?")


def mask_id_number(number: str) -> str:
    """`610124********1234`: the region and the last four."""
    return _keep_ends(number, 6, 4)


def mask_credit_code(code: str) -> str:
    """`916101********345X`: the same ends as an identity number, since both stand in one column."""
    return _keep_ends(code, 6, 4)


def mask_phone(phone: str) -> str:
    """`138****1234`."""
    return _keep_ends(phone, 3, 4)


def mask_name(name: str) -> str:
    """The first character and two stars, however long the name is: its length helps to guess it."""
    kept = name.strip()[:1]
    return kept + STAR * 2 if kept else ""


def mask_numbers(text: str) -> str:
    """A sentence with every number in it that is long enough to be a phone's or a document's masked."""
    return _NUMBERS.sub(lambda found: mask_phone(found[0]) if len(found[0]) < 15 else mask_id_number(found[0]), text)


def _keep_ends(text: str, first: int, last: int) -> str:
    """Stars in the middle; a text too short to hide at least as much as the rule for it does is starred whole."""
    hidden = len(text) - first - last
    if hidden < 4:
        return STAR * len(text)
    return text[:first] + STAR * hidden + text[-last:]
