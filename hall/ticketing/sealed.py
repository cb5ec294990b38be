"""The encrypted fields of tickets: under which purpose each is sealed, and how notes are written."""

import json

from hall.journal.chain import canonical
from hall.personal.vault import Vault

# Identity numbers and credit codes share one purpose: a code is never a valid identity number.
ID_HASH = "principal.id_number"
PHONE_HASH = "principal.phone"
NAME = "principal.name"
NOTE = "errand.note"


def seal_note(vault: Vault, texts: list[str]) -> bytes:
    return vault.seal(canonical({"texts": texts}), NOTE)


def note_texts(vault: Vault, sealed: bytes) -> list[str]:
    """The lines of a note: every missing material, or the one ground; none once they were erased."""
    if not sealed:
        return []
    return [str(text) for text in json.loads(vault.open(sealed, NOTE))["texts"]]
