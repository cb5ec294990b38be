"""The same request asked twice is answered once.

The answer to an unsafe call is kept, encrypted, in the call's own transaction under its Idempotency-Key. The key is
scoped by caller, method and path; another body under the same key is refused.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hall.db import Database
from hall.edge.access import Caller
from hall.edge.models import ANSWERS
from hall.errors import FieldProblem, Invalid, KeyReused
from hall.personal.vault import Vault
from hall.prepared import Prepared
from hall.text import Text

KEPT_FOR = timedelta(hours=24)
SHORTEST_KEY = 22  # characters of 128 bits in base64
LONGEST_KEY = 200
PURPOSE = "idempotency"

_OF_SCOPE = Prepared(
    sa.select(ANSWERS.c.digest, ANSWERS.c.status, ANSWERS.c.sealed, ANSWERS.c.at).where(
        ANSWERS.c.scope == sa.bindparam("scope")
    )
)
_KEEP = Prepared(sa.insert(ANSWERS))


@dataclass(frozen=True)
class Key:
    """One request's identity: where its answer is kept, and what its body was."""

    scope: str
    digest: str


def request_key(given: str | None, caller: Caller, method: str, path: str, body: object) -> Key | None:
    """The identity of a request that carries an Idempotency-Key; `None` without one."""
    if given is None:
        return None
    who = caller.scope
    if len(given) > LONGEST_KEY or not given.strip() or (who is None and len(given) < SHORTEST_KEY):
        words = Text(
            f"Idempotency-Key 须为 {SHORTEST_KEY}–{LONGEST_KEY} 个字符",
            f"Idempotency-Key must have {SHORTEST_KEY} to {LONGEST_KEY} characters",
        )
        raise Invalid(words, fields=[FieldProblem("Idempotency-Key", words)])
    scope = hashlib.sha256(json.dumps([who, method, path, given]).encode()).hexdigest()
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    return Key(scope, digest)


def kept_answer(
    connection: Connection, vault: Vault, key: Key, now: datetime, *, make_room: bool
) -> tuple[int, str] | None:
    """Status and JSON text of the first answer, if this request was answered in the last 24 hours. Raises KeyReused.

    `make_room` for a new one where the first is too old to count; where one only looks, it is left.
    """
    found = _OF_SCOPE.one(connection, {"scope": key.scope})
    if found is None:
        return None
    digest, status, sealed, at = found
    if now - at >= KEPT_FOR:
        if make_room:
            connection.execute(sa.delete(ANSWERS).where(ANSWERS.c.scope == key.scope))
        return None
    if digest != key.digest:
        raise KeyReused(Text("同一键的请求内容不同，请换一个新的键", "Use a new Idempotency-Key for a new body"))
    return status, vault.open(sealed, PURPOSE)


def keep_answer(connection: Connection, vault: Vault, key: Key, now: datetime, status: int, text: str) -> None:
    sealed = vault.seal(text, PURPOSE)
    kept = {"scope": key.scope, "digest": key.digest, "status": status, "sealed": sealed, "at": now}
    _KEEP.later(connection, kept)


def forget_answers(database: Database) -> int:
    """Forget answers older than 24 hours; how many."""
    with database.change() as transaction:
        old = sa.delete(ANSWERS).where(ANSWERS.c.at < transaction.now - KEPT_FOR)
        return transaction.connection.execute(old).rowcount
