"""Passwords: the rules for new ones, and hashing that never holds up the server's loop."""

import secrets
from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from gevent import monkey
from gevent.threadpool import ThreadPool

from hall.errors import FieldProblem, WeakPassword
from hall.text import Text

Result = TypeVar("Result")

SHORTEST = 12
LONGEST = 128
FEWEST_DIFFERENT = 5
AT_ONCE = 2  # hashes in parallel: each takes MEMORY_KIB
MEMORY_KIB = 32 * 1024
ROUNDS = 2


def check_password(password: str, username: str) -> None:
    """Raises WeakPassword saying which rule is broken.

    Length counts, not decoration (OWASP ASVS 4, 2.1): 12 to 128 characters, 5 different ones at least, without the
    user name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise _weak(Text(f"密码须为 {SHORTEST}–{LONGEST} 个字符", f"A password has {SHORTEST} to {LONGEST} characters"))
    if len(set(password)) < FEWEST_DIFFERENT:
        raise _weak(
            Text(
                f"密码至少含 {FEWEST_DIFFERENT} 个不同字符",
                f"A password has at least {FEWEST_DIFFERENT} different characters",
            )
        )
    if username.casefold() in password.casefold():
        raise _weak(Text("密码不能包含用户名", "A password must not contain the user name"))


class Passwords:
    """Argon2id. Under gevent every hash runs in a real thread, two at once at most; elsewhere in place.

    Never call it inside a transaction: it yields.
    """

    def __init__(self, *, rounds: int = ROUNDS, memory_kib: int = MEMORY_KIB) -> None:
        self._hasher = PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1)

    def hash(self, password: str) -> str:
        return self._aside(lambda: self._hasher.hash(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether `password` is the one of `stored`; `None` (no such account) takes as long and is never right."""
        against = self._strangers_hash if stored is None else stored
        right = self._aside(lambda: self._matches(against, password))
        return right and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether `stored` was made with other parameters than those of today."""
        return self._hasher.check_needs_rehash(stored)

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    @cached_property
    def _strangers_hash(self) -> str:
        return self.hash(secrets.token_urlsafe())

    @cached_property
    def _aside(self) -> Callable[[Callable[[], Result]], Result]:
        if monkey.is_module_patched("threading"):
            return ThreadPool(AT_ONCE).apply
        return lambda work: work()


def _weak(words: Text) -> WeakPassword:
    return WeakPassword(words, fields=[FieldProblem("password", words)])
