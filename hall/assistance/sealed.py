"""The encrypted fields of requests: name and phone under the purposes of a ticket's, so that both are found alike."""

from hall.personal.vault import Vault
from hall.ticketing.sealed import NAME, PHONE_HASH

ADDRESS = "assistance.address"


def seal(vault: Vault, name: str | None, phone: str | None, address: str | None) -> dict[str, bytes | str | None]:
    """The columns of a request that say who asks and where they live."""
    return {
        "name": vault.seal(name, NAME) if name else None,
        "phone": vault.seal(phone, PHONE_HASH) if phone else None,
        "phone_hash": vault.hash(phone, PHONE_HASH) if phone else None,
        "address": vault.seal(address, ADDRESS) if address else None,
    }
