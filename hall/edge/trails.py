"""The audit trail as whoever stands at a door writes to it."""

from typing import Any

from hall.db import Transaction, Work
from hall.edge.endpoint import Call
from hall.journal.audit import Trail


def trail_of(call: Call[Any], at: Transaction | Work, user: str | None = None) -> Trail:
    """In this transaction, from the caller's address. `user`: who it is, where nobody was signed in when they came."""
    who = user or (call.caller.id if call.caller.kind == "user" else None)
    return Trail(at.connection, call.vault, at.now, who, call.caller.address)
