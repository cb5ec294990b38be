"""The encrypted fields of appointments: under which purpose each is sealed and found."""

import json
from typing import Any

from hall.journal.chain import canonical
from hall.personal.vault import Vault
from hall.ticketing.sealed import ID_HASH, PHONE_HASH
from hall.ticketing.wish import PrincipalWish

NAME = "appointment.name"
DETAILS = "appointment.details"


def seal_details(vault: Vault, details: dict[str, Any]) -> bytes | None:
    """The mode's own fields as stored; nothing for a mode without any."""
    return vault.seal(canonical(details), DETAILS) if details else None


def open_details(vault: Vault, sealed: bytes | None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(vault.open(sealed, DETAILS)) if sealed else {}
    return found


def person_hash(vault: Vault, person: PrincipalWish) -> str | None:
    """What tells this person from others: the hash of the document's number, else of the phone.

    With the purposes of tickets, so that somebody who took an ordinary ticket is found to have been there.
    """
    if person.number:
        return vault.hash(person.number, ID_HASH)
    return vault.hash(person.phone, PHONE_HASH) if person.phone else None


def person_hashes(vault: Vault, person: PrincipalWish) -> list[str]:
    """The same under every key, for looking up."""
    if person.number:
        return vault.hashes(person.number, ID_HASH)
    return vault.hashes(person.phone, PHONE_HASH) if person.phone else []
